"""Snapshot stories: who may ask and answer, what whoever runs the sitting sees, and the way until it is sent in."""

from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from accounts.models import Person, ReporterGroup, User
from authorship.models import Contributor, Work
from authorship.recording import asked_to_help
from authorship.services import choose_credit
from authorship.voices import make_link
from consent.erasure import erase_person
from consent.services import agrees_to_everything
from consent.typing import holder_now
from publishing.audiences import PROJECT, code_of_group
from stories.models import SnapshotAnswer, SnapshotQuestion, StoryIndexPage, StoryPage
from stories.studio import questions
from stories.studio.errors import NotNow
from tests.studio.making import a_person, base_of, everybody_is_named, page_of, parts_of, public

ASKED = "What helps you through the week?"
SAID = "Qzthe walk to the market, before anybody is up."
OF_THE_ASKER = ("everybody", "my-part", "paper")
DONE_BY_THE_ASKER = ("send-in", "trainer", "close")
ALL_OF_IT = (
    "has_answer",
    "has_title",
    "teller_agreed",
    "teller_is_named",
    "teller_can_be_asked",
    "my_part_is_done",
)


def asks(user: User, audience: str = "", words: str = ASKED) -> SnapshotQuestion:
    """Ask a question in English."""
    index = StoryIndexPage.objects.get(locale__language_code="en")
    return questions.ask(user=user, question=words, index=index, audience=audience)


@pytest.fixture
def group(rita, sam) -> ReporterGroup:
    """A group with Rita and Sam in it."""
    made = ReporterGroup.objects.create(name="Thursday group")
    made.members.set([rita, sam])
    return made


@pytest.fixture
def sitting(tess, visit) -> SimpleNamespace:
    """Tess writes down what two people say who have no account."""
    question = asks(tess)
    works = questions.add_people(question=question, by=tess, names=["Noor Begum", "Ann Lee"], contact="on Thursdays")
    return SimpleNamespace(question=question, works=works, client=visit(tess), path=f"/my/questions/{question.pk}/")


def row_of(sitting: SimpleNamespace, tess: User, number: int = 0) -> questions.Told:
    """Return one line of the list."""
    return questions.told_through(sitting.question, tess)[number]


def writes_down(sitting: SimpleNamespace, number: int = 0, **more: object):
    """Write down what one of them says, through the form."""
    work = sitting.works[number]
    address = f"/my/works/{work.pk}/parts/add/question/"
    form = sitting.client.get(address).context["form"]
    data = {"question": form["question"].value(), "answer": SAID, "whose": form["whose"].value(), **more}
    return sitting.client.post(address, data)


# Asking


def test_whoever_did_the_training_may_ask(rita, visit, site) -> None:
    new = a_person("new", "Reporter", trained=False)
    client = visit(new)
    assert "Responsible storytelling training" in client.get("/my/questions/ask/").content.decode()
    client.post("/my/questions/ask/", {"question": ASKED, "language": "en", "audience": ""})
    assert not SnapshotQuestion.objects.exists()
    with pytest.raises(PermissionDenied):
        asks(new)
    answer = visit(rita).post("/my/questions/ask/", {"question": ASKED, "language": "en", "audience": PROJECT})
    asked = SnapshotQuestion.objects.get()
    assert (asked.question, asked.audience, asked.asked_by) == (ASKED, PROJECT, rita)
    assert answer.url == f"/my/questions/{asked.pk}/everybody/"


def test_nobody_asks_a_group_of_which_they_are_no_member(mo, group, visit) -> None:
    code = code_of_group(group.pk)
    answer = visit(mo).post("/my/questions/ask/", {"question": ASKED, "language": "en", "audience": code})
    assert "Please choose who may answer" in answer.content.decode()
    with pytest.raises(PermissionDenied):
        asks(mo, code)
    assert not SnapshotQuestion.objects.exists()


def test_nobody_keeps_more_open_questions_than_anybody_can_look_after(rita, visit) -> None:
    for number in range(questions.MOST_OPEN):
        first = asks(rita, words=f"Question {number}?")
    client, answers = visit(rita), {"question": ASKED, "language": "en", "audience": ""}
    refused = client.post("/my/questions/ask/", answers)
    assert refused.status_code == 409
    assert "Please close one" in refused.content.decode()
    assert ASKED in refused.content.decode()
    questions.close(question=first, by=rita)
    assert client.post("/my/questions/ask/", answers).status_code == 302


