"""PO files: the right one brings its sentences in; from any other nothing is taken, and it is said why."""

from types import SimpleNamespace
from typing import Any

import polib
import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from home.models import StandardPage
from tests.builders import OPEN, fresh, home_page, publish
from tests.matrix import signed_in
from tests.translating import IN_OTHER_WORDS, give, write
from translation.files import MOST_BYTES, WHOSE
from translation.selectors import translation_of
from translation.sentences import what_is_left

LINK = '<a id="a1">'
NOT_ONE_OF_OURS = "no PO file, or it is damaged"
OF_ANOTHER_PAGE = "made for another page or language"
BAD_MARKS = "marks that do not belong"
NO_LINK = "A link of the source is missing"


def information(people: Any, slug: str) -> StandardPage:
    """Return a public page of information with a link in its text."""
    text = f'<p>{OPEN} <a href="https://example.org/{slug}">here</a> and <b>there</b>.</p>'
    page = StandardPage(
        title=f"{OPEN} {slug}", slug=slug, introduction=OPEN, body=[("rich_text", text)], owner=people.admin, live=False
    )
    home_page().add_child(instance=page)
    page.save_revision(user=people.admin)
    return publish(fresh(page), people, sender=people.admin)


@pytest.fixture
def given(people: SimpleNamespace) -> SimpleNamespace:
    """A page with a link that somebody translates, and what they download."""
    source = information(people, "about")
    page = give(source, people)
    made: Any = translation_of(page)
    return SimpleNamespace(
        people=people, source=source, page=page, translation=made, client=signed_in(people.translator)
    )


def downloaded(given: SimpleNamespace, translation: Any = None) -> polib.POFile:
    """Return the file that a translator gets."""
    where = reverse("wagtail_localize:download_pofile", args=[(translation or given.translation).pk])
    answer = given.client.get(where)
    assert answer.status_code == 200
    return polib.pofile(answer.content.decode())


def filled_in(po: polib.POFile) -> polib.POFile:
    """Return the same with every sentence translated, each with its marks."""
    for entry in po:
        entry.msgstr = f"{IN_OTHER_WORDS} {entry.msgid}"
    return po


def sent_up(given: SimpleNamespace, content: bytes | str | polib.POFile | None) -> list[str]:
    """Send a file up as its translator, and return what they are told on the next page."""
    content = str(content) if isinstance(content, polib.POFile) else content
    content = content.encode() if isinstance(content, str) else content
    form = {} if content is None else {"file": SimpleUploadedFile("words.po", content)}
    answer = given.client.post(
        reverse("wagtail_localize:upload_pofile", args=[given.translation.pk]), form, follow=True
    )
    assert answer.redirect_chain == [(reverse("wagtailadmin_pages:edit", args=[given.page.pk]), 302)]
    assert answer.status_code == 200
    said = [str(message).strip() for message in answer.context["messages"] or get_messages(answer.wsgi_request)]
    assert said
    return said


def kept() -> list[dict[str, Any]]:
    """Return every translated sentence as it is kept."""
    return list(StringTranslation.objects.order_by("pk").values())


def test_the_right_file_brings_its_sentences_in(given):
    po = filled_in(downloaded(given))
    assert any(LINK in entry.msgid for entry in po)
    assert sent_up(given, po) == [f"{len(po)} sentences were brought in from the file."]
    assert what_is_left(given.translation) == []
    rows = StringTranslation.objects.all()
    assert {row.data for row in rows} == {entry.msgstr for entry in po}
    assert {(row.last_translated_by, row.translation_type) for row in rows} == {(given.people.translator, "manual")}
    before = kept()
    assert sent_up(given, po) == ["0 sentences were brought in from the file."]
    assert kept() == before


def test_a_file_that_is_half_done_brings_in_that_half(given):
    po = downloaded(given)
    po[0].msgstr = IN_OTHER_WORDS
    assert sent_up(given, po) == ["1 sentence was brought in from the file."]
    assert [row["data"] for row in kept()] == [IN_OTHER_WORDS]


def test_with_the_mark_that_some_programs_put_first_it_is_the_same_file(given):
    po = filled_in(downloaded(given))
    assert sent_up(given, b"\xef\xbb\xbf" + str(po).encode()) == [f"{len(po)} sentences were brought in from the file."]


def test_what_only_a_program_guessed_is_not_taken_for_what_a_person_wrote(given):
    po = downloaded(given)
    for entry in po:
        entry.msgstr = f"{IN_OTHER_WORDS} {entry.msgid}"
        entry.flags.append("fuzzy")
    sent_up(given, po)
    assert what_is_left(given.translation)


# What is wrong with a file


def the_link(po: polib.POFile) -> polib.POEntry:
    """Return the sentence with a link."""
    return next(entry for entry in po if LINK in entry.msgid)


def _of_another_page(given: SimpleNamespace, po: polib.POFile) -> Any:
    other = give(information(given.people, "other"), given.people)
    return filled_in(downloaded(given, translation_of(other)))


def _of_another_language(given: SimpleNamespace, po: polib.POFile) -> Any:
    other = give(given.source, given.people, "pl")
    return filled_in(downloaded(given, translation_of(other)))


def _without(name: str) -> Any:
    def without(given: SimpleNamespace, po: polib.POFile) -> Any:
        del po.metadata[name]
        return po

    return without


def _in_the_title(words: str) -> Any:
    def changed(given: SimpleNamespace, po: polib.POFile) -> Any:
        next(entry for entry in po if entry.msgctxt == "title").msgstr = words
        return po

    return changed


