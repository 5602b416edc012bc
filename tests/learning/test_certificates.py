"""Badges and the certificate: given by a trainer, read by nobody else unless their holder shows them."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from learning import records
from learning.models import Badge, ShownCertificate, TrainingRecord
from tests.builders import live_learning
from tests.matrix import read_all, signed_in

LINK = re.compile(r"/certificates/[0-9a-f-]{36}/")


@pytest.fixture
def holder(people):
    """Return the person of a reporter with a badge and a completed module."""
    person = Person.objects.get(user=people.reporter)
    Person.objects.filter(pk=person.pk).update(name="Qzfirst Qzlast")
    person.refresh_from_db()
    module = live_learning(people).modules[0]
    records.give_badge(person=person, level=Badge.Level.SILVER, by=people.trainer)
    records.write_down(
        page=module, people=[person], kind=TrainingRecord.Kind.COMPLETED, on=person.created_at.date(), by=people.trainer
    )
    return person


def shown_at(client):
    return LINK.search(client.get("/my/training/certificate/").content.decode())[0]


def test_a_badge_is_given_and_told_without_a_word_about_it(people, django_capture_on_commit_callbacks) -> None:
    person = Person.objects.get(user=people.reporter)
    client, address = signed_in(people.trainer), reverse("trained_person", args=[person.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address, {"level": Badge.Level.GOLD})
    assert (person.badges.get().level, person.badges.get().given_by) == (Badge.Level.GOLD, people.trainer)
    (letter,) = mail.outbox
    assert letter.to == [people.reporter.email]
    assert "gold" not in (letter.subject + letter.body).lower()
    assert "/my/training/" in letter.body
    assert "They have this badge already." in client.post(address, {"level": Badge.Level.GOLD}).content.decode()
    client.post(reverse("take_badge_off", args=[person.pk, person.badges.get().pk]))
    assert not Badge.objects.exists()


def test_nobody_reads_it_until_it_is_shown(people, holder) -> None:
    assert "Qz" not in "".join(read_all().values())
    assert not ShownCertificate.objects.exists()
    for user in (people.reporter2, people.moderator, people.trainer):
        html = signed_in(user).get("/my/training/certificate/").content.decode()
        assert "Silver" not in html


def test_it_is_shown_by_a_link_and_only_as_long_as_its_holder_likes(people, holder) -> None:
    client = signed_in(people.reporter)
    client.post("/my/training/certificate/", {"name": "whole"})
    address = shown_at(client)
    answer = Client().get(address)
    html = answer.content.decode()
    assert "Qzfirst Qzlast" in html
    assert "Silver badge" in html
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    client.post("/my/training/certificate/", {"stop": "yes"})
    gone = Client().get(address)
    assert gone.status_code == 404
    assert "Qz" not in gone.content.decode()
    client.post("/my/training/certificate/", {"name": "whole"})
    assert shown_at(client) != address
    assert Client().get(address).status_code == 404


def test_the_first_name_alone_is_enough(people, holder) -> None:
    client = signed_in(people.reporter)
    client.post("/my/training/certificate/", {"name": "first"})
    html = Client().get(shown_at(client)).content.decode()
    assert "Qzfirst" in html
    assert "Qzlast" not in html
    assert "Qzlast" not in client.get("/my/training/certificate/print/?name=first").content.decode()
    assert "Qzlast" in client.get("/my/training/certificate/print/").content.decode()


def test_no_name_of_their_own_can_be_sent_in(people, holder) -> None:
    client = signed_in(people.reporter)
    assert client.post("/my/training/certificate/", {"name": "Buy here"}).status_code == 200
    assert not ShownCertificate.objects.exists()


def test_no_other_site_can_make_somebody_show_it(people, holder) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.reporter)
    assert client.post("/my/training/certificate/", {"name": "whole"}).status_code == 403
    assert not ShownCertificate.objects.exists()


def test_what_is_taken_off_is_on_no_certificate(people, holder) -> None:
    client = signed_in(people.reporter)
    client.post("/my/training/certificate/", {"name": "whole"})
    records.take_badge(badge=Badge.objects.get(), by=people.trainer)
    assert "Silver" not in Client().get(shown_at(client)).content.decode()


def test_an_empty_one_says_so(people) -> None:
    html = signed_in(people.reporter2).get("/my/training/certificate/").content.decode()
    assert "There is nothing on it yet." in html
    assert "Make a link" not in html
