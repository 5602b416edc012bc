"""The log of decisions: each decision is a line, no line holds a word, and few may read which."""

import csv
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from authorship.models import Contributor
from consent.erasure import erase_person
from consent.services import hide, record_consent, show_again, take_back
from moderation.claims import claim
from moderation.guides import newest_guide
from moderation.pausing import pause
from moderation.services import give_ok, pull_back, say_not_yet, send_in, step_of
from moderation.somebody_else import ask_for_somebody_else
from publishing.errors import NotReleased
from publishing.models import Decision
from tests.builders import (
    OPEN,
    SECRET,
    act,
    add_co_author,
    agree_to_the_guide,
    case_in,
    everybody_says_yes,
    fresh,
    make_draft,
    make_guide,
    publish,
)
from tests.matrix import signed_in
from tests.profiles import a_few

LOG = reverse("moderation_log")
CSV = reverse("moderation_log_csv")


def lines_about(page: Page) -> list[tuple[str, int | None, str, str]]:
    """Return what the log says of the work of `page`, oldest first."""
    work = page.specific.work
    rows = Decision.objects.filter(content_type__model="work", object_id=str(work.pk)).exclude(kind="consent")
    return list(rows.values_list("kind", "by_id", "rule", "detail"))


def part_of(page: Page, user: User) -> Contributor:
    """Return the part of `user` in a page."""
    return Contributor.everyone.get(work=page.specific.work, person__user=user)


