"""What keeps a backup from bringing back what was taken back, or anything that is damaged or somebody else's."""

from tests.mutations.changes import Line
from tests.mutations.mutation import Mutation

RESTORING = "tests/backup/test_restoring.py"

MUTATIONS = (
    Mutation(
        "markers_are_applied",
        "A backup brings back whoever was erased, and what was taken back, after it was made.",
        (Line("consent.again.apply_markers", "_apply(marker, subject)", "pass"),),
        (f"{RESTORING}::test_who_was_erased_and_what_was_taken_back_since_stays_gone",),
    ),
    Mutation(
        "markers_name_one_person",
        "A marker is applied to whoever has that number by now.",
        (Line("consent.markers.Marker.subject", ", created_at=self.made", ""),),
        (f"{RESTORING}::test_somebody_new_with_an_old_number_is_not_taken_for_whoever_was_erased",),
    ),
    Mutation(
        "markers_are_written_at_once",
        "What stops something is not marked outside of the database before the clock comes round.",
        (Line("consent.markers.write_soon", "not _will_be_written()", "not instance.object_id"),),
        (f"{RESTORING}::test_decisions_of_one_transaction_are_marked_together_but_for_what_was_undone",),
    ),
    Mutation(
        "digests_are_checked",
        "A backup of which a byte was changed is brought back.",
        (Line("backups.archive.read_archive", "!= archive.digest(name)", '== ""'),),
        (f"{RESTORING}::test_a_damaged_backup_is_refused[a byte]",),
    ),
    Mutation(
        "passphrase_is_the_one",
        "A passphrase that is nearly the one opens a backup.",
        (Line("backups.locking.unlock", "head[:end], words)", 'head[:end], words.rstrip("s"))'),),
        (f"{RESTORING}::test_a_locked_backup_opens_with_its_passphrase_only",),
    ),
    Mutation(
        "a_passphrase_locks",
        "A backup is not locked though there is a passphrase.",
        (Line("backups.making._make", "if words:", "if False:"),),
        (f"{RESTORING}::test_a_locked_backup_opens_with_its_passphrase_only",),
    ),
)
