"""Writes docs/mutations.md: each run puts its own part in its place and leaves the others."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.mutations.mutation import Mutation
    from tests.mutations.run import Result

PAGE = Path(__file__).resolve().parents[2] / "docs" / "mutations.md"
HEAD = """# What happens when a guard is gone

A guard that nobody would miss is no guard. So each is taken away by itself while the tests run, and at least one test
has to go red for it, by what it asserts and not by an error. `make mutate` does so and writes the first tables below;
`make test-deep` takes all guards away at once and walks the table of roads, and writes the others. The mutations
themselves are in `tests/mutations/`.

*Held by* names what still keeps the words in where this one guard is gone; the red tests then show what the guard is
worth by itself, such as the sentence that a person gets. The pair is taken away in a line of its own.
"""
PARTS = (
    "Guards, on SQLite",
    "Guards, on PostgreSQL",
    "Roads with every guard away, on SQLite",
    "Roads with every guard away, on PostgreSQL",
)


def write_guards(database: str, results: dict[Mutation, Result]) -> None:
    """Write the table of guards of one database."""
    rows = [
        f"| `{mutation.name}` | {mutation.taken_away} | {len(result.red)} of {len(result.red) + len(result.green)} "
        f"| {mutation.held_by or '—'} |"
        for mutation, result in results.items()
    ]
    table = ["| guard | what is taken away | tests red | held by |", "|---|---|---|---|", *rows]
    _write(f"Guards, on {database}", "\n".join([f"{len(rows)} guards, each missed when it is gone.", "", *table]))


def write_rows(database: str, seen: int, only_by_audit: list[str], held: dict[str, str]) -> None:
    """Write how many rows of the table of roads were seen to fail, and why the others were not."""
    rows = f"{seen} of {seen + len(held)} rows of `tests/access/test_table.py` fail when every guard of ours is away"
    text = [f"{rows}: a stranger reads what nobody approved, or the forbidden step is done."]
    if only_by_audit:
        text += ["", "Of these, the audit alone sees what came of the following; no public page shows it:", ""]
        text += [f"- {row}" for row in only_by_audit]
    if held:
        text += ["", "The others stay held, and nothing of ours could be taken away:", ""]
        text += ["| row | what holds it |", "|---|---|", *(f"| {row} | {why} |" for row, why in held.items())]
    _write(f"Roads with every guard away, on {database}", "\n".join(text))


def _write(title: str, text: str) -> None:
    parts = dict(
        re.findall(r"^## ([^\n]+)\n\n(.*?)\s*(?=^## |\Z)", PAGE.read_text() if PAGE.exists() else "", re.M | re.S)
    )
    parts[title] = text
    body = "\n".join(f"## {part}\n\n{parts[part]}\n" for part in PARTS if part in parts)
    PAGE.write_text(f"{HEAD}\n{body}")