# Who sees it, and who may do what


@pytest.mark.parametrize(
    ("audience", "who", "sees"),
    [
        ("group", "sam", True),
        ("group", "mo", False),
        ("group", "stranger", False),
        ("project", "mo", True),
        ("project", "stranger", False),
        ("", "sam", False),
        ("", "mo", False),
    ],
)
def test_a_question_reaches_those_it_is_for_and_nobody_else(rita, sam, mo, group, visit, audience, who, sees) -> None:
    question = asks(rita, code_of_group(group.pk) if audience == "group" else audience)
    stranger = a_person("stranger", trained=True)
    client = visit({"sam": sam, "mo": mo, "stranger": stranger}[who])
    for path in ("/my/", "/my/questions/"):
        assert (ASKED in client.get(path).content.decode()) == sees, path
    assert client.get(f"/my/questions/{question.pk}/").status_code == (200 if sees else 404)
    answer = client.post(f"/my/questions/{question.pk}/", {"with": "question"})
    assert answer.status_code == (302 if sees else 404)
    assert SnapshotAnswer.objects.exists() == sees


@pytest.mark.parametrize("who", ["sam", "mo", "teller"])
def test_only_whoever_asked_runs_the_sitting(sitting, tess, sam, mo, visit, who) -> None:
    writes_down(sitting)
    teller = a_person("told", "Reporter")
    client = visit({"sam": sam, "mo": mo, "teller": teller}[who])
    before = list(Contributor.objects.values()), list(Work.objects.values()), StoryPage.objects.count()
    for name in OF_THE_ASKER:
        answer = client.get(f"{sitting.path}{name}/")
        assert answer.status_code == 404, name
    for name in (*OF_THE_ASKER[:2], *DONE_BY_THE_ASKER):
        forged = {"names": "Forged", "contact": "x", "over": "yes", "trainer": tess.pk, "credit": "none"}
        assert client.post(f"{sitting.path}{name}/", forged).status_code == 404, name
    assert (list(Contributor.objects.values()), list(Work.objects.values()), StoryPage.objects.count()) == before
    assert SnapshotQuestion.objects.get().is_open


def test_every_address_of_questions_asks_to_sign_in(sitting, client) -> None:
    names = [
        one for one in get_resolver("stories.studio.urls").url_patterns if str(one.pattern).startswith("questions")
    ]
    assert len(names) == len(OF_THE_ASKER) + len(DONE_BY_THE_ASKER) + 3
    for name in ("", *(f"{one}/" for one in (*OF_THE_ASKER, *DONE_BY_THE_ASKER))):
        assert client.post(f"{sitting.path}{name}").url.startswith("/sign-in/"), name
    for path in ("/my/questions/", "/my/questions/ask/", "/my/start/ways/"):
        assert client.get(path).url.startswith("/sign-in/")


def test_an_answer_is_nobody_elses_to_read(rita, sam, group, visit) -> None:
    question = asks(rita, code_of_group(group.pk))
    client = visit(sam)
    address = client.post(f"/my/questions/{question.pk}/", {"with": "question"}).url
    client.post(address, {"question": ASKED, "answer": SAID})
    asker = visit(rita)
    for path in ("/my/", "/my/questions/", f"/my/questions/{question.pk}/", f"/my/questions/{question.pk}/everybody/"):
        assert SAID not in asker.get(path).content.decode()
    assert asker.get(f"/my/works/{SnapshotAnswer.objects.get().work_id}/").status_code == 404


def test_whoever_leaves_the_group_sees_its_questions_no_more(rita, sam, group, visit) -> None:
    question = asks(rita, code_of_group(group.pk))
    client = visit(sam)
    client.post(f"/my/questions/{question.pk}/", {"with": "question"})
    group.members.remove(sam)
    assert client.get(f"/my/questions/{question.pk}/").status_code == 404
    assert client.post(f"/my/questions/{question.pk}/", {"with": "question"}).status_code == 404
    # The story that they began is theirs.
    assert client.get(f"/my/works/{SnapshotAnswer.objects.get().work_id}/").status_code == 200


# Answering in one's own name


