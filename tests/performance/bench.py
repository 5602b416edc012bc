"""`make bench`: how quickly public pages answer, with the demo's stories and with many more.

Runs the real server on loopback against a database of its own, checks that each answer holds what it should, prints a
table and writes bench/results.json. Times are compared as ratios within one run; a machine's speed is no bar.

On SQLite, or on the empty PostgreSQL that BENCH_DATABASE_URL names:
sh .ci/with-postgres sh -c 'BENCH_DATABASE_URL=$DATABASE_URL make bench'
"""

import http.client
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import taking_back

ROOT = Path(__file__).resolve().parents[2]
MANY = int(os.environ.get("BENCH_STORIES", "2000"))
# Taking one back is measured among more than the pages are.
MOST = int(os.environ.get("BENCH_MOST_STORIES", "10000"))
REQUESTS = 40
# Stands in a story of the demo in Urdu, and in most of those that are added in it.
URDU = "نمبر"
# Address, and what only the finished page holds.
PAGES = {
    "home": ("/", "New stories"),
    "home in Urdu": ("/ur/", "card__title"),
    "stories": ("/stories/", "card__title"),
    "stories in Urdu": ("/ur/stories/", "card__title"),
    "story": ("/stories/the-blazer/", "It has been to school before her."),
    "story in 3 languages": ("/stories/plot-nineteen/", 'lang="pl"', 'lang="ur"'),
    "story not in Polish yet": ("/pl/stories/the-blazer/", "not-in"),
    "learning": ("/learning/", "Telling and being heard"),
    "programme": ("/learning/telling-and-being-heard/", "Snapshot stories"),
    "session": ("/learning/telling-and-being-heard/snapshot-stories/one-minute/", "One minute, one moment"),
    "search, one found": ("/search/?q=blazer", "The blazer"),
    "search, many found": ("/search/?q=kettle", "kettle"),
    "search, many in Urdu": (f"/ur/search/?q={quote(URDU)}", 'class="result" lang="ur"'),
    "search, words alike": (f"/ur/search/?q={quote(URDU + 'ز')}", 'class="result" lang="ur"', "اس جیسے الفاظ ہیں"),
    "feed": ("/feed/", "<rss"),
}
MOST_TIMES_SLOWER = 2.0
# Finding and ranking hundreds of pages is more work than finding three.
MOST_TIMES_SLOWER_FOR = dict.fromkeys(("search, many found", "search, many in Urdu", "search, words alike"), 6.0)
MOST_BYTES = 150_000


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def manage(*arguments: str) -> None:
    """Run a management command quietly; its own words show only where it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)


class Server:
    """The site under granian while the block runs."""

    def __init__(self, workers: int = 1, application: str = "config.wsgi:application") -> None:
        self.workers = workers
        self.application = application

    def __enter__(self) -> "Server":
        self.port = free_port()
        environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
        command = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--workers", str(self.workers)]
        self.process = subprocess.Popen(
            [str(Path(sys.executable).with_name(command[0])), *command[1:], self.application],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _try in range(300):
            try:
                if self.get("/healthz")[0] == 200:
                    return self
            except OSError:
                time.sleep(0.1)
        raise SystemExit("The server did not start.")

    def __exit__(self, *error: object) -> None:
        self.process.terminate()
        self.process.wait(20)

    def get(self, path: str) -> tuple[int, bytes]:
        """Return the status and body of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Host": "127.0.0.1"})
        response = connection.getresponse()
        return response.status, response.read()


def query_counts() -> dict[str, int]:
    """Return how many queries each page takes, once everything that is cached is cached."""
    code = f"""
import json, django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client = Client(headers={{"host": "127.0.0.1"}})
counts = {{}}
for name, path in json.loads({json.dumps(json.dumps({name: path for name, (path, *_) in PAGES.items()}))}).items():
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    counts[name] = len(queries)
print("COUNTS" + json.dumps(counts))
"""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    line = next(line for line in done.stdout.splitlines() if line.startswith("COUNTS"))
    return json.loads(line.removeprefix("COUNTS"))


