"""A picture that somebody lent to one work shows in no other, and is gone from every work once they are erased."""

import pytest
from django.test import Client

from accounts.models import Person
from consent.erasure import erase_person
from files.models import Image, PublicFile
from moderation.services import send_in
from publishing.audit import audit_public
from publishing.errors import PublishBlocked
from tests.builders import add_co_author, fresh, make_draft, make_image, publish


def _a_story_with(image, people):
    return make_draft(people.reporter2, words="juniper", body=[("words", "juniper"), ("photo", {"image": image})])


def test_a_work_shows_no_picture_of_somebody_who_takes_no_part_in_it(people):
    page = _a_story_with(make_image(user=people.reporter, alt="qzalt", title="The door"), people)
    with pytest.raises(PublishBlocked) as refusal:
        send_in(page=page, user=people.reporter2)
    assert "“The door” was lent by somebody who takes no part" in " ".join(refusal.value.sentences)
    add_co_author(page, people.reporter)
    assert publish(fresh(page), people).live


@pytest.mark.parametrize("who", ["admin", "trainer", None])
def test_a_picture_of_the_site_itself_may_be_in_it(people, who):
    image = make_image(user=getattr(people, who) if who else None)
    assert publish(_a_story_with(image, people), people).live


def test_a_picture_is_gone_from_works_of_others_once_whoever_lent_it_is_erased(
    people, django_capture_on_commit_callbacks
):
    image = make_image(alt="qzalt", title="qzalt")
    with django_capture_on_commit_callbacks(execute=True):
        page = publish(_a_story_with(image, people), people)
    # As it was before anybody asked whether somebody takes part.
    Image.objects.filter(pk=image.pk).update(uploaded_by_user=people.reporter)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=Person.objects.get(user=people.reporter))
    shown = Client().get(page.get_url()).content.decode()
    assert "juniper" in shown
    assert "has taken it back" in shown
    assert "qzalt" not in shown
    assert not PublicFile.objects.filter(key=f"image:{image.pk}").exists()
    assert audit_public() == []