def test_an_answer_in_words_is_a_story_of_ones_own(rita, sam, group, visit) -> None:
    question = asks(rita, code_of_group(group.pk))
    client = visit(sam)
    address = client.post(f"/my/questions/{question.pk}/", {"with": "question"}).url
    assert client.get(address).context["form"]["question"].value() == ASKED
    saved = client.post(address, {"question": ASKED, "answer": SAID})
    work = SnapshotAnswer.objects.get().work
    assert saved.url.startswith(f"/my/works/{work.pk}/")
    assert page_of(work).get_latest_revision_as_object().gathered == StoryPage.Gathered.SNAPSHOT
    assert [part["value"] for part in parts_of(work)] == [{"question": ASKED, "answer": SAID}]
    assert [(one.person.user, one.role) for one in work.contributors.all()] == [(sam, "teller")]
    assert ASKED in client.get(f"/my/works/{work.pk}/").content.decode()
    assert ASKED not in client.get("/my/").content.decode()
    assert "Go on with it" in client.get(f"/my/questions/{question.pk}/").content.decode()


def test_an_answer_with_a_file_stands_below_the_question_and_a_question_alone_is_not_sent_in(
    rita, sam, group, visit
) -> None:
    question = asks(rita, code_of_group(group.pk))
    client = visit(sam)
    address = client.post(f"/my/questions/{question.pk}/", {"with": "audio"}).url
    work = SnapshotAnswer.objects.get().work
    assert address == f"/my/works/{work.pk}/parts/add/audio/"
    assert [part["value"]["question"] for part in parts_of(work)] == [ASKED]
    assert "Nobody has answered this yet" in client.get(f"/my/works/{work.pk}/").content.decode()
    assert "One question in it has no answer yet" in client.get(f"/my/works/{work.pk}/send-in/").content.decode()
    client.post(f"/my/works/{work.pk}/parts/add/words/", {"text": SAID})
    assert "no answer yet" not in client.get(f"/my/works/{work.pk}/send-in/").content.decode()
    assert client.post(f"/my/questions/{question.pk}/", {"with": "../etc"}).status_code == 404


def test_a_closed_question_takes_no_answer_and_keeps_those_it_has(rita, sam, group, visit) -> None:
    question = asks(rita, code_of_group(group.pk))
    client = visit(sam)
    client.post(f"/my/questions/{question.pk}/", {"with": "question"})
    visit(rita).post(f"/my/questions/{question.pk}/close/", {"over": "yes"})
    page = client.get(f"/my/questions/{question.pk}/")
    assert "This question is closed" in page.content.decode()
    assert client.post(f"/my/questions/{question.pk}/", {"with": "question"}).status_code == 409
    with pytest.raises(NotNow):
        questions.add_people(question=question, by=rita, names=["Noor"], contact="x")
    assert SnapshotAnswer.objects.count() == 1
    visit(rita).post(f"/my/questions/{question.pk}/close/", {"over": "no"})
    assert client.post(f"/my/questions/{question.pk}/", {"with": "question"}).status_code == 302


# The sitting: for people without an account


def test_each_of_them_has_a_story_and_a_row_of_their_own(tess, visit) -> None:
    question = asks(tess)
    client, path = visit(tess), f"/my/questions/{question.pk}/everybody/"
    asked = client.post(path, {"names": "\n  \n", "contact": ""}).content.decode()
    assert "Please write at least one name" in asked
    assert "Please write how to reach them" in asked
    client.post(path, {"names": "Noor Begum\n\n  Ann   Lee ", "contact": "on Thursdays"})
    works = [answer.work for answer in SnapshotAnswer.objects.order_by("pk")]
    people = [{(one.person.name, one.role) for one in work.contributors.all()} for work in works]
    assert people == [
        {("Tess Shah", "supporter"), ("Noor Begum", "teller")},
        {("Tess Shah", "supporter"), ("Ann Lee", "teller")},
    ]
    shown = client.get(path).content.decode()
    assert "Noor Begum" in shown
    assert "Write down what they say" in shown


def test_too_many_at_once_are_told_so_and_no_name_is_lost(tess, visit) -> None:
    question = asks(tess)
    names = "\n".join(f"Person {number}" for number in range(questions.MOST_AT_ONCE + 1))
    answer = visit(tess).post(f"/my/questions/{question.pk}/everybody/", {"names": names, "contact": "x"})
    assert "That is a lot at once" in answer.content.decode()
    assert "Person 20" in answer.content.decode()
    assert not Work.objects.exists()


