"""Guards where rows are written: a live row is a released revision, and records stay as they are."""

from tests.mutations.changes import NOT_LISTED_AS_GONE, Line, Trigger
from tests.mutations.mutation import POSTGRESQL, Mutation, road

GUARDS = "publishing.guards"
DAILY = "tests/publishing/test_ordinary_life.py"
OWN = "tests/publishing/test_guards.py"

LIVE_ROW_GONE = Line(f"{GUARDS}.guard_live_row", "if isinstance(instance, DraftStateMixin) and", "if False and")

MUTATIONS = (
    Mutation(
        "live_row",
        "Saving a live row asks for no release any more.",
        (LIVE_ROW_GONE,),
        (
            *road("live", "code_change_field", "code_change_one_field", "code_change_body", "code_picture_row"),
            *road("live", "code_alias_with_words", "code_update_aliases_with_words"),
        ),
    ),
    Mutation(
        "live_row_and_its_triggers",
        "Neither Django nor the database asks for a release of a live row.",
        (LIVE_ROW_GONE, Trigger("root"), NOT_LISTED_AS_GONE),
        (
            *road("draft", "code_live_true", "code_live_true_by_field", "code_add_child", "code_loaddata"),
            *road("draft", "code_revision_publish", "code_copy", "code_update_aliases", "edit_publish"),
        ),
    ),
    Mutation(
        "live_row_words",
        "A live row may say something else than its released revision.",
        (Line(f"{GUARDS}.assert_may_be_live", "if not has_same_words(obj,", "if False and not has_same_words(obj,"),),
        road("live", "code_change_field", "code_change_one_field", "code_change_body"),
    ),
    Mutation(
        "live_row_digest",
        "A released revision may have other words than the ones whose fingerprint was recorded.",
        (Line(f"{GUARDS}.assert_may_be_live", "if not is_same_digest(", "if False and not is_same_digest("),),
        road("live", "sql_release_digest"),
    ),
    Mutation(
        "live_row_audience",
        "A release for fewer people makes a page public.",
        (Line(f"{GUARDS}.assert_may_be_live", "if release.audience != Release.PUBLIC:", "if False:"),),
        (f"{OWN}::test_a_release_for_fewer_people_makes_nothing_public",),
        held_by="the database's own trigger",
    ),
    Mutation(
        "alias_words",
        "An alias may say something else than the page that it follows.",
        (Line(f"{GUARDS}._assert_alias_may_be_live", "if not has_same_words(", "if False and not has_same_words("),),
        road("live", "code_alias_with_words", "code_update_aliases_with_words"),
    ),
    Mutation(
        "alias_of_what_is_public",
        "An alias may be public while the page that it follows is not.",
        (Line(f"{GUARDS}._assert_alias_may_be_live", "if not source.live or source.alias_of_id:", "if False:"),),
        (f"{OWN}::test_an_alias_is_not_public_without_its_page",),
    ),
    Mutation(
        "frozen_revision",
        "The words of a version that was sent in may be changed.",
        (Line(f"{GUARDS}.guard_revision", "and is_frozen(stored)", "and False"),),
        (f"{DAILY}::test_a_data_migration_takes_approvals_along",),
    ),
    Mutation(
        "frozen_revision_and_its_trigger",
        "Neither Django nor the database keeps the words of a released version.",
        (
            Line(f"{GUARDS}.guard_revision", "and is_frozen(stored)", "and False"),
            Trigger("revision"),
            NOT_LISTED_AS_GONE,
        ),
        road("live", "code_autosave_in_place"),
    ),
    Mutation(
        "autosave_starts_a_new_version",
        "Autosave may write over a version that was sent in.",
        (Line("publishing.permissions.GatedPage.save_revision", "and is_frozen(overwrite_revision)", "and False"),),
        (f"{OWN}::test_autosave_starts_a_new_version",),
        held_by="frozen_revision",
    ),
    Mutation(
        "hour_of_a_version",
        "A version that nobody released may be given its hour.",
        (Line(f"{GUARDS}.guard_revision", "if instance.approved_go_live_at and ", "if False and "),),
        road("draft", "code_unreleased_schedule"),
    ),
    Mutation(
        "hour_of_a_new_version",
        "A new version may be born with an hour.",
        (Line(f"{GUARDS}.guard_revision", "if instance.approved_go_live_at:", "if False:"),),
        (f"{OWN}::test_no_version_is_born_with_its_hour",),
    ),
    Mutation(
        "revision_delete",
        "The version that the public reads may be deleted.",
        (
            Line(
                f"{GUARDS}.guard_revision_delete",
                "if is_live or Release.objects.filter(revision_id=instance.pk, state=Release.State.VALID).exists():",
                "if False:",
            ),
        ),
        (f"{DAILY}::test_the_version_that_the_public_reads_is_not_deleted",),
        held_by="the database's own trigger, without a sentence",
    ),
    Mutation(
        "revision_delete_and_the_trigger",
        "Neither Django nor the database keeps the version that the public reads.",
        (
            Line(
                f"{GUARDS}.guard_revision_delete",
                "if is_live or Release.objects.filter(revision_id=instance.pk, state=Release.State.VALID).exists():",
                "if False:",
            ),
            Trigger("root"),
            NOT_LISTED_AS_GONE,
        ),
        (f"{DAILY}::test_the_version_that_the_public_reads_is_not_deleted",),
    ),
    Mutation(
        "manifest",
        "What was frozen with a release may be changed.",
        (
            Line(
                f"{GUARDS}.guard_manifest",
                "if before.release_id != instance.release_id or not is_blanked_form(before.body, instance.body):",
                "if False:",
            ),
        ),
        road("live", "code_manifest", "code_manifest_blanked"),
    ),
    Mutation(
        "record_delete",
        "Releases and manifests may be deleted.",
        (Line(f"{GUARDS}.guard_record_delete", "raise NotReleased(", "str("),),
        road("live", "code_manifest_delete", "code_release_queryset_delete"),
    ),
    Mutation(
        "release_delete",
        "A release's own method deletes it.",
        (
            Line(
                "publishing.models.Release.delete", "raise NotReleased(APPEND_ONLY)", "return models.Model.delete(self)"
            ),
        ),
        (f"{OWN}::test_a_release_says_that_it_stays",),
        held_by="record_delete, and the manifest that refers to it",
    ),
    Mutation(
        "release_append_only",
        "A release may be changed after it was written.",
        (
            Line(
                "publishing.models.Release.save",
                'if set(kwargs.get("update_fields")',
                'if False and set(kwargs.get("update_fields")',
            ),
        ),
        road("live, newer draft", "code_release_other_revision", "code_release_other_revision_by_field"),
    ),
    Mutation(
        "release_ended",
        "A release that was taken back for good may become valid again.",
        (Line("publishing.models.Release.save", "if before in self.ENDED and", "if False and"),),
        road("taken back", "code_release_back_to_valid"),
    ),
    Mutation(
        "privacy",
        "A page may get a privacy setting.",
        (Line(f"{GUARDS}.guard_privacy", "raise NotReleased(", "str("),),
        road("live", "code_privacy"),
    ),
    Mutation(
        "files_of_a_deleted_page",
        "Deleting a live page leaves its public files where they are.",
        (Line(f"{GUARDS}.take_down_before_delete", "take_copies_away(instance)", "pass"),),
        ("tests/files/test_places.py::test_public_addresses_go_with_a_deleted_page",),
    ),
    Mutation(
        "files_of_an_unpublished_page",
        "A page that code takes off the site leaves its public files where they are.",
        (Line(f"{GUARDS}.forget_name", "take_copies_away(instance)", "pass"),),
        ("tests/files/test_places.py::test_public_addresses_go_when_code_unpublishes",),
    ),
    Mutation(
        "name_of_a_release_is_forgotten",
        "After a live row is saved, its release stays named for whatever the transaction writes next.",
        (Line(f"{GUARDS}.forget_name", "name_release(None)", "pass"),),
        (f"{OWN}::test_the_name_of_a_release_does_not_linger",),
        database=POSTGRESQL,
    ),
    Mutation(
        "ok_append_only",
        "An OK may be changed after it was given.",
        (Line("authorship.models.YourOK.save", "if self.pk:", "if False:"), Trigger("append_only")),
        (f"{OWN}::test_an_ok_is_written_once",),
    ),
    Mutation(
        "record_triggers",
        "The database lets a query change a record.",
        (Trigger("append_only"),),
        ("tests/publishing/test_append_only.py::test_no_column_of_a_record_changes_by_a_query",),
    ),
)
