"""Papers: made once, by the worker, of what is public; gone with their words, and handed to nobody else."""

import io
import re
import subprocess
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pypdf
import pytest
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from authorship.selectors import contributors_of
from authorship.services import choose_credit
from consent.cascade import take_down_all
from consent.erasure import erase_person
from consent.services import take_back
from files.errors import StoreAway
from learning import papers, pdf
from learning.handouts import Wanted, handout_html, short_address
from learning.models import GlossaryPage, GlossaryTermPage, Paper
from publishing.models import FinishedStep
from publishing.services import take_down
from tests.builders import (
    ACTIVITY,
    add_co_author,
    fresh,
    live_learning,
    make_image,
    make_module,
    make_programme,
    make_session,
    publish,
)
from tests.learning.making import grown, learning_index
from tests.papers import papers_in_store, pdf_at, words_of
from tests.stores import names_in

THEIRS = "qztheirword"
NAME = "Qzname"


def activities(page: Any) -> list[str]:
    return [block.id for block in page.running_order if block.block_type == "activity"]


@pytest.fixture
def session(people: Any) -> Any:
    """A public session in which a reporter wrote, who is named, and in which a word is explained."""
    glossary = grown(learning_index(), people, GlossaryPage(title="Words"))
    grown(glossary, people, GlossaryTermPage(title="qzterm", meaning="qzmeaning"))
    programme = publish(make_programme(people), people)
    module = make_module(people, programme)
    page = make_session(people, module)
    contributor = add_co_author(module, people.reporter)
    choose_credit(contributor=contributor, credit="made_up_name", credit_name=NAME)
    draft = fresh(page).get_latest_revision_as_object()
    draft.running_order.append(("activity", ACTIVITY | {"title": THEIRS, "steps": ["qzterm"]}))
    draft.running_order.append(("picture", {"image": make_image(user=people.reporter, alt="qzalt"), "caption": ""}))
    draft.save_revision(user=people.reporter)
    publish(fresh(module), people, sender=people.trainer)
    return publish(fresh(page), people, sender=people.trainer)


def every_address(page: Any) -> list[str]:
    """Return where each paper of a session is."""
    plain = [f"handout/pdf/{query}" for query in ("", "?notes=yes", "?print=large", "?notes=yes&print=large")]
    return [page.get_url() + rest for rest in [*plain, *(f"handout/{number}/pdf/" for number in activities(page))]]


# Made once, and by the worker


def test_a_hundred_who_want_the_same_let_it_be_made_once(session: Any, monkeypatch: Any) -> None:
    made: list[str] = []
    real = pdf.renderer()
    monkeypatch.setattr(pdf, "renderer", lambda: lambda html: made.append(html) or real(html))
    address = every_address(session)[0]
    assert {Client().get(address).status_code for _number in range(100)} == {202}
    assert (made, Paper.objects.count()) == ([], 1)
    assert papers.make_next()
    assert not papers.make_next()
    assert {Client().get(address).status_code for _number in range(3)} == {200}
    assert (len(made), Paper.objects.get().done) == (1, 1)


def test_whoever_waits_is_told_so_and_can_read_it_meanwhile(session: Any) -> None:
    address = f"{session.get_url()}handout/pdf/?notes=yes&print=large"
    answer = Client().get(address)
    assert (answer.status_code, answer["X-Parts"]) == (202, "0/1")
    assert "no-store" in answer["Cache-Control"]
    html = answer.content.decode()
    assert "We are making it" in html
    assert f'href="{session.get_url()}handout/?notes=yes&amp;print=large"' in html
    assert Client().get(f"{session.get_url()}handout/?notes=yes&print=large").status_code == 200


def test_each_kind_of_paper_says_what_it_should(session: Any) -> None:
    said = {address.partition("handout/")[2]: words_of(pdf_at(address)) for address in every_address(session)}
    first, theirs = activities(session)
    note = ACTIVITY["facilitator_notes"]
    assert note in said["pdf/?notes=yes"]
    assert note not in said["pdf/"] + said[f"{first}/pdf/"]
    assert THEIRS in said[f"{theirs}/pdf/"]
    assert THEIRS not in said[f"{first}/pdf/"]
    for text in said.values():
        assert NAME in text
        assert "This version was approved on" in text
        assert short_address(session) in text
    for text in (said["pdf/"], said[f"{theirs}/pdf/"]):
        assert "qzmeaning" in text


