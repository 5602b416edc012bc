"""What the gate asks of a translation by itself, whatever the steps before it let through; and who hears what."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from home.models import StandardPage
from moderation.services import give_ok, say_not_yet
from publishing.errors import PublishBlocked
from publishing.services import take_down
from tests.builders import act, fresh, home_page, make_draft, publish
from tests.matrix import signed_in
from tests.translating import approved, give, in_language, sent
from translation.selectors import may_translate, translation_of
from translation.services import send_for_checking

DUMMY = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}


@pytest.fixture
def story(people):
    """A public story of one teller."""
    return publish(make_draft(people.reporter, words="plumtree"), people)


def test_an_approval_of_the_language_counts_for_as_long_as_its_reviewer_is_one(story, people):
    target = approved(sent(give(story, people), people), people)
    people.reviewer.groups.clear()
    with pytest.raises(PublishBlocked, match="compared these exact words"):
        give_ok(page=target, user=people.reporter)
    assert not fresh(target).live


def test_nothing_translated_is_public_without_its_source(story, people):
    target = approved(sent(give(story, people), people), people)
    take_down(story)
    with pytest.raises(PublishBlocked, match="translated from is not public"):
        give_ok(page=target, user=people.reporter)
    assert not fresh(target).live
    assert not may_translate(people.translator, fresh(target))


def test_a_teller_who_says_not_yet_sends_it_back_to_the_translator(story, people, django_capture_on_commit_callbacks):
    target = approved(sent(give(story, people), people), people)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        say_not_yet(page=target, user=people.reporter, reason="Not the street, please.")
    assert may_translate(people.translator, fresh(target))
    assert people.translator.email in {message.to[0] for message in mail.outbox}
    assert not any("street" in message.body for message in mail.outbox)


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("given", ["translator", "reviewer"]),
        ("sent", ["reviewer"]),
        ("asked", ["translator"]),
        ("approved", ["moderator"]),
    ],
)
def test_each_step_tells_whoever_comes_next_and_says_nothing_of_the_story(
    story, people, step, told, django_capture_on_commit_callbacks
):
    steps = {
        "given": lambda: give(story, people),
        "sent": lambda: sent(in_language(story), people),
        "asked": lambda: act(in_language(story), people.reviewer, "reject", comment="Please look at plumtree again."),
        "approved": lambda: (sent(in_language(story), people), act(in_language(story), people.reviewer, "approve")),
    }
    for name, take in steps.items():
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            take()
        if name == step:
            break
    addresses = {message.to[0] for message in mail.outbox}
    assert {getattr(people, who).email for who in told} <= addresses
    assert people.reporter.email not in addresses
    assert not any("plumtree" in message.subject + message.body for message in mail.outbox)


def test_a_machine_reads_pages_of_the_site_and_nothing_that_people_told(story, people, settings):
    """With wagtail-localize's own translator for trying things out, which turns sentences around."""
    page = StandardPage(
        title="Plum help", slug="plum-help", introduction="Whom to call.", owner=people.admin, live=False
    )
    home_page().add_child(instance=page)
    page.save_revision(user=people.admin)
    page = publish(fresh(page), people, sender=people.admin)
    client = signed_in(people.translator)
    for source in (page, story):
        client.post(_machine(give(source, people)))
    assert not StringTranslation.objects.exists()
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = DUMMY
    client.post(_machine(in_language(story)))
    assert not StringTranslation.objects.exists()
    assert client.post(_machine(in_language(page))).status_code == 302
    assert set(StringTranslation.objects.values_list("translation_type", flat=True)) == {"machine"}
    with pytest.raises(PublishBlocked, match="machine"):
        send_for_checking(page=in_language(page), user=people.translator)


def _machine(target) -> str:
    return reverse("wagtail_localize:machine_translate", args=[translation_of(target).pk])