def test_what_is_written_down_is_theirs_and_the_next_one_follows(sitting, tess) -> None:
    answer = writes_down(sitting)
    assert answer.url == f"{sitting.path}everybody/?saved=yes"
    work = sitting.works[0]
    noor = work.contributors.get(person__name="Noor Begum")
    assert holder_now(page_of(work), parts_of(work)[0]["id"]) == noor
    assert row_of(sitting, tess).has_answer
    assert not row_of(sitting, tess, 1).has_answer
    later = writes_down(sitting, 1, later="yes")
    assert later.url.startswith("/my/?")


def test_whoever_runs_it_answers_once_for_their_own_part(sitting, tess) -> None:
    client, path = sitting.client, f"{sitting.path}my-part/"
    form = client.get(path).context["form"]
    yes = dict.fromkeys(form.uses, "yes")
    young = client.post(path, {"credit": "none", "adult": "no", **yes}, follow=True)
    assert "For now everybody whose story is public here has to be 18" in young.content.decode()
    assert not row_of(sitting, tess).my_part_is_done
    client.post(path, {"credit": "first_name", "adult": "yes", **yes})
    assert all(
        one.my_part_is_done and one.me.credit == "first_name" for one in questions.told_through(sitting.question, tess)
    )
    # Nothing was said for anybody else.
    assert not any(one.teller_agreed or one.teller_is_named for one in questions.told_through(sitting.question, tess))
    assert client.get(path).url == f"{sitting.path}everybody/"


def is_titled(sitting: SimpleNamespace, tess: User, number: int) -> None:
    """Give one of the stories a title that its teller said."""
    work, teller = sitting.works[number], row_of(sitting, tess, number).teller
    data = {"title": "The walk", "whose": teller.pk, "base": base_of(work)}
    assert sitting.client.post(f"/my/works/{work.pk}/about/", data).status_code == 302


def test_all_that_are_ready_are_sent_in_and_no_other(sitting, tess) -> None:
    for number in range(2):
        writes_down(sitting, number)
        is_titled(sitting, tess, number)
    client = sitting.client
    client.post(f"{sitting.path}send-in/")
    assert not any(page_of(work).workflow_in_progress for work in sitting.works)
    everybody_is_named(sitting.works[0])
    make_link(contributor=row_of(sitting, tess).teller, purpose="ok", made_by=tess)
    assert [one.is_ready for one in questions.told_through(sitting.question, tess)] == [True, False]
    assert "Send in the one that is ready" in " ".join(client.get(f"{sitting.path}everybody/").content.decode().split())
    client.post(f"{sitting.path}send-in/")
    assert [bool(page_of(work).workflow_in_progress) for work in sitting.works] == [True, False]
    listed = client.get(f"{sitting.path}everybody/").content.decode()
    assert "None is ready to be sent in now" in listed
    assert "Being checked" in listed


@pytest.mark.parametrize("missing", [*ALL_OF_IT, "nothing"])
def test_each_thing_that_is_missing_keeps_it_here(sitting, tess, missing) -> None:
    if missing != "has_answer":
        writes_down(sitting)
    if missing != "has_title":
        is_titled(sitting, tess, 0)
    one = row_of(sitting, tess)
    for whose, person in (("teller", one.teller), ("my", one.me)):
        if missing not in (f"{whose}_agreed", f"{whose}_part_is_done"):
            agrees_to_everything(contributor=person)
        if missing != f"{whose}_is_named":
            choose_credit(contributor=person, credit="none")
    if missing != "teller_can_be_asked":
        make_link(contributor=one.teller, purpose="ok", made_by=tess)
    one = row_of(sitting, tess)
    lacks = {name for name in ALL_OF_IT if not getattr(one, name)}
    assert (lacks, one.is_ready) == ({missing} - {"nothing"}, missing == "nothing")


def test_what_the_gate_misses_is_said_with_the_name(sitting, tess) -> None:
    writes_down(sitting)
    is_titled(sitting, tess, 0)
    everybody_is_named(sitting.works[0])
    make_link(contributor=row_of(sitting, tess).teller, purpose="ok", made_by=tess)
    Person.objects.filter(user=tess).update(responsible_storytelling_on=None)
    said = sitting.client.post(f"{sitting.path}send-in/", follow=True).content.decode()
    assert "Noor: Whoever sends in has done the Responsible storytelling training" in said
    assert not page_of(sitting.works[0]).workflow_in_progress