def test_large_print_is_large(session: Any) -> None:
    normal, large = every_address(session)[0], every_address(session)[2]
    assert len(pdf_at(large).pages) > len(pdf_at(normal).pages)


def test_a_font_of_this_machine_is_left_out_and_keeps_no_paper_from_being_made() -> None:
    shipped = "static/fonts/noto-nastaliq-urdu.woff2"
    here = subprocess.check_output(["fc-match", "--format=%{fullname[0]}"], text=True)
    assert here
    face = f'@font-face {{ font-family: Q; src: local("{here}"), url("/{shipped}") }} body {{ font-family: Q }}'
    made = pdf.make_pdf(f"<html lang=ur><title>Q</title><style>{face}</style><body>\u0627\u0631\u062f\u0648</html>")
    page: Any = pypdf.PdfReader(io.BytesIO(made)).pages[0]
    fonts = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]
    assert [font.split("+")[1] for font in fonts] == ["Q"]


def test_what_is_not_there_is_not_made(session: Any) -> None:
    for rest in (f"handout/{uuid4()}/", f"handout/{uuid4()}/pdf/"):
        assert Client().get(session.get_url() + rest).status_code == 404
    assert not Paper.objects.exists()


def test_nobody_has_a_paper_of_what_is_not_public(people: Any) -> None:
    page = make_session(people, live_learning(people).modules[0])
    for address in every_address(page):
        assert Client().get(address).status_code == 404
    assert not Paper.objects.exists()


# Tagged


def structure(element: Any, found: list[Any] | None = None) -> list[Any]:
    """Return the elements of a PDF's structure tree, in order."""
    found = [] if found is None else found
    element = element.get_object()
    if isinstance(element, list):
        for part in element:
            structure(part, found)
    elif isinstance(element, dict):
        if "/S" in element:
            found.append(element)
        if "/K" in element and not isinstance(element["/K"], int):
            structure(element["/K"], found)
    return found


