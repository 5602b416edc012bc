"""A hundred people want the same handout at the same moment."""

from typing import Any

from django.test import Client
from django_tasks_db.models import DBTaskResult

from learning import papers, pdf
from learning.models import Paper
from tests.builders import live_learning
from tests.races.threads import all_at_once


def test_a_hundred_who_want_the_same_let_it_be_made_once(people: Any, settings: Any, monkeypatch: Any) -> None:
    settings.TASKS = {"default": settings.TASKS["default"] | {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    address = f"{live_learning(people).sessions[0].get_url()}handout/pdf/"
    made: list[str] = []
    real = pdf.renderer()
    monkeypatch.setattr(pdf, "renderer", lambda: lambda html: made.append(html) or real(html))
    asked = DBTaskResult.objects.filter(task_path=papers.make_papers.module_path)
    for _half in range(2):
        # A database lends a hundred connections, and some are its own.
        assert set(all_at_once(lambda place: Client().get(place).status_code, [address] * 50)) == {202}
    assert (made, Paper.objects.count(), asked.count()) == ([], 1, 1)
    # Several workers begin at once too.
    all_at_once(lambda _number: papers.make_papers.func(), list(range(4)))
    assert (len(made), Paper.objects.get().done) == (1, 1)
    assert set(all_at_once(lambda place: Client().get(place).status_code, [address] * 20)) == {200}
    assert (len(made), Paper.objects.count(), asked.count()) == (1, 1, 1)
