"""What comes in: the one door for files, and every road that leads to it."""

from tests.mutations.changes import Line
from tests.mutations.mutation import Mutation

ONE_DOOR = "tests/files/test_one_door.py"
HIDING = "tests/files/test_hiding_details.py"
QUESTIONS = "tests/files/test_picture_questions.py"
ADMIN = f"{ONE_DOOR}::test_no_road_of_the_admin_keeps_what_is_hostile_or_telling"
WAITING = f"{ONE_DOOR}::test_a_file_that_waits_for_its_form_is_clean_already"

MUTATIONS = (
    Mutation(
        "pictures_are_drawn_anew",
        "A picture keeps the words of its colour profile.",
        (
            Line(
                "files.cleaning.colours._bare",
                "if name in COLOUR_TAGS and len(data) == length and data[:4] in NUMBER_TYPES:",
                "if True:",
            ),
        ),
        ("tests/files/test_cleaning.py::test_a_profile_tells_of_nobody",),
    ),
    Mutation(
        "pixels_are_counted_first",
        "A picture is unpacked however many pixels it claims.",
        (
            Line(
                "files.cleaning.pictures._drawn_anew",
                "if picture.width * picture.height > min([settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS, *greedy]):",
                "if False:",
            ),
        ),
        ("tests/files/test_cleaning.py::test_a_picture_made_to_burst_is_refused_before_it_is_unpacked",),
    ),
    Mutation(
        "documents_are_stripped",
        "A PDF keeps what its pages do, what is pinned to them and the notes of its photos.",
        (Line("files.cleaning.documents._written_anew", "_strip(pages)", "pass"),),
        ("tests/files/test_cleaning.py::test_a_pdf_with_a_program_or_a_file_in_it_comes_out_without",),
    ),
    Mutation(
        "documents_do_not_burst",
        "A PDF may unpack to more than a phone can hold.",
        (Line("files.cleaning.documents._Room.count", "if size > min(MAX_STREAM, self.left):", "if False:"),),
        ("tests/files/test_cleaning.py::test_a_document_that_bursts_is_refused",),
    ),
    Mutation(
        "messages_between_packets",
        "A film keeps what is written among its pictures.",
        (
            Line(
                "files.cleaning.recordings._Packing._copy_of", "remove_types={SIDE_MESSAGES[codec]}", "remove_types=12"
            ),
        ),
        ("tests/files/test_cleaning.py::test_a_film_keeps_no_words_among_its_pictures",),
    ),
    Mutation(
        "recordings_that_browsers_play",
        "A recording of any kind comes in, photos with notes one after the other too.",
        (Line("files.cleaning.recordings._kept_streams", "not in PLAYED[stream.type]", "in ()"),),
        (f"{ADMIN}[a film]",),
    ),
    Mutation(
        "length_of_recordings",
        "A recording may claim to last for years.",
        (
            Line(
                "files.cleaning.recordings._Packing._count",
                "if self.end - min(self.starts.values()) > settings.MEDIA_MAX_SECONDS:",
                "if False:",
            ),
        ),
        (f"{ADMIN}[a film]",),
    ),
    Mutation(
        "hidden_squares",
        "What is hidden in a picture is only made a little coarser.",
        (
            Line(
                "files.covering.cover", "part.resize((LEFT, LEFT),", "part.resize((part.width // 2, part.height // 2),"
            ),
        ),
        (f"{HIDING}::test_of_a_hidden_square_four_colours_are_left_and_the_rest_is_as_it_was",),
    ),
    Mutation(
        "pictures_of_this_part_only",
        "A picture that does not stand in this part can be seen and covered by its number.",
        (Line("stories.studio.views.covering.hide_details", "or picture_id not in picture_ids(part)", ""),),
        (f"{HIDING}::test_a_picture_that_is_not_in_this_part_is_not_there",),
    ),
    Mutation(
        "somebody_who_has_not_said_yes",
        "A picture goes out in which somebody can be recognised who has not said yes.",
        (Line("files.frozen._not_to_be_shown", "if picture.recognised == Recognised.NO_YES:", "if False:"),),
        (f"{QUESTIONS}::test_a_picture_goes_out_only_with_an_answer_that_allows_it",),
    ),
    Mutation(
        "nobody_said_who_is_recognised",
        "A new picture goes out though nobody said whether somebody can be recognised in it.",
        (Line("files.frozen._not_to_be_shown", "if picture.recognised == Recognised.UNANSWERED:", "if False:"),),
        (f"{QUESTIONS}::test_a_picture_goes_out_only_with_an_answer_that_allows_it",),
    ),
    Mutation(
        "may_we_use_it",
        "A picture goes out though nobody knows whether we may use it.",
        (Line("files.frozen._not_to_be_shown", "if picture.rights == Rights.UNKNOWN:", "if False:"),),
        (f"{QUESTIONS}::test_a_picture_goes_out_only_with_an_answer_that_allows_it",),
    ),
    Mutation(
        "pictures_of_others_are_not_named",
        "Whoever brings a picture hears in whose work it stands already.",
        (
            Line(
                "stories.studio.uploads.where_it_is_already",
                "in works_for(user)]",
                "in works_for(user).model.objects.exclude(page=None)]",
            ),
        ),
        (f"{QUESTIONS}::test_the_same_picture_again_gets_a_kind_note_about_ones_own_works_only",),
    ),
    Mutation(
        "files_that_wait",
        "A file that waits for the rest of its form is kept as it came.",
        (Line("files.arriving.clean_what_waits", "if not file or file._committed:", "if True:"),),
        (WAITING,),
    ),
    Mutation(
        "files_that_are_too_big",
        "All of a file that is too big is written down.",
        (Line("files.arriving.CappedFile.receive_data_chunk", "if self._room > 0:", "if True:"),),
        (f"{ONE_DOOR}::test_a_file_that_is_too_big_is_not_written_down_and_its_words_are_kept",),
    ),
    Mutation(
        "bytes_of_a_frozen_recording",
        "Putting another recording in the place of a frozen one deletes the bytes of the frozen one.",
        (Line("files.forms.MediaForm.clean", "self.instance.frozen_at or ", ""),),
        (f"{ONE_DOOR}::test_a_frozen_recording_keeps_its_bytes_when_another_takes_its_place",),
    ),
)
