"""Erasing with real commits, and everywhere that a word can be kept read byte by byte, before and after."""

import logging

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page

from accounts.models import Person
from authorship.models import Evidence
from authorship.selectors import contributors_of
from authorship.services import choose_credit
from authorship.voices import add_person, ask_recorder
from consent.services import agrees_to_everything
from consent.typing import say_otherwise
from consent.whose import pieces_of
from home.setting_up import make_site
from moderation.models import Concern
from moderation.services import record_yes, send_in
from tests.authorship.making import a_pdf
from tests.builders import (
    act,
    add_co_author,
    change_draft,
    fresh,
    make_draft,
    make_image,
    make_people,
    make_recording,
    publish,
)
from tests.erasure.everywhere import found_in, logs_as_in_production

ALONE = ("qzword", "qzname", "qzmail", "qzalt", "qzsaid", "qzreason", "qzquote", "qzwaits")
"""Stand in all that somebody with an account leaves behind who told alone."""
JOINT = ("qztogether", "qzsecond")
"""Stand in what somebody else with an account wrote in a work of several, and in their name."""
NO_ACCOUNT = ("qzamina", "qzphone", "qzunsaid")
"""Stand in the name and contact of somebody without an account, and in words of which nobody said whose they are."""
KEPT = "juniper"
"""Stands in what others wrote."""


def lend_alone(people) -> Page:
    """Leave all that somebody can who tells alone."""
    user = people.reporter
    user.email, user.first_name, user.last_name = "qzmail@example.net", "Qzname", "Qzname"
    user.save()
    Person.objects.filter(user=user).update(name="Qzname Qzname", contact="qzmail@example.net")
    user = type(user).objects.get(pk=user.pk)
    photo = ("photo", {"image": make_image(user=user, alt="qzalt", title="qzalt"), "caption": "qzword"})
    sound = ("audio", {"media": make_recording(user=user, transcript="qzsaid")})
    page = make_draft(user, words="qzword", body=[("words", "qzword one"), photo, sound])
    choose_credit(contributor=contributors_of(page).get(), credit="own_name")
    send_in(page=fresh(page), user=user)
    act(page, people.moderator, "reject", comment="qzreason, please")
    page = publish(fresh(page), people, sender=user)
    change_draft(page, user, words="qzword")
    Concern.objects.create(about=page.get_url(), words="It says qzquote")
    client = Client()
    client.force_login(user)
    session = client.session
    session["kept"] = "qzwaits"
    session.save()
    cache.set("a-page", "qzword in a cache")
    return page


def lend_together(people) -> Page:
    """Make a public story of two with an account and one without, whose yes was given on paper."""
    second, third = people.reporter2, people.trainer2
    Person.objects.filter(user=second).update(name="Qzsecond Qzsecond")
    page = make_draft(third, words=KEPT)
    add_co_author(page, second)
    draft = fresh(page).get_latest_revision_as_object()
    draft.body.append(("words", "qztogether we went"))
    draft.save_revision(user=second)
    amina = add_person(work=page.work, added_by=third, name="Qzamina Begum", contact="qzphone 1", role="teller")
    # Those with an account say what is theirs; of whom the rest is nobody says, so it may be Amina's.
    for user, said in ((third, KEPT), (second, "qztogether")):
        pieces = pieces_of(fresh(page).get_latest_revision().content, type(page))
        mine = {key for key, value in pieces.items() if said in str(value)}
        assert say_otherwise(fresh(page), keys=mine, by=user, holder=page.work.contributors.get(person__user=user))
    draft = fresh(page).get_latest_revision_as_object()
    draft.body.append(("words", "qzunsaid, on the way"))
    draft.save_revision(user=third)
    choose_credit(contributor=amina, credit="own_name")
    agrees_to_everything(contributor=amina)
    ask_recorder(contributor=amina, trainer=people.trainer, asked_by=third)
    send_in(page=fresh(page), user=third)
    act(page, people.moderator, "approve")
    record_yes(
        page=fresh(page), contributor=amina, recorded_by=people.trainer, kind="paper", file=a_pdf(), seen=seen_of(page)
    )
    return fresh(page)


def seen_of(page: Page) -> str:
    """Return the fingerprint of what would be read out."""
    from authorship.services import what_is_seen
    from moderation.services import waiting_ok_step
    from publishing.candidates import Candidate

    return what_is_seen(Candidate(waiting_ok_step(fresh(page)).revision))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_three_people(capsys) -> None:
    make_site()
    people = make_people()
    with logs_as_in_production() as written:
        logging.getLogger("tests").warning("The logs are read: qzlogged")
        alone, together = lend_alone(people), lend_together(people)
        address = alone.get_url()
        everybody = ALONE + JOINT + NO_ACCOUNT
        before = found_in((*everybody, "qzlogged"), written)
        # The same search finds each of them first, so that it cannot find nothing by not looking.
        assert before["database"] == set(everybody) - {"qzwaits"}
        assert before["sign-ins"] == {"qzwaits"}
        assert before["cache"] >= {"qzword"}
        assert before["logs"] == {"qzlogged"}
        assert Evidence.objects.get().file

        with pytest.raises(CommandError):
            call_command("erase_person", "nobody@example.net")
        call_command("erase_person", people.reporter.email)
        assert "Out of our reach" in capsys.readouterr().out
        Client().get(address)
        assert found_in(ALONE, written) == {}
        assert not Page.objects.filter(pk=alone.pk).exists()
        assert found_in(JOINT + NO_ACCOUNT, written)["database"] == set(JOINT + NO_ACCOUNT)

        call_command("erase_person", str(Person.objects.get(contact="qzphone 1").pk))
        assert found_in(NO_ACCOUNT, written) == {}
        assert not Evidence.objects.get().file
        # What the others wrote stays with them.
        assert found_in((KEPT, *JOINT), written)["database"] == {KEPT, *JOINT}

        call_command("erase_person", people.reporter2.email)
        assert found_in(everybody, written) == {}
        assert Page.objects.filter(pk=together.pk).exists()
