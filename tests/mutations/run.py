"""Take each guard away in turn and see its tests go red.

    python -m tests.mutations.run            every mutation of this database; writes its part of docs/mutations.md
    python -m tests.mutations.run NAME …     only these; writes nothing
    python -m tests.mutations.run --rows     the table of roads with every guard away; writes its part as well

The database is the one in DATABASE_URL, or SQLite. Exit code 1 where a mutation stays green: nothing would notice if
that guard were gone.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from tests.mutations import report
from tests.mutations.everything import ALL_BUT_THE_AUDIT, EVERYTHING
from tests.mutations.mutation import MARK, POSTGRESQL, SQLITE, TABLE, Mutation
from tests.mutations.registry import MUTATIONS
from tests.mutations.rows import HELD_BY_OTHERS

ROOT = Path(__file__).resolve().parents[2]
OPTIONS = (
    "-p",
    "tests.mutations.plugin",
    "-p",
    "no:cacheprovider",
    "-q",
    "--reuse-db",
    "--tb=no",
    "-rN",
    "-W",
    "ignore",
    "-m",
    "not browser and not machine",
)


@dataclass(frozen=True)
class Result:
    """What came of one mutation's tests: which went red and what they said, which did not, which broke."""

    red: dict[str, str]
    green: list[str]
    broken: dict[str, str]
    seconds: float

    @property
    def is_red(self) -> bool:
        """Whether a test noticed, by what it asserts, and nothing else went wrong."""
        return bool(self.red) and not self.broken


def database() -> str:
    """Return the name of the database that this run is about."""
    return POSTGRESQL if os.environ.get("DATABASE_URL", "").startswith("postgres") else SQLITE


def without(mutations: list[Mutation]) -> dict[Mutation, Result]:
    """Run the tests of each mutation while its guard is away, in one pytest; say what comes of each at once."""
    by_name = {mutation.name: mutation for mutation in mutations}
    files = sorted({test.partition("::")[0] for mutation in mutations for test in mutation.tests})
    results: dict[Mutation, Result] = {}
    with tempfile.TemporaryDirectory(prefix="told-together-mutations-") as scratch:
        environment = os.environ | {
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "MUTATIONS": json.dumps({mutation.name: mutation.tests for mutation in mutations}),
            "MUTATIONS_DATABASE": str(Path(scratch) / "tests.sqlite3"),
        }
        command = [sys.executable, "-m", "pytest", *OPTIONS, *files]
        running = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        said = []
        for line in running.stdout or ():
            if line.startswith(MARK):
                came = json.loads(line.removeprefix(MARK))
                mutation = by_name[came.pop("name")]
                results[mutation] = Result(**came)
                say(mutation, results[mutation])
            else:
                said.append(line)
        running.wait()
    if len(results) < len(mutations):
        print("".join(said[-40:]))
    for mutation in mutations:
        results.setdefault(mutation, Result({}, [], {"pytest": "it ended before this one"}, 0))
    return {mutation: results[mutation] for mutation in mutations}


def say(mutation: Mutation, result: Result) -> None:
    """Print one line for a mutation, and what broke where something did."""
    word = "BROKEN" if result.broken else "red" if result.red else "GREEN"
    counts = f"{len(result.red)} failed, {len(result.green)} passed in {result.seconds:.1f} s"
    print(f"{word:6}  {mutation.name}: {counts}", flush=True)
    for test, sentence in result.broken.items():
        print(f"        {test}: {sentence}", flush=True)


def try_guards(names: list[str]) -> bool:
    """Take away one guard after the other; return whether every one of them was missed."""
    if names:
        results = without([mutation for mutation in MUTATIONS if mutation.name in names])
    else:
        results = without([mutation for mutation in MUTATIONS if mutation.database == database()])
    not_red = [mutation.name for mutation, result in results.items() if not result.is_red]
    print(f"{len(results) - len(not_red)} of {len(results)} guards are missed when they are gone ({database()}).")
    if not_red:
        print(f"Nothing goes red without: {', '.join(not_red)}")
    elif not names:
        report.write_guards(database(), results)
    return not not_red


def try_rows() -> bool:
    """Take every guard away and walk the table of roads; return whether each row leads to the public then.

    Where a stranger sees nothing of it, the row is walked once more with the audit in its place.
    """
    result = without([EVERYTHING])[EVERYTHING]
    quiet = [test for test in result.green if _row(test) not in HELD_BY_OTHERS]
    by_audit: dict[str, str] = {}
    if quiet:
        audited = replace(ALL_BUT_THE_AUDIT, tests=tuple(quiet))
        by_audit = without([audited])[audited].red
    never = [_row(test) for test in quiet if test not in by_audit]
    held = {_row(test): HELD_BY_OTHERS[_row(test)] for test in result.green if _row(test) in HELD_BY_OTHERS}
    stale = [_row(test) for test in result.red if _row(test) in HELD_BY_OTHERS]
    for row in never:
        print(f"        still held, and nobody knows by what: {row}")
    for row in stale:
        print(f"        said to be held by others, and is not: {row}")
    seen = len(result.red) + len(by_audit)
    print(f"{seen} rows were seen to fail, {len(held)} are held by others ({database()}).")
    if result.broken or never or stale:
        return False
    report.write_rows(database(), seen, [_row(test) for test in by_audit], held)
    return True


def _row(test: str) -> str:
    return test.removeprefix(f"{TABLE}[").removesuffix("]")


def main() -> int:
    """Do what the command line asks; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--rows", action="store_true", help="the table of roads with every guard away")
    asked = parser.parse_args()
    unknown = set(asked.names) - {mutation.name for mutation in MUTATIONS}
    if unknown:
        parser.error(f"no such mutation: {', '.join(sorted(unknown))}")
    return 0 if (try_rows() if asked.rows else try_guards(asked.names)) else 1


if __name__ == "__main__":
    sys.exit(main())