def test_one_trainer_is_asked_for_all_of_them(sitting, tess, django_capture_on_commit_callbacks) -> None:
    tina = a_person("tina", "Trainer")
    shown = sitting.client.get(f"{sitting.path}everybody/").context["trainer_form"]
    assert list(shown.fields["trainer"].queryset) == [tina]
    assert (
        "Please choose a trainer"
        in sitting.client.post(f"{sitting.path}trainer/", {"trainer": tess.pk}, follow=True).content.decode()
    )
    with django_capture_on_commit_callbacks(execute=True):
        sitting.client.post(f"{sitting.path}trainer/", {"trainer": tina.pk})
        sitting.client.post(f"{sitting.path}trainer/", {"trainer": tina.pk})
    assert len(asked_to_help(tina)) == 2
    assert len(mail.outbox) == 2
    assert not any(SAID in message.body or "Noor" in message.body for message in mail.outbox)


def test_a_sheet_of_paper_has_the_words_and_each_question(sitting, tess) -> None:
    empty = sitting.client.get(f"{sitting.path}paper/").content.decode()
    assert "There is nothing to print" in empty
    writes_down(sitting)
    sheets = sitting.client.get(f"{sitting.path}paper/").content.decode()
    assert SAID in sheets
    assert "For <bdi>Noor</bdi>" in sheets
    assert "Ann" not in sheets
    assert "Show it on this site, where everybody can read it" in sheets
    # Names that nobody needs on paper stay out.
    assert "Begum" not in sheets


def test_an_answer_goes_public_with_its_question_and_how_it_came_about(sitting, tess, mo, client) -> None:
    writes_down(sitting)
    is_titled(sitting, tess, 0)
    make_link(contributor=row_of(sitting, tess).teller, purpose="ok", made_by=tess)
    page = public(sitting.works[0], tess, mo)
    shown = client.get(page.url).content.decode()
    for words in (ASKED, SAID, "As an answer to one question", "Noor"):
        assert words in shown
    assert "Begum" not in shown
    assert not row_of(sitting, tess).is_draft
    assert not page_of(sitting.works[1]).live


def test_the_list_costs_the_same_however_many_answer(sitting, tess) -> None:
    writes_down(sitting)
    path = f"{sitting.path}everybody/"
    sitting.client.get(path)
    with CaptureQueriesContext(connection) as few:
        sitting.client.get(path)
    more = questions.add_people(
        question=sitting.question, by=tess, names=[f"Person {number}" for number in range(8)], contact="x"
    )
    assert len(more) == 8
    with CaptureQueriesContext(connection) as many:
        assert "Person 7" in sitting.client.get(path).content.decode()
    assert len(many) == len(few)


# Afterwards


def test_erasing_whoever_asked_takes_the_question_and_leaves_what_others_tell(rita, sam, group, visit, site) -> None:
    question = asks(rita, code_of_group(group.pk))
    client = visit(sam)
    address = client.post(f"/my/questions/{question.pk}/", {"with": "question"}).url
    client.post(address, {"question": ASKED, "answer": SAID})
    admin = a_person("boss", "Administrator")
    erase_person(person=rita.person, by=admin)
    assert not SnapshotQuestion.objects.exists()
    assert SAID in client.get(f"/my/works/{Work.objects.get(contributors__person__user=sam).pk}/").content.decode()


def test_a_conversation_is_begun_by_whoever_asks(rita, visit) -> None:
    client = visit(rita)
    ways = client.get("/my/start/ways/").content.decode()
    assert "/my/start/?way=interview&amp;for=somebody" in ways
    answers = {"language": "en", "title": "", "name": "Noor", "contact": "x"}
    client.post("/my/start/?way=interview&for=somebody", answers)
    work = Work.objects.get()
    assert {one.role for one in work.contributors.all()} == {"interviewer", "teller"}
    assert page_of(work).get_latest_revision_as_object().gathered == StoryPage.Gathered.INTERVIEW
    client.post("/my/start/?way=qzforged", {"language": "en", "title": ""})
    assert page_of(Work.objects.order_by("pk").last()).get_latest_revision_as_object().gathered == ""