def _in_the_text(change: Any) -> Any:
    def changed(given: SimpleNamespace, po: polib.POFile) -> Any:
        entry = the_link(po)
        entry.msgstr = change(entry.msgstr)
        return po

    return changed


def _unknown(given: SimpleNamespace, po: polib.POFile) -> Any:
    po.append(polib.POEntry(msgctxt="title", msgid="Something that it never said", msgstr=IN_OTHER_WORDS))
    return po


def _of_another_place(given: SimpleNamespace, po: polib.POFile) -> Any:
    po[0].msgctxt = "introduction.of.nothing"
    return po


def _twice(given: SimpleNamespace, po: polib.POFile) -> Any:
    again = polib.POEntry(msgctxt=po[0].msgctxt, msgid=po[0].msgid, msgstr="Something else")
    return f"{po}\n{again}"


def _bytes(change: Any) -> Any:
    return lambda given, po: change(str(po).encode())


WRONG = {
    "broken bytes": (_bytes(lambda good: b"\xff\xfe\x00\x81" + good), NOT_ONE_OF_OURS),
    "of another alphabet": (_bytes(lambda good: good.replace(b"qz", b"\xe9\xe8")), NOT_ONE_OF_OURS),
    "cut off": (_bytes(lambda good: good[: good.rindex(b'"')]), NOT_ONE_OF_OURS),
    "empty": (lambda given, po: b"", NOT_ONE_OF_OURS),
    "no file": (lambda given, po: None, "No file was chosen"),
    "the name of a file": (lambda given, po: b"/etc/hostname", NOT_ONE_OF_OURS),
    "a name with what is looked for": (lambda given, po: b"/tmp/msgid.po", NOT_ONE_OF_OURS),
    "of another page": (_of_another_page, OF_ANOTHER_PAGE),
    "of another language": (_of_another_language, OF_ANOTHER_PAGE),
    "without its number": (_without(WHOSE), OF_ANOTHER_PAGE),
    "with a script": (_in_the_title("Hello <script>alert(1)</script>"), BAD_MARKS),
    "with a picture that acts": (_in_the_text(lambda words: f'{words} <img src="x" onerror="alert(1)">'), BAD_MARKS),
    "with a link that acts": (_in_the_text(lambda words: f'{words} <a href="javascript:alert(1)">x</a>'), BAD_MARKS),
    "with a mark that acts": (
        _in_the_text(lambda words: words.replace(LINK, f'{LINK[:-1]} onclick="x()">')),
        BAD_MARKS,
    ),
    "with a link too many": (_in_the_text(lambda words: f'{words} <a id="a2">x</a>'), BAD_MARKS),
    "without the link": (_in_the_text(lambda words: words.replace(LINK, "").replace("</a>", "")), NO_LINK),
    "with the marks only": (_in_the_title("<b> </b>"), "It is empty"),
    "with a sentence that is not there": (_unknown, "not in the page any more"),
    "with a sentence of another place": (_of_another_place, "not in the page any more"),
    "with one sentence twice": (_twice, NOT_ONE_OF_OURS),
    "with a byte of nothing": (_bytes(lambda good: good + b"\x00"), NOT_ONE_OF_OURS),
    "with a byte of nothing in a sentence": (_in_the_title("a\x00b"), NOT_ONE_OF_OURS),
    "too big": (_bytes(lambda good: good + b"\n#" + b"x" * MOST_BYTES), "too big"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_nothing_is_taken_from_a_file_that_is_wrong_and_it_is_said_why(given, wrong):
    write(given.page, given.people.translator, lambda source: f"before {source}")
    po = filled_in(downloaded(given))
    before = kept()
    change, why = WRONG[wrong]
    said = sent_up(given, change(given, po))
    assert any(why in sentence for sentence in said), said
    assert said[-1] == "Nothing was changed. Your sentences here are as they were."
    assert kept() == before


def test_where_much_is_wrong_the_first_few_are_named_and_the_rest_is_counted(given):
    po = downloaded(given)
    for number in range(9):
        po.append(polib.POEntry(msgctxt="title", msgid=f"No such sentence {number}", msgstr="x"))
    *lines, more, nothing = sent_up(given, po)
    assert len(lines) == 5
    assert all(line.startswith("Line ") for line in lines)
    assert more == "And 4 more like these."
    assert nothing.startswith("Nothing was changed")
    assert kept() == []


@pytest.mark.parametrize("who", ["reviewer", "reporter", "moderator", "admin"])
def test_nobody_else_sends_a_file_up(given, who):
    po = filled_in(downloaded(given))
    where = reverse("wagtail_localize:upload_pofile", args=[given.translation.pk])
    form = {"file": SimpleUploadedFile("words.po", str(po).encode())}
    assert signed_in(getattr(given.people, who)).post(where, form).status_code in (302, 403)
    assert kept() == []


def test_words_that_a_page_cannot_hold_stop_it_with_a_reason(given):
    """A title has room for so many letters; whoever translates hears of it before, or when, they send it."""
    po = filled_in(downloaded(given))
    next(entry for entry in po if entry.msgctxt == "title").msgstr = "long " * 100
    sent_up(given, po)
    answer = given.client.post(reverse("translation_send", args=[given.page.pk]), follow=True)
    assert answer.status_code == 200
    assert any(message.level_tag in ("error", "warning") for message in answer.context["messages"])
    assert fresh(given.page).current_workflow_state is None
