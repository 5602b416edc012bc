"""What the public is shown, and files."""

from tests.mutations.changes import Line
from tests.mutations.mutation import Mutation

DAILY = "tests/publishing/test_ordinary_life.py"
PLACES = "tests/files/test_places.py"
READING = "tests/publishing/test_reading_side.py"

MUTATIONS = (
    Mutation(
        "released",
        "Lists, feeds, search and the API show every live row, released or not.",
        (Line("publishing.selectors.released", ".filter(allowed)", ""),),
        (f"{READING}::test_a_live_row_without_a_release_shows_nowhere",),
    ),
    Mutation(
        "released_is_live",
        "Lists, feeds, search and the API show what was released and is not live.",
        (Line("publishing.selectors.released", ".filter(live=True)", ""),),
        (f"{READING}::test_what_was_taken_off_shows_nowhere",),
    ),
    Mutation(
        "serving",
        "Any live page is served.",
        (Line("core.wagtail_hooks.serve_only_what_is_released", "if not is_released(page):", "if False:"),),
        (f"{READING}::test_no_way_of_serving_a_page_goes_past_the_door",),
        held_by="the page's own template data",
    ),
    Mutation(
        "serving_and_template_data",
        "Neither the door nor the page's own data asks for a release.",
        (
            Line("core.wagtail_hooks.serve_only_what_is_released", "if not is_released(page):", "if False:"),
            Line("core.models.BasePage.get_context", "if manifest is None and not is_preview:", "if False:"),
        ),
        (f"{DAILY}::test_a_live_row_whose_release_has_ended_is_not_served",),
    ),
    Mutation(
        "template_data",
        "A page without what was frozen with its release is drawn all the same.",
        (Line("core.models.BasePage.get_context", "if manifest is None and not is_preview:", "if False:"),),
        (f"{READING}::test_a_page_whose_manifest_is_lost_is_not_drawn",),
    ),
    Mutation(
        "credits_from_the_manifest",
        "A public page shows credits as they are now, and not as they were approved.",
        (
            Line(
                "authorship.gates.credits_context",
                "if manifest is None else manifest.body.get",
                "if True else manifest.body.get",
            ),
        ),
        (f"{DAILY}::test_no_name_takes_effect_at_once_and_another_name_waits",),
    ),
    Mutation(
        "frozen_files",
        "A file that was sent in may be changed.",
        (
            Line(
                "files.models.Versioned._refuse_if_frozen", "if before is None or before.frozen_at is None:", "if True:"
            ),
        ),
        (f"{PLACES}::test_a_frozen_version_cannot_change",),
    ),
    Mutation(
        "files_are_frozen_when_sent_in",
        "Sending in leaves the files as they may be changed.",
        (Line("publishing.services.freeze", "for freezer in registry.freezers:", "for freezer in ():"),),
        (f"{PLACES}::test_a_frozen_version_cannot_change",),
    ),
    Mutation(
        "bytes_are_those_that_were_added",
        "A file goes out though its bytes are not the ones that were approved.",
        (Line("files.public._going_out", "if original.fingerprint() != file.sha256:", "if False:"),),
        (f"{PLACES}::test_bytes_changed_after_the_ok_do_not_go_out",),
    ),
    Mutation(
        "files_are_copied_out",
        "Files are not put into the public place at go-live.",
        (Line("files.public.publish_files", "for file in files:", "for file in ():"),),
        (f"{PLACES}::test_public_addresses_come_at_go_live_and_go_at_take_down",),
    ),
    Mutation(
        "files_are_taken_away",
        "Taking down leaves public files where they are.",
        (Line("files.public.withdraw_files", "remove_files(copy for copy in copies if copy.pk not in shown)", "pass"),),
        (f"{PLACES}::test_public_addresses_come_at_go_live_and_go_at_take_down",),
    ),
    Mutation(
        "files_of_a_version_that_failed",
        "Files of a version that could not go live stay in the public place.",
        (Line("publishing.services._publish", "for step in reversed(undo):", "for step in ():"),),
        (f"{PLACES}::test_a_new_version_that_fails_leaves_the_old_files_as_they_were",),
    ),
    Mutation(
        "links_to_private_files_are_signed",
        "A private file opens for whoever knows its name.",
        (Line("files.storage.opened_name", "return None", 'return signed.rsplit(":", 2)[0]'),),
        (f"{PLACES}::test_a_private_file_needs_a_link_that_is_valid_now",),
    ),
    Mutation(
        "links_to_private_files_end",
        "A link to a private file opens it for ever.",
        (Line("files.storage.opened_name", "max_age=settings.SIGNED_LINK_SECONDS", "max_age=None"),),
        (f"{PLACES}::test_a_private_file_needs_a_link_that_is_valid_now",),
    ),
    Mutation(
        "documents_are_private",
        "Anybody reads a document by Wagtail's own address.",
        (Line("files.wagtail_hooks.documents_are_private", "if not policy", "if False and not policy"),),
        (f"{PLACES}::test_nobody_reads_documents_or_pictures_by_wagtails_own_addresses",),
    ),
)
