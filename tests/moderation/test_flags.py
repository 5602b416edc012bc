"""Somebody is worried about somebody: what it stops, what everybody else sees, and what a lead does."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from authorship.selectors import contributors_of
from consent.services import hide
from moderation.flags import Act, act_on, raise_flag, read_flag
from moderation.models import Concern, Flag, FlagReading, Pause
from moderation.pausing import lift, pause
from moderation.services import give_ok, send_in
from publishing.audit import audit_public
from publishing.errors import NotReleased, PublishBlocked
from publishing.models import Decision
from tests.accounts.people import fresh, signed_in, story
from tests.builders import act, change_draft, make_guide
from tests.moderation.paused import REASON, WHO, part_of
from tests.profiles import a_few

pytestmark = pytest.mark.django_db

WORRY = "The man in the photo waits outside her door."
CHECKING = "We’re still checking this"
LEADS = {"lead", "lead2"}


@pytest.fixture
def flag(page: Any) -> Flag:
    """A reader's flag about it."""
    return raise_flag(page=page, words=WORRY)


def waiting(people: Any) -> Any:
    """Return a story of which only the teller's OK is missing."""
    draft = story("The lamp", people.teller)
    send_in(page=draft, user=people.teller)
    act(draft, people.bea, "approve")
    return fresh(draft)


def report(client: Client, **fields: Any) -> Any:
    """Send the public form."""
    return client.post("/report-a-concern/", {"words": WORRY, "kind": "safety"} | fields, follow=True)


# Who may do what


@a_few(18)
@pytest.mark.parametrize("act_name", Act.values)
@pytest.mark.parametrize("who", WHO)
def test_a_forged_post_acts_on_a_flag_only_for_a_lead_without_a_part(people, flag, act_name: str, who: str) -> None:
    answered = signed_in(getattr(people, who)).post(f"/admin/flags/{flag.pk}/", {"act": act_name, "comment": REASON})
    flag.refresh_from_db()
    assert (flag.state != Flag.State.OPEN) == (who in LEADS)
    assert FlagReading.objects.exists() == (who in LEADS)
    if who not in LEADS:
        assert answered.status_code in (302, 403, 404)
        assert WORRY not in answered.content.decode()


@a_few(4)
@pytest.mark.parametrize("who", WHO)
def test_only_leads_without_a_part_read_a_flag_and_each_reading_is_kept(people, flag, who: str) -> None:
    client = signed_in(getattr(people, who))
    shown = client.get(f"/admin/flags/{flag.pk}/").content.decode() + client.get("/admin/flags/").content.decode()
    first = client.get("/admin/").content.decode()
    assert (WORRY in shown) == (who in LEADS)
    assert (flag.reference in shown) == (who in LEADS)
    assert ("one flag that nobody has acted on" in first) == (who in LEADS)
    readings = list(FlagReading.objects.values_list("flag", "by_id"))
    assert readings == ([(flag.pk, getattr(people, who).pk)] if who in LEADS else [])


def test_a_lead_who_takes_part_is_left_out(people, flag) -> None:
    with pytest.raises(PermissionDenied):
        read_flag(flag=flag, by=people.both)
    with pytest.raises(PermissionDenied):
        act_on(flag=flag, by=people.both, act=Act.FINE)
    assert flag.reference not in signed_in(people.both).get("/admin/flags/").content.decode()
    contributors_of(flag.page).filter(person__user=people.both).update(left_at="2026-01-01T00:00Z")
    assert flag.reference not in signed_in(people.both).get("/admin/flags/").content.decode()


@a_few(5)
@pytest.mark.parametrize("who", WHO)
def test_only_a_lead_without_a_part_reads_the_newest_words_of_a_flagged_draft(people, who: str) -> None:
    draft = story("Zanzibar", people.teller, people.both, text="Only a draft.")
    flag = raise_flag(page=draft, words=WORRY)
    answered = signed_in(getattr(people, who)).get(f"/admin/flags/{flag.pk}/words/")
    assert ("Only a draft." in answered.content.decode()) == (who in LEADS)
    assert FlagReading.objects.exists() == (who in LEADS)


def test_a_reading_stays_as_it_is(people, flag) -> None:
    read_flag(flag=flag, by=people.lead)
    row = FlagReading.objects.get()
    row.by_id = people.mo.pk
    with pytest.raises(NotReleased):
        row.save()


