"""The clock goes on by itself, whatever fails, until somebody stops it."""

import time

import pytest
from django.core.management import CommandError, call_command

from publishing import registry


@pytest.fixture
def done(monkeypatch) -> list[str]:
    """Two jobs in place of all others: one that fails, and one after it."""
    done: list[str] = []

    def breaks(now) -> None:
        done.append("breaks")
        raise OSError("a name that nobody may read")

    def works(now) -> None:
        done.append("works")

    monkeypatch.setattr(registry, "due_jobs", [breaks, works])
    return done


@pytest.mark.django_db
def test_once_a_failure_is_an_error_after_the_other_jobs(done, capsys) -> None:
    with pytest.raises(CommandError):
        call_command("run_due")
    assert done == ["breaks", "works"]
    assert "a name" not in capsys.readouterr().err


@pytest.mark.django_db
def test_it_goes_on_and_stops_without_a_word_at_ctrl_c(done, capsys, monkeypatch) -> None:
    pauses = iter([None, KeyboardInterrupt()])

    def pause(seconds: int) -> None:
        if (stop := next(pauses)) is not None:
            raise stop

    monkeypatch.setattr(time, "sleep", pause)
    call_command("run_due", every=60)
    assert done == ["breaks", "works"] * 2
    assert "Traceback" not in capsys.readouterr().err
