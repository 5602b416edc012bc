"""What a mutation is."""

from dataclasses import dataclass

from tests.mutations.changes import Change

SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"
# Begins each line by which the plugin tells the runner what came of a mutation.
MARK = "@@"
TABLE = "tests/access/test_table.py::test_row"
# Where a road stands in two rows for one state, the first is the one with the most rights.
FIRST_OF_TWO = {
    ("edit_publish", "draft"),
    ("edit_publish", "being checked"),
    ("edit_publish", "live, newer draft"),
    ("bulk_publish", "draft"),
    ("admin_api", "draft"),
    ("admin_api", "live, newer draft"),
}


@dataclass(frozen=True, eq=False)
class Mutation:
    """One guard, what is taken away of it, and the tests of which at least one must go red for it.

    `held_by` names what still holds the door where this guard is gone: the tests then show what it is worth by itself.
    """

    name: str
    taken_away: str
    changes: tuple[Change, ...]
    tests: tuple[str, ...]
    database: str = SQLITE
    held_by: str = ""


def road(state: str, *names: str) -> tuple[str, ...]:
    """Return the tests of these roads in the table, for a page in this state."""
    return tuple(f"{TABLE}[{name}, {state}{'0' if (name, state) in FIRST_OF_TWO else ''}]" for name in names)