def shown(user: User, query: str = "") -> str:
    """Return the log as `user` reads it."""
    answer = signed_in(user).get(f"{LOG}{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_step_of_a_work_is_a_line_with_who_and_which_rule(people):
    guide = make_guide(people)
    agree_to_the_guide(people.reporter)
    page = make_draft(people.reporter)
    send_in(page=page, user=people.reporter)
    pull_back(page=fresh(page), user=people.reporter)
    send_in(page=fresh(page), user=people.reporter)
    rule = newest_guide().rules[1]
    act(page, people.moderator, "reject", comment="Please say who agreed.", rule=rule.id)
    send_in(page=fresh(page), user=people.reporter)
    act(page, people.moderator, "approve", ticks=["children"])
    act(page, people.moderator2, "approve", ticks=["none"])
    say_not_yet(page=fresh(page), user=people.reporter)
    send_in(page=fresh(page), user=people.reporter)
    act(page, people.moderator, "approve", ticks=["none"])
    act(page, people.moderator2, "approve", ticks=["none"])
    everybody_says_yes(page)
    me, first, second = people.reporter.pk, people.moderator.pk, people.moderator2.pk
    release = fresh(page).live_revision.releases.get()
    edition = newest_guide().version.pk
    assert guide.live
    assert lines_about(page) == [
        ("sent_in", me, "", ""),
        ("pulled_back", me, "", ""),
        ("sent_in", me, "", ""),
        ("changes_asked", first, f"2 of {edition}", ""),
        ("sent_in", me, "", ""),
        ("approved", first, "", "serious"),
        ("approved", second, "", ""),
        ("ok_not_yet", me, "", ""),
        ("sent_in", me, "", ""),
        ("approved", first, "", ""),
        ("approved", second, "", ""),
        ("ok_yes", me, "", ""),
        ("released", me, "", f"release {release.pk}"),
    ]
    assert Decision.objects.filter(kind="guide_agreed", by_id=me, detail=f"release {edition}").count() == 1


def test_each_way_of_stopping_is_a_line(people):
    page = publish(make_draft(people.reporter), people)
    before = len(lines_about(page))
    hide(contributor=part_of(page, people.reporter), by=people.reporter)
    show_again(contributor=part_of(page, people.reporter), user=people.reporter)
    pause(page=fresh(page), by=people.moderator, ground="safeguarding", reason="Somebody could be found.")
    take_back(contributor=part_of(page, people.reporter), by=people.reporter)
    kinds = [(kind, by) for kind, by, _rule, _detail in lines_about(page)[before:]]
    me = people.reporter.pk
    assert kinds == [
        ("ok_not_yet", me),
        ("hide", me),
        ("ok_yes", me),
        ("released", me),
        ("resume", me),
        ("paused", people.moderator.pk),
        ("take_back", me),
    ]


def test_what_somebody_agrees_to_is_a_line_for_each_use(people):
    page = make_draft(people.reporter)
    Decision.objects.count()
    before = Decision.objects.filter(kind="consent").count()
    record_consent(
        contributor=part_of(page, people.reporter),
        answers={"public_page": True, "open_licence": False},
        is_adult=True,
        language="en",
    )
    rows = Decision.objects.filter(kind="consent").order_by("pk")[before:]
    assert [(row.by_id, row.detail) for row in rows] == [
        (people.reporter.pk, "public_page: yes"),
        (people.reporter.pk, "open_licence: no"),
    ]


def test_a_role_given_or_taken_in_the_admin_names_who_did_it(people):
    from wagtail.log_actions import LogContext

    group = Group.objects.get(name="Moderator")
    with LogContext(user=people.admin):
        people.trainer.groups.add(group)
        group.user_set.remove(people.trainer)
    rows = Decision.objects.filter(object_id=str(people.trainer.pk), by_id=people.admin.pk)
    assert list(rows.values_list("kind", "detail")) == [("role_given", "moderator"), ("role_taken", "moderator")]


def test_a_training_written_down_and_a_concern_dealt_with_are_lines(people):
    from moderation.models import Concern

    person = people.reporter2.person
    address = reverse(type(person).snippet_viewset.get_url_name("edit"), args=[person.pk])
    client = signed_in(people.trainer)
    client.post(address, {"responsible_storytelling_on": "2026-02-03"})
    line = Decision.objects.get(kind="training")
    assert (line.by_id, line.object_id, line.detail) == (people.trainer.pk, str(person.pk), "2026-02-03")
    concern = Concern.objects.create(words=SECRET)
    address = reverse(Concern.snippet_viewset.get_url_name("edit"), args=[concern.pk])
    signed_in(people.safeguarding).post(address, {"state": "read"})
    line = Decision.objects.get(kind="concern")
    assert (line.by_id, line.object_id, line.detail) == (people.safeguarding.pk, str(concern.pk), "read")


def test_no_line_holds_a_word_or_a_name_and_none_changes(people):
    page = publish(make_draft(people.reporter), people)
    pause(page=page, by=people.moderator, ground="law", reason=f"{SECRET} reason")
    erase_person(person=people.reporter.person, by=people.admin)
    assert Decision.objects.filter(kind="erased").count() == 2
    for row in Decision.objects.values("kind", "object_id", "rule", "detail"):
        text = " ".join(row.values()).lower()
        assert SECRET.lower() not in text
        assert "person" not in text
    line = Decision.objects.first()
    line.kind = "released"
    with pytest.raises(NotReleased):
        line.save()
    with pytest.raises(NotReleased):
        line.delete()


# Who reads it


@a_few(2)
@pytest.mark.parametrize("role", ["reporter", "trainer", "trainer2", "translator", "reviewer"])
def test_whoever_neither_checks_nor_leads_reads_nothing(people, role):
    publish(make_draft(people.trainer), people)
    client = signed_in(getattr(people, role))
    assert client.get(LOG).status_code in (302, 403)
    assert client.get(CSV).status_code in (302, 403)
    assert "Log of decisions" not in client.get("/admin/", follow=True).content.decode()


@pytest.mark.parametrize("role", ["moderator", "safeguarding"])
def test_only_administrators_take_it_away(people, role):
    assert signed_in(getattr(people, role)).get(CSV).status_code in (302, 403)


def test_a_moderator_reads_about_works_that_they_may_see(people):
    public = publish(make_draft(people.reporter, words=OPEN), people)
    draft = make_draft(people.reporter2)
    theirs = make_draft(people.moderator, words=OPEN)
    publish(theirs, people, moderator=people.moderator2)
    text = shown(people.moderator)
    assert f"Work {public.work.pk}<" in text
    assert f"Work {draft.work.pk}<" not in text
    assert f"Work {theirs.work.pk}<" not in text
    assert "a role given" not in text.lower().split("</form>")[1]
    assert f"Work {draft.work.pk}<" in shown(people.admin)


def test_a_moderator_does_not_learn_who_took_their_part_back(people):
    page = make_draft(people.reporter, words=OPEN)
    add_co_author(page, people.reporter2, role="photographer")
    page = publish(page, people)
    take_back(contributor=part_of(page, people.reporter2), by=people.reporter2)
    assert fresh(page).live
    text = shown(people.moderator)
    assert str(people.reporter2) not in text
    assert "somebody who made it" in text
    assert str(people.moderator) in text
    assert str(people.reporter2) in shown(people.safeguarding)


def test_who_asked_for_somebody_else_is_for_leads_and_never_for_that_moderator(people):
    page = make_draft(people.reporter, words=OPEN)
    send_in(page=page, user=people.reporter)
    claim(check_id=step_of(fresh(page)).pk, user=people.moderator)
    ask_for_somebody_else(work=page.work, user=people.reporter, moderator_id=people.moderator.pk)
    number = f"Work {page.work.pk}<"
    told = "Somebody else asked for"
    assert told in shown(people.safeguarding)
    for role in ("moderator2", "admin"):
        text = shown(getattr(people, role))
        assert number in text
        assert told not in text
    # Whatever else that moderator is.
    people.moderator.groups.add(*Group.objects.filter(name__in=["Safeguarding lead", "Administrator"]))
    both = User.objects.get(pk=people.moderator.pk)
    assert number not in shown(both)
    rows = b"".join(signed_in(both).get(CSV).streaming_content).decode()
    assert "somebody_else" not in rows


# Reading a draft


@pytest.fixture
def draft(people) -> Page:
    """A draft of other people that is being checked."""
    return case_in("being checked", people).page


def _openings() -> list[tuple[str, int]]:
    return list(Decision.objects.filter(kind="draft_read").values_list("object_id", "by_id"))


ONLY_A_SUPERUSER = ("preview_on_edit", "revisions_view", "revisions_compare", "revisions_revert")


@a_few(1)
@pytest.mark.parametrize("name", ["edit", "view_draft", "workflow_preview", *ONLY_A_SUPERUSER])
def test_opening_a_draft_of_others_is_noted_once_a_day(people, draft, name):
    page = fresh(draft)
    args = {
        "revisions_view": [page.pk, page.latest_revision_id],
        "revisions_revert": [page.pk, page.latest_revision_id],
        "revisions_compare": [page.pk, "earliest", "latest"],
        "workflow_preview": [page.pk, step_of(page).task_id],
    }
    address = reverse(f"wagtailadmin_pages:{name}", args=args.get(name, [page.pk]))
    who = people.superuser if name in ONLY_A_SUPERUSER else people.moderator
    client = signed_in(who)
    for _time in range(2):
        assert client.get(address).status_code == 200, address
    assert _openings() == [(str(page.work.pk), who.pk)]
    told = "Opened a draft of other people"
    assert told in shown(people.safeguarding)
    assert told not in shown(people.moderator2)
    assert told not in shown(people.admin)


def test_ones_own_draft_and_what_is_public_are_not_noted(people, draft):
    own = make_draft(people.trainer)
    public = publish(make_draft(people.reporter, words=OPEN), people)
    signed_in(people.trainer).get(reverse("wagtailadmin_pages:view_draft", args=[own.pk]))
    signed_in(people.moderator).get(reverse("wagtailadmin_pages:edit", args=[public.pk]))
    assert signed_in(people.trainer2).get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).status_code != 200
    assert _openings() == []