def measure(server: Server, stories: int) -> list[dict[str, Any]]:
    """Return one row for each page. Raises SystemExit where an answer is not what it should be."""
    counts = query_counts()
    rows = []
    for name, (path, *held) in PAGES.items():
        status, body = server.get(path)
        if status != 200 or any(words not in body.decode() for words in held):
            raise SystemExit(f"{path} answered {status} without all that it should hold: {held}.")
        times = []
        for _request in range(REQUESTS):
            start = time.perf_counter()
            server.get(path)
            times.append(time.perf_counter() - start)
        rows.append(
            {
                "name": name,
                "stories": stories,
                "server": "granian wsgi, 1 worker",
                "cached": False,
                "per_second": round(1 / statistics.mean(times), 1),
                "p50_ms": round(statistics.median(times) * 1000, 1),
                "queries": counts[name],
                "bytes": len(body),
            }
        )
    return rows


def bars(few: list[dict[str, Any]], many: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return what has to hold, with the value of this run."""
    found = []
    for before, after in zip(few, many, strict=True):
        slower = round(after["p50_ms"] / before["p50_ms"], 2)
        found.append(
            _bar(
                f"{after['name']}: times slower with many stories",
                slower,
                MOST_TIMES_SLOWER_FOR.get(after["name"], MOST_TIMES_SLOWER),
            )
        )
        more = after["queries"] - before["queries"]
        found.append(_bar(f"{after['name']}: more queries with many stories", more, 0))
        found.append(_bar(f"{after['name']}: bytes of HTML", after["bytes"], MOST_BYTES))
    return found


def _bar(name: str, value: float, bar: float) -> dict[str, Any]:
    return {"name": name, "value": value, "bar": bar, "holds": value <= bar}


def take_back(stories: int) -> list[dict[str, Any]]:
    """Return what has to hold of taking a story back among so many, with the value of this run."""
    made = taking_back.make_the_story(ROOT)
    with Server(workers=taking_back.WORKERS, application="tests.performance.worker:application") as server:
        answered, last_seen = taking_back.measure(server.port, made)
    print(f"Taken back in {answered:.3f} s; nothing of it was given after {last_seen:.3f} s.", flush=True)
    name = f"taken back with {stories} stories: seconds until it is gone from every address, through 2 workers"
    return [_bar(name, round(last_seen, 3), taking_back.MOST_SECONDS)]


def report(rows: list[dict[str, Any]], checks: list[dict[str, Any]]) -> None:
    """Print the table and write bench/results.json."""
    print(f"{'page':<24}{'stories':>9}{'p50 ms':>9}{'per s':>8}{'queries':>9}{'bytes':>9}")
    for row in rows:
        print(
            f"{row['name']:<24}{row['stories']:>9}{row['p50_ms']:>9}{row['per_second']:>8}"
            f"{row['queries']:>9}{row['bytes']:>9}"
        )
    for check in checks:
        print(f"{'holds' if check['holds'] else 'FAILS':<6} {check['name']}: {check['value']} (bar {check['bar']})")
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    folder = ROOT / "bench"
    folder.mkdir(exist_ok=True)
    text = json.dumps({"machine": machine, "rows": rows, "bars": checks}, indent=2)
    (folder / "results.json").write_text(text + "\n")


def main() -> int:
    """Measure with few and with many stories; return 1 where a bar does not hold."""
    with tempfile.TemporaryDirectory(prefix="told-together-bench-") as folder:
        os.environ |= {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        os.environ.pop("DATABASE_URL", None)
        if own := os.environ.get("BENCH_DATABASE_URL"):
            os.environ["DATABASE_URL"] = own
        print("Building the demo …", flush=True)
        manage("migrate")
        manage("collectstatic", "--noinput")
        manage("seed_demo")
        manage("update_index")
        with Server() as server:
            few = measure(server, 0)
        start = time.perf_counter()
        manage("seed_demo", "--stories", str(MANY))
        print(f"{MANY} works added in {time.perf_counter() - start:.0f} s", flush=True)
        with Server() as server:
            many = measure(server, MANY)
        manage("seed_demo", "--stories", str(max(0, MOST - MANY)))
        gone = take_back(max(MANY, MOST))
    checks = bars(few, many) + gone
    report(few + many, checks)
    return 0 if all(check["holds"] for check in checks) else 1


if __name__ == "__main__":
    sys.exit(main())