@pytest.mark.parametrize("number", range(6))
def test_a_pdf_says_its_title_language_headings_and_what_pictures_show(session: Any, number: int) -> None:
    reader = pdf_at(every_address(session)[number])
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (THEIRS if number == 5 else session.title if number < 4 else ACTIVITY["title"]) in reader.metadata.title
    parts = structure(root["/StructTreeRoot"]["/K"])
    levels = [int(part["/S"][2:]) for part in parts if re.fullmatch(r"/H[1-6]", part["/S"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels
    figures = [part for part in parts if part["/S"] == "/Figure"]
    assert all(str(part.get("/Alt", "")).strip() for part in figures), figures
    assert any("camera" in str(part["/Alt"]) for part in figures)
    assert any("qzalt" in str(part["/Alt"]) for part in figures) == (number < 4)


# Gone with their words


def take_the_session_down(page: Any, people: Any) -> None:
    take_down(page)


def take_the_module_down(page: Any, people: Any) -> None:
    take_down_all(page.get_parent().specific)


def take_their_words_back(page: Any, people: Any) -> None:
    take_back(contributor=contributors_of(page).get(person__user=people.reporter), by=people.reporter)


def be_named_no_more(page: Any, people: Any) -> None:
    choose_credit(contributor=contributors_of(page).get(person__user=people.reporter), credit="none")


def be_erased(page: Any, people: Any) -> None:
    erase_person(person=people.reporter.person)


def explain_no_more(page: Any, people: Any) -> None:
    take_down(GlossaryTermPage.objects.get())


def explain_otherwise(page: Any, people: Any) -> None:
    term = GlossaryTermPage.objects.get()
    term.meaning = "qzother"
    term.save_revision(user=people.trainer)
    publish(fresh(term), people, sender=people.trainer)


def write_anew(page: Any, people: Any) -> None:
    draft = fresh(page).get_latest_revision_as_object()
    draft.running_order = [block for block in draft.running_order.raw_data if THEIRS not in str(block)]
    draft.save_revision(user=people.trainer)
    publish(fresh(page), people, sender=people.trainer)


CHANGES: list[tuple[Any, str, int]] = [
    (take_the_session_down, THEIRS, 0),
    (take_the_module_down, THEIRS, 0),
    (take_their_words_back, THEIRS, 200),
    (be_named_no_more, NAME, 200),
    (be_erased, THEIRS, 200),
    (be_erased, NAME, 200),
    (explain_no_more, "qzmeaning", 200),
    (explain_otherwise, "qzmeaning", 200),
    (write_anew, THEIRS, 200),
]


@pytest.mark.parametrize(("change", "word", "status"), CHANGES)
def test_a_paper_goes_with_the_words_in_it(
    people: Any, session: Any, change: Any, word: str, status: int, django_capture_on_commit_callbacks: Any
) -> None:
    address = f"{session.get_url()}handout/pdf/"
    assert word in words_of(pdf_at(address))
    (kept,) = papers_in_store()
    with django_capture_on_commit_callbacks(execute=True):
        change(session, people)
    assert not papers_in_store()
    assert kept not in names_in("private")
    if status:
        assert word not in words_of(pdf_at(address))
    else:
        assert Client().get(address).status_code in (404, 410)
        assert not Paper.objects.exists()
        assert FinishedStep.objects.filter(step=papers.STEP).exists()


def test_a_paper_goes_with_words_of_whoever_gave_neither_name_nor_picture(
    people: Any, django_capture_on_commit_callbacks: Any
) -> None:
    module = make_module(people, publish(make_programme(people), people))
    page = make_session(people, module)
    choose_credit(contributor=add_co_author(module, people.reporter), credit="none")
    draft = fresh(page).get_latest_revision_as_object()
    draft.running_order.append(("activity", ACTIVITY | {"title": THEIRS}))
    draft.save_revision(user=people.reporter)
    publish(fresh(module), people, sender=people.trainer)
    page = publish(fresh(page), people, sender=people.trainer)
    assert THEIRS in words_of(pdf_at(every_address(page)[0]))
    with django_capture_on_commit_callbacks(execute=True):
        take_their_words_back(page, people)
    assert not Paper.objects.exists()


def test_before_the_file_is_gone_nobody_is_handed_it(people: Any, session: Any) -> None:
    address = f"{session.get_url()}handout/pdf/"
    pdf_at(address)
    # Nothing that is done after the commit is done here: as if the process were killed.
    be_named_no_more(session, people)
    assert Paper.objects.filter(state=Paper.State.READY).count() == 1
    assert Client().get(address).status_code == 202
    take_down(session)
    assert Client().get(address).status_code in (404, 410)


@pytest.mark.parametrize("change", [take_the_session_down, take_their_words_back, explain_otherwise])
def test_what_changes_while_a_paper_is_made_is_kept_nowhere(
    people: Any, session: Any, change: Any, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    before = names_in("private")
    Client().get(f"{session.get_url()}handout/pdf/")
    real = pdf.renderer()

    def slow() -> Any:
        def make(html: str) -> bytes:
            made = real(html)
            with django_capture_on_commit_callbacks(execute=True):
                change(session, people)
            return made

        return make

    monkeypatch.setattr(pdf, "renderer", slow)
    with django_capture_on_commit_callbacks(execute=True):
        assert papers.make_next()
    assert not Paper.objects.exists()
    assert {name for name in names_in("private") - before if name.endswith(".pdf")} == set()


def test_what_changed_before_a_paper_is_begun_is_not_made(people: Any, session: Any) -> None:
    Client().get(f"{session.get_url()}handout/pdf/")
    be_named_no_more(session, people)
    assert papers.make_next()
    assert not Paper.objects.exists()


# When something goes wrong


def test_where_a_picture_cannot_be_read_no_paper_without_it_is_made(session: Any, monkeypatch: Any) -> None:
    Client().get(f"{session.get_url()}handout/pdf/")

    def away(self: Any, name: str, mode: str = "rb") -> Any:
        raise StoreAway("EIO")

    monkeypatch.setattr(type(storages["public"]), "open", away)
    assert papers.make_next()
    found = Paper.objects.get()
    assert (found.state, found.tries, found.failure, found.file.name) == (Paper.State.WAITING, 1, "EIO", "")
    assert Client().get(f"{session.get_url()}handout/pdf/").status_code == 202


def test_one_that_cannot_be_made_says_so_and_can_be_asked_for_an_hour_later(session: Any) -> None:
    address = f"{session.get_url()}handout/pdf/"
    Client().get(address)
    Paper.objects.update(state=Paper.State.FAILED)
    answer = Client().get(address)
    assert answer.status_code == 503
    assert "The page to print says the same" in answer.content.decode()
    papers.look_after(timezone.now())
    assert Paper.objects.exists()
    papers.look_after(timezone.now() + timedelta(hours=2))
    assert not Paper.objects.exists()
    assert Client().get(address).status_code == 202


def test_a_paper_is_kept_for_a_month(session: Any, django_capture_on_commit_callbacks: Any) -> None:
    pdf_at(f"{session.get_url()}handout/pdf/")
    (kept,) = papers_in_store()
    papers.look_after(timezone.now() + timedelta(days=29))
    assert papers_in_store() == {kept}
    with django_capture_on_commit_callbacks(execute=True):
        papers.look_after(timezone.now() + timedelta(days=31))
    assert kept not in names_in("private")


def test_a_file_that_is_lost_is_made_anew(session: Any) -> None:
    address = f"{session.get_url()}handout/pdf/"
    pdf_at(address)
    (kept,) = papers_in_store()
    storages["default"].remove(kept)
    assert Client().get(address).status_code == 202
    assert pdf_at(address).pages


# Addresses


@pytest.mark.parametrize("activity", ["", "2c1d6d0e-5a51-4d5a-9a8e-1c2d3e4f5a6b"])
@pytest.mark.parametrize("with_notes", [False, True])
@pytest.mark.parametrize("large_print", [False, True])
def test_a_code_stands_for_what_was_wanted(activity: str, with_notes: bool, large_print: bool) -> None:
    wanted = Wanted(activity, with_notes, large_print)
    assert Wanted.of_code(wanted.code) == wanted
    assert wanted.in_other_print.in_other_print == wanted
    assert len(wanted.code) <= Paper._meta.get_field("code").max_length


def test_the_address_on_paper_leads_to_the_page_also_where_it_says_that_it_is_gone(people: Any, session: Any) -> None:
    path = "/go/" + short_address(session).rpartition("/go/")[2]
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"]) == (302, session.get_url())
    take_down(session)
    assert Client().get(path, follow=True).status_code == 410


def test_the_address_on_paper_tells_nothing_of_what_was_never_public(people: Any) -> None:
    draft = make_session(people, live_learning(people).modules[0])
    for path in (
        "/go/" + short_address(draft).rpartition("/go/")[2],
        "/go/zzzzzzzzzzzzzz/",
        "/go/-1/",
        "/go/!/",
        "/go/0/",
    ):
        assert Client().get(path).status_code == 404


# In other scripts

WORDS = {
    "ur": ("بس کا کرایہ", "میں نے یہ کہانی بس میں بیٹھ کر لکھنی شروع کی۔ بہار میں کرایہ پھر بڑھ گیا۔", "Nastaliq"),
    "pa": ("ਬੱਸ ਦਾ ਕਿਰਾਇਆ", "ਮੈਂ ਇਹ ਗੱਲ ਬੱਸ ਵਿੱਚ ਬੈਠ ਕੇ ਲਿਖਣੀ ਸ਼ੁਰੂ ਕੀਤੀ। ਬਸੰਤ ਵਿੱਚ ਕਿਰਾਇਆ ਫਿਰ ਵਧ ਗਿਆ।", "Gurmukhi"),
}


@pytest.mark.parametrize("language", sorted(WORDS))
@pytest.mark.parametrize("large_print", [False, True])
def test_a_paper_is_in_the_script_and_direction_of_its_language(
    people: Any, rf: Any, language: str, large_print: bool
) -> None:
    title, words, letters = WORDS[language]
    activity = ACTIVITY | {"title": title, "steps": [words] * 3, "purpose": words, "materials": [title]}
    module = make_module(people, make_programme(people))
    page = make_session(people, module, running_order=[("activity", activity)], safety_notes=words)
    draft = page.get_latest_revision_as_object()
    draft.locale, draft.title, draft.promise = Locale.objects.get(language_code=language), title, words
    request = rf.get("/")
    request.is_preview = True
    html = handout_html(draft, Wanted(large_print=large_print), request=request, is_pdf=True)
    direction = "rtl" if language == "ur" else "ltr"
    assert re.search(rf'<html lang="{language}"\s+dir="{direction}"', html or "")
    reader = pypdf.PdfReader(io.BytesIO(pdf.make_pdf(html or "")))
    assert reader.trailer["/Root"]["/Lang"] == language
    assert reader.metadata.title.startswith(title)
    fonts = {
        str(font.get_object()["/BaseFont"]) for one in reader.pages for font in one["/Resources"]["/Font"].values()
    }
    assert any(letters in font for font in fonts), fonts