# The screen


@pytest.mark.deep
def test_the_screen_narrows_by_kind_date_and_work(people):
    first, second = (publish(make_draft(people.reporter, words=OPEN), people) for _number in range(2))
    text = shown(people.admin, f"?kind=released&work={first.work.pk}")
    assert f"Work {first.work.pk}<" in text
    assert f"Work {second.work.pk}<" not in text
    assert "Approved by a moderator</td>" not in text
    assert "Nothing like this was decided." in shown(people.admin, "?until=2020-01-01")
    assert "Nothing like this was decided." in shown(people.admin, "?since=2090-01-01")
    assert "Please put right" in shown(people.admin, "?since=yesterday")


@pytest.mark.deep
def test_many_lines_cost_as_many_questions_as_few(people):
    def cost(user: User) -> int:
        client = signed_in(user)
        client.get(LOG)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LOG).status_code == 200
        return len(queries)

    publish(make_draft(people.reporter, words=OPEN), people)
    users = (people.admin, people.moderator, people.safeguarding)
    few = [cost(user) for user in users]
    for author in (people.reporter, people.reporter2, people.trainer):
        publish(make_draft(author, words=OPEN), people)
    assert [cost(user) for user in users] == few
    assert "Older ones" in shown(people.admin)


def test_the_file_holds_numbers_and_codes_and_what_was_asked_for(people):
    page = publish(make_draft(people.reporter), people)
    answer = signed_in(people.admin).get(f"{CSV}?work={page.work.pk}")
    text = b"".join(answer.streaming_content).decode()
    rows = [
        SimpleNamespace(**dict(zip(("when", "kind", "about", "number"), row, strict=False)))
        for row in csv.reader(text.splitlines())
    ]
    assert rows[0].kind == "kind"
    assert {row.number for row in rows[1:]} == {str(page.work.pk)}
    assert {"sent_in", "approved", "ok_yes", "released"} <= {row.kind for row in rows}
    assert str(people.reporter) not in text
    assert SECRET not in text


def test_giving_an_ok_by_a_wrong_person_leaves_no_line(people, draft):
    from django.core.exceptions import PermissionDenied

    act(draft, people.moderator, "approve")
    before = Decision.objects.count()
    with pytest.raises(PermissionDenied):
        give_ok(page=fresh(draft), user=people.trainer)
    assert Decision.objects.count() == before
