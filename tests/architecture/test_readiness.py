"""`/readyz` says which part is not ready, each for a real reason, and nothing else."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from core import cleaning_up
from core.readiness import CHECKS
from core.tasks import ask_for_a_beat

pytestmark = pytest.mark.django_db
DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture(autouse=True)
def tasks_in_the_database(settings) -> None:
    settings.TASKS = DATABASE_TASKS


@pytest.fixture
def worker_did_it() -> None:
    """The clock asks, and a worker does what it was asked."""
    ask_for_a_beat(timezone.now())
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    # The worker's own loop would close the connection that this test is rolled back on.
    for waiting in DBTaskResult.objects.ready():
        worker.run_task(waiting)


def not_ready() -> set[str]:
    """Return what the site says is not ready."""
    answer = Client().get("/readyz")
    parts = json.loads(answer.content)
    assert set(parts) == set(CHECKS)
    assert answer.status_code == (200 if all(parts.values()) else 503)
    assert "no-" in answer["Cache-Control"]
    return {name for name, is_ready in parts.items() if not is_ready}


def test_all_is_ready(worker_did_it) -> None:
    assert not_ready() == set()


def test_no_worker() -> None:
    assert not_ready() == {"worker"}


def test_a_worker_that_was_asked_and_does_nothing() -> None:
    ask_for_a_beat(timezone.now())
    assert not_ready() == {"worker"}


def test_a_worker_that_stopped(worker_did_it) -> None:
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(minutes=6))
    assert not_ready() == {"worker"}


def test_a_table_is_missing(worker_did_it) -> None:
    MigrationRecorder(connection).record_unapplied("publishing", "0001_initial")
    assert not_ready() == {"migrations"}


@pytest.mark.parametrize("place", ["PRIVATE_FILES_ROOT", "PUBLIC_FILES_ROOT"])
def test_a_folder_that_is_a_file(worker_did_it, settings, tmp_path: Path, place: str) -> None:
    broken = tmp_path / "not a folder"
    broken.write_text("")
    setattr(settings, place, broken / "files")
    assert not_ready() == {"store"}


def test_a_cache_that_forgets(worker_did_it, settings) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert not_ready() == {"cache"}


def test_a_cache_that_does_not_answer(worker_did_it, settings) -> None:
    nobody = "redis://127.0.0.1:1/0"
    settings.CACHES = {
        "default": {
            "BACKEND": "django_redis.cache.RedisCache",
            "LOCATION": nobody,
            "OPTIONS": {"IGNORE_EXCEPTIONS": True},
        }
    }
    assert not_ready() == {"cache"}
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def test_the_clock_asks_once_until_it_is_answered() -> None:
    for _minute in range(3):
        ask_for_a_beat(timezone.now())
    assert DBTaskResult.objects.count() == 1


def test_what_is_done_is_thrown_away(worker_did_it, django_user_model) -> None:
    from django.contrib.sessions.models import Session

    over = timezone.now() - timedelta(days=2)
    DBTaskResult.objects.update(finished_at=over)
    Session.objects.create(session_key="over", session_data="x", expire_date=over)
    Session.objects.create(session_key="going on", session_data="x", expire_date=timezone.now() + timedelta(days=1))
    cleaning_up.throw_away_what_is_over(timezone.now())
    assert not DBTaskResult.objects.exists()
    assert list(Session.objects.values_list("pk", flat=True)) == ["going on"]


def test_throwing_away_happens_once_an_hour() -> None:
    from django.contrib.sessions.models import Session

    cleaning_up.throw_away_what_is_over(timezone.now())
    over = timezone.now() - timedelta(days=2)
    Session.objects.create(session_key="over", session_data="x", expire_date=over)
    cleaning_up.throw_away_what_is_over(timezone.now())
    assert Session.objects.count() == 1
    cache.clear()
    cleaning_up.throw_away_what_is_over(timezone.now())
    assert not Session.objects.exists()
