"""What keeps files in: the row before the store, links that end, versions that go, copies bound to what was read.

Those about buckets need a store in the environment: `make mutate` runs under .ci/with-s3.
"""

from tests.mutations.changes import Line
from tests.mutations.mutation import Mutation

STRANGERS = "tests/files/test_strangers.py"
STORES = "tests/files/test_stores.py"
FAULTS = "tests/files/test_faults.py"
WHOSE = "tests/files/test_whose_bytes.py"
SHARED = "tests/files/test_shared_bytes.py::test_an_older_version_keeps_its_bytes_when_the_next_one_is"

MUTATIONS = (
    Mutation(
        "public_file_asks_the_row",
        "Whatever lies in the public place answers, released or not any more.",
        (Line("files.views.public_file", ", release__state=Release.State.VALID", ""),),
        (f"{STRANGERS}::test_a_copy_that_is_not_released_does_not_answer_though_it_lies_there[disk]",),
    ),
    Mutation(
        "private_links_end",
        "A link to a private file opens it for ever.",
        (Line("files.storage.opened_name", "max_age=settings.SIGNED_LINK_SECONDS", "max_age=None"),),
        (f"{STRANGERS}::test_a_link_opens_a_private_file_for_a_few_minutes_only[disk]",),
    ),
    Mutation(
        "links_of_the_store_end",
        "A link that we give to nginx opens a private file at the store for an hour.",
        (Line("files.s3.Bucket.link", "ExpiresIn=settings.SIGNED_LINK_SECONDS", "ExpiresIn=3600"),),
        (f"{STRANGERS}::test_a_link_of_the_store_ends_too[buckets]",),
    ),
    Mutation(
        "unknown_kinds_are_downloaded",
        "A browser opens whatever kind of file it is.",
        (Line("files.kinds.disposition_of", ' if PurePath(name).suffix.lower() in SHOWN else "attachment"', ""),),
        (f"{STRANGERS}::test_a_file_that_a_browser_would_run_is_only_downloaded[disk-aa/page.html]",),
    ),
    Mutation(
        "every_version_goes",
        "A bucket that keeps versions keeps what was taken back.",
        (Line("files.s3.Bucket.remove", ', VersionId=version["VersionId"]', ""),),
        (f"{STORES}::test_nothing_is_remembered_of_what_was_taken_back[buckets]",),
    ),
    Mutation(
        "only_that_name_goes",
        "Removing a file takes all away whose name begins alike.",
        (Line("files.s3.Bucket.remove", 'if version["Key"] == at["Key"]', "if at.update(Key=version['Key']) is None"),),
        (f"{STORES}::test_a_name_that_begins_alike_stays[buckets]",),
    ),
    Mutation(
        "a_copy_is_what_was_read",
        "The store copies whatever lies there by now.",
        (Line("files.s3.Bucket.keep_copy", "CopySourceIfMatch=file.mark,", ""),),
        (f"{STORES}::test_a_copy_is_what_was_read_even_if_the_original_changes_meanwhile[buckets]",),
    ),
    Mutation(
        "private_bytes_go_later",
        "What could not be deleted while the store was away is forgotten.",
        (Line("files.storage.PrivatePlace.delete", "erase_bytes_later(name)", "pass"),),
        (f"{FAULTS}::test_a_file_deleted_by_wagtail_while_the_store_is_down_goes_later",),
    ),
    Mutation(
        "bytes_that_an_older_version_has_too",
        "Deleting a version takes the bytes away that an older one has too.",
        (Line("files.frozen.spare_shared_bytes", "if instance.shares_file(instance.file.name):", "if False:"),),
        (f"{SHARED}[a picture-deleted]", f"{SHARED}[a document-deleted]", f"{SHARED}[a recording-deleted]"),
    ),
    Mutation(
        "bytes_of_before_that_an_older_version_has_too",
        "Another file for a version takes the bytes of before away, which an older one has too.",
        (
            Line("files.forms.VersionedForm.save", "self.instance.shares_file(before.name)", "False"),
            Line("files.forms.MediaForm.clean", " or self.instance.shares_file(before.name)", ""),
        ),
        (f"{SHARED}[a picture-replaced]", f"{SHARED}[a document-replaced]", f"{SHARED}[a recording-replaced]"),
    ),
    Mutation(
        "bytes_of_whoever_brought_them",
        "A file is of whoever changed the words beside it last.",
        (
            Line(
                "stories.studio.uploads.keep_picture",
                "picture.save()",
                "picture.uploaded_by_user = user; picture.save()",
            ),
        ),
        (f"{WHOSE}::test_whoever_brought_it_takes_it_back[other words for a picture]",),
    ),
    Mutation(
        "who_changed_a_file_wrote_in_it",
        "Whoever changed the words beside a file, or covered a part of it, is no writer.",
        (Line("files.frozen.note_change", "FileChange.objects.create(key=file_key(file), user=user)", "pass"),),
        (f"{WHOSE}::test_who_brought_it_stays_and_who_changed_it_is_a_writer[a covered part]",),
    ),
    Mutation(
        "what_was_decided_otherwise",
        "What could not be shown is still to be shown after somebody took it down.",
        (Line("publishing.services.take_down", "trying_again.forget(object_key(obj))", "pass"),),
        (f"{FAULTS}::test_what_is_decided_otherwise_meanwhile_is_not_shown_by_the_clock",),
        held_by="the gates, which are asked again",
    ),
    Mutation(
        "sizes_of_what_did_not_go_out",
        "Sizes of a picture that were made for a page that did not go out stay, and no row knows them.",
        (Line("files.public._sizes_of", "undo.extend(", "iter("),),
        (f"{FAULTS}::test_a_folder_that_is_not_there_keeps_a_page_in_and_leaves_nothing_behind",),
        held_by="strays go by the clock",
    ),
    Mutation(
        "sizes_that_were_there",
        "A page that did not go out takes away the sizes of its pictures that were made before.",
        (Line("files.public._forget", "if Rendition.objects.filter(file=rendition.file.name).exists():", "if False:"),),
        (f"{FAULTS}::test_a_folder_that_is_not_there_keeps_a_page_in_and_leaves_nothing_behind",),
    ),
    Mutation(
        "strays_of_another_database",
        "A site with an empty database removes the files of another one.",
        (Line("files.strays.remove_strays", "if known.isdisjoint(private_storage().names()):", "if False:"),),
        (f"{STORES}::test_a_database_that_knows_none_of_the_files_removes_none[disk]",),
    ),
    Mutation(
        "strays_of_who_is_just_working",
        "The clock removes private files that were put there a moment ago.",
        (Line("files.strays._remove", "if name not in known and", "if name not in known or not"),),
        (f"{STORES}::test_the_clock_removes_what_nobody_knows_once_it_is_old[disk]",),
    ),
    *(
        Mutation(
            f"audit_of_files_{name}",
            f"The audit of files does not ask {meaning}.",
            (Line("files.audit.audit_files", line, ""),),
            (f"{STORES}::test_the_audit_names_each_fault[disk-{fault}]",),
        )
        for name, meaning, line, fault in (
            ("public", "what lies in the public place", "*public.audit(),", "_stray_copy"),
            ("private", "what lies in the private place", "*_unknown_private(kept),", "_unknown_private"),
            (
                "missing_public",
                "whether public copies are there",
                '*_missing_or_other("public", public_storage(), shown, every_byte=every_byte),',
                "_missing_copy",
            ),
            (
                "missing_private",
                "whether private files are there",
                '*_missing_or_other("private", private_storage(), kept, every_byte=every_byte),',
                "_missing_private",
            ),
        )
    ),
)
