"""What could not be finished after something was taken down is said to those who look after it, without a title."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from publishing.models import PendingStep
from tests.builders import make_draft


def what_is_public(user) -> Client:
    """Open the list of what is public."""
    client = Client()
    client.force_login(user)
    return client.get("/admin/public/")


@pytest.mark.parametrize("role", ["reporter", "trainer", "translator", "safeguarding", "superuser"])
def test_not_to_others(people, role):
    answer = what_is_public(getattr(people, role))
    assert answer.status_code == 403 or (answer.status_code == 302 and answer.url == "/admin/")


@pytest.mark.parametrize("role", ["moderator", "admin"])
def test_how_many_steps_and_when_they_were_tried(people, role):
    draft = make_draft(people.reporter, title="Nobody reads this title")
    user = getattr(people, role)
    assert "still to be finished" not in what_is_public(user).content.decode()
    PendingStep.objects.create(
        step="files.public_copies",
        content_type=ContentType.objects.get_for_model(Page),
        object_id=str(draft.pk),
        tries=3,
        tried_at=timezone.now(),
    )
    seen = what_is_public(user).content.decode()
    assert "still to be finished: 1, last tried" in seen
    assert "Nobody reads this title" not in seen