@a_few(2)
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("danger", ["", "on"])
def test_every_signed_in_role_raises_a_flag_and_only_danger_now_hides(people, page, who: str, danger: str) -> None:
    report(signed_in(getattr(people, who)), about=page.get_url(), danger_now=danger)
    flag = Flag.objects.get()
    assert (flag.page_id, flag.raised_by, flag.words) == (page.pk, getattr(people, who), WORRY)
    assert fresh(page).live == (danger == "")
    assert Decision.objects.filter(kind="hidden_for_safety").exists() == (danger == "on")
    assert audit_public() == []


@pytest.mark.parametrize("danger", ["", "on"])
def test_the_public_form_never_hides_and_tells_only_leads_without_a_part(
    people, page, danger: str, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        shown = report(Client(), about=page.get_url(), danger_now=danger).content.decode()
    flag = Flag.objects.get()
    assert flag.reference in shown
    assert "Only safeguarding leads read what you wrote" in shown
    assert fresh(page).live
    assert {letter.to[0] for letter in mail.outbox} == {people.lead.email, people.lead2.email}
    for letter in mail.outbox:
        assert ("may be in danger" in letter.subject) == (danger == "on")
        for word in ("Bread", "door", "photo"):
            assert word not in letter.subject + letter.body


def test_danger_is_never_put_aside_as_a_remark_about_a_page(people, page) -> None:
    report(Client(), about=page.get_url(), kind="page", danger_now="on")
    assert Flag.objects.exists()
    assert not Concern.objects.exists()


def test_a_flag_about_no_page_that_we_know_is_kept_too(people) -> None:
    for about in ("", "/nowhere/", "http://[bad", "the story with the lamp"):
        report(Client(), about=about)
    assert list(Flag.objects.values_list("page", flat=True)) == [None] * 4


def test_danger_now_does_not_take_the_sites_own_pages_down(people) -> None:
    guide = make_guide(SimpleNamespace(admin=people.admin, moderator=people.bea, trainer=people.trainer))
    report(signed_in(people.other), about=f"https://stories.example.org{guide.get_url()}?x=1", danger_now="on")
    assert fresh(guide).live
    assert Flag.objects.get().page_id == guide.pk


def test_without_a_lead_administrators_hear_that_one_is_missing(
    people, page, django_capture_on_commit_callbacks
) -> None:
    for lead in (people.lead, people.lead2):
        lead.groups.clear()
    with django_capture_on_commit_callbacks(execute=True):
        raise_flag(page=page, words=WORRY)
    assert [letter.to for letter in mail.outbox] == [[people.admin.email]]


@pytest.mark.parametrize("who", ["teller", "both", "mo", "admin"])
def test_the_studio_takes_a_flag_from_those_who_make_the_work_only(people, page, who: str) -> None:
    address = f"/my/works/{page.work.pk}/safety/"
    client = signed_in(getattr(people, who))
    client.post(address, {"words": WORRY})
    assert Flag.objects.exists() == (who in ("teller", "both"))


@pytest.mark.parametrize("who", ["trainer", "admin", "lead", "mo"])
def test_the_admin_takes_no_flag_about_what_one_may_not_know_of(people, who: str) -> None:
    draft = story("Zanzibar", people.teller)
    answered = signed_in(getattr(people, who)).post(f"/admin/pages/{draft.pk}/flag/", {"words": WORRY})
    assert answered.status_code == 403
    assert not Flag.objects.exists()


def test_a_public_page_is_named_by_its_public_title(people, page, flag) -> None:
    """Its newer draft is nobody's business who only says, or reads, that they are worried."""
    title = page.title
    change_draft(page, people.teller, title="Zanzibar")
    for who, address in (("trainer", f"pages/{page.pk}/flag/"), ("lead", f"flags/{flag.pk}/")):
        shown = signed_in(getattr(people, who)).get(f"/admin/{address}").content.decode()
        assert title in shown
        assert "Zanzibar" not in shown


def test_somebody_who_sends_many_is_slowed_down_and_told_so(people, page) -> None:
    client = signed_in(people.mo)
    for _number in range(11):
        shown = client.post(f"/admin/pages/{page.pk}/flag/", {"words": WORRY})
    assert "In danger, call 999" in shown.content.decode()
    assert Flag.objects.count() == 10


# What a flag stops


def test_nothing_goes_public_while_a_flag_is_open(people, site) -> None:
    page = waiting(people)
    flag = raise_flag(page=page, words=WORRY, by=people.trainer)
    with pytest.raises(PublishBlocked) as blocked:
        give_ok(page=page, user=people.teller)
    assert [sentence.startswith(CHECKING) for sentence in blocked.value.sentences] == [True]
    act_on(flag=flag, by=people.lead, act=Act.KEEP)
    assert not fresh(page).live
    act_on(flag=flag, by=people.lead2, act=Act.FINE)
    assert fresh(page).live, "the yes that was given counts once the flag is closed"


def test_on_a_live_work_nothing_that_can_be_seen_happens_until_a_lead_acts(people, page, flag) -> None:
    client = signed_in(people.teller)
    before = client.get(f"/my/works/{page.work.pk}/").content.decode()
    assert Client().get(page.url).status_code == 200
    assert CHECKING not in before
    act_on(flag=flag, by=people.lead, act=Act.KEEP)
    assert fresh(page).live
    act_on(flag=flag, by=people.lead, act=Act.HIDE)
    assert Client().get(page.url).status_code == 410
    for who in (people.teller, people.both):
        shown = signed_in(who).get(f"/my/works/{page.work.pk}/").content.decode()
        assert CHECKING in shown
        assert "flag" not in shown.lower()
        assert WORRY not in shown
        assert "I don’t agree" not in shown
    act_on(flag=flag, by=people.lead, act=Act.FINE)
    assert fresh(page).live
    assert audit_public() == []


def test_of_two_flags_the_last_that_is_closed_shows_it_again(people, page) -> None:
    first = raise_flag(page=page, words=WORRY, by=people.mo, danger_now=True)
    second = raise_flag(page=page, words=WORRY)
    act_on(flag=first, by=people.lead, act=Act.HELPED)
    assert not fresh(page).live
    act_on(flag=second, by=people.lead, act=Act.FINE)
    assert fresh(page).live


def test_what_those_who_made_it_had_hidden_stays_hidden(people, page) -> None:
    flag = raise_flag(page=page, words=WORRY, by=people.mo, danger_now=True)
    hide(contributor=part_of(page, people.teller), by=people.teller)
    assert act_on(flag=flag, by=people.lead, act=Act.FINE) != []
    assert not fresh(page).live


def test_a_lead_pauses_it_on_the_ground_of_safety_and_those_who_made_it_may_appeal(people, page, flag) -> None:
    client = signed_in(people.lead)
    refused = client.post(f"/admin/flags/{flag.pk}/", {"act": "pause", "comment": ""}).content.decode()
    assert "Please say why" in refused
    client.post(f"/admin/flags/{flag.pk}/", {"act": "pause", "comment": REASON})
    flag.refresh_from_db()
    assert (flag.state, flag.outcome, flag.decided_by) == ("closed", "paused", people.lead)
    made = Pause.objects.get()
    assert (made.ground, made.by) == ("safeguarding", people.lead)
    assert "I don’t agree" in signed_in(people.teller).get(f"/my/works/{page.work.pk}/").content.decode()
    assert not fresh(page).live


def test_a_moderator_lifts_no_pause_while_a_flag_is_open(people, page) -> None:
    made = pause(page=page, by=people.mo, ground="law", reason=REASON)
    flag = raise_flag(page=page, words=WORRY)
    with pytest.raises(PublishBlocked, match=CHECKING):
        lift(pause=made, by=people.mo)
    act_on(flag=flag, by=people.lead, act=Act.FINE)
    assert not fresh(page).live, "closing a flag lifts no pause"
    assert lift(pause=made, by=people.mo) == []
    assert fresh(page).live


def test_a_closed_flag_stays_closed(people, flag) -> None:
    act_on(flag=flag, by=people.lead, act=Act.HELPED)
    with pytest.raises(PublishBlocked):
        act_on(flag=flag, by=people.lead2, act=Act.HIDE)
    lines = Decision.objects.filter(kind="flag_decided").values_list("object_id", "by_id", "detail")
    assert list(lines) == [(str(flag.page.specific.work.pk), people.lead.pk, "helped")]
