"""Small copies of videos: of exactly the approved bytes, gone with their person, made by a program on a lead."""

from tests.mutations.changes import Line
from tests.mutations.mutation import Mutation

VERSIONS = "tests/files/test_phone_versions.py"

MUTATIONS = (
    Mutation(
        "small_copy_of_the_approved_bytes",
        "A small copy goes out though it was made of other bytes than those that were approved.",
        (Line("files.phone_versions.ready_version", "made_from=recording.sha256", ""),),
        (f"{VERSIONS}::test_other_bytes_than_those_that_were_made_small_go_out_without_it",),
    ),
    Mutation(
        "small_copy_as_it_was_made",
        "A small copy goes out whatever lies there by now.",
        (Line("files.public._for_phones", "if small.fingerprint() == made.sha256:", "if True:"),),
        (f"{VERSIONS}::test_a_small_copy_that_is_not_as_it_was_made_does_not_go_out[disk-changed]",),
    ),
    Mutation(
        "small_copy_of_all_of_it",
        "A small copy that lacks the end of a video is kept.",
        (Line("files.phone_versions._keep", "clean.duration < original.duration * AS_LONG", "False"),),
        (f"{VERSIONS}::test_a_copy_that_lacks_the_end_is_not_kept",),
    ),
    Mutation(
        "small_copy_goes_with_its_person",
        "The small copy of what somebody brought stays when they are erased.",
        (Line("files.erasing.erase_files", " + _small_copies_of(file)", ""),),
        (f"{VERSIONS}::test_nothing_is_left_of_it_after_erasure[disk]",),
    ),
    Mutation(
        "small_copy_of_who_is_just_erased",
        "Whoever is erased while a small copy is made leaves it behind.",
        (Line("files.made_later.MadeLater.keep", "if not is_kept:", "if False:"),),
        (f"{VERSIONS}::test_somebody_erased_while_it_is_made_leaves_nothing",),
        held_by="strays go by the clock",
    ),
    Mutation(
        "small_copy_goes_with_its_video",
        "The small copy of a video stays when the video is deleted or replaced.",
        (Line("files.models.PhoneVersion.forget", "made.let_go()", "continue"),),
        (f"{VERSIONS}::test_it_goes_with_its_video",),
        held_by="the clock, which looks for those of no recording",
    ),
    Mutation(
        "small_copy_says_nothing",
        "ffmpeg writes into the small copy what was written in the video.",
        (Line("files.ffmpeg._what_to_do", '"-map_metadata", "-1", ', ""),),
        (f"{VERSIONS}::test_nothing_is_written_in_it",),
        held_by="the door, through which the copy goes too",
    ),
    Mutation(
        "ffmpeg_knows_no_key",
        "ffmpeg, which reads what strangers sent, is told all our keys.",
        (Line("files.ffmpeg._run", "env=surroundings, ", ""),),
        (f"{VERSIONS}::test_no_key_of_ours_is_near_ffmpeg_and_it_comes_last",),
    ),
    Mutation(
        "ffmpeg_ends_with_all_it_began",
        "Of a program that hangs only the first process is ended.",
        (Line("files.ffmpeg._run", "os.killpg(process.pid, signal.SIGKILL)", "process.kill()"),),
        (f"{VERSIONS}::test_a_hanging_ffmpeg_is_ended_at_the_limit_with_all_that_it_began",),
    ),
)
