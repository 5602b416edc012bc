"""A trainer's own plan becomes a draft: what is understood, that no word is lost, and which files are not read."""

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from consent.erasure import erase_person
from learning.lists import items_of
from learning.models import BroughtPlan, ModulePage, SessionPage
from learning.plans import opening
from learning.plans.bringing_in import bring_in
from learning.plans.opening import CannotRead, open_plan
from learning.plans.reading import pieces_of
from learning.plans.understanding import understand
from learning.plans.vocabulary import minutes_in, words_in
from tests.builders import fresh, make_module, make_programme
from tests.learning.making import workshop
from tests.matrix import read_all, signed_in

INPUTS = Path(__file__).parents[1] / "inputs"
MARKDOWN, WORD = "session-plan.md", "session-plan.docx"


def content_of(name: str) -> bytes:
    return (INPUTS / name).read_bytes()


def word_file(*, without=(), **changed: bytes) -> bytes:
    """Return the Word plan with some of its parts changed, added or left out; `__` in a name stands for a slash."""
    parts = {name.replace("__", "/").replace("_xml", ".xml"): content for name, content in changed.items()}
    made = BytesIO()
    with zipfile.ZipFile(INPUTS / WORD) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        names = [name for name in source.namelist() if name not in (*without, *parts)]
        for name in names:
            target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return made.getvalue()


def document(inner: str = "", head: str = "") -> bytes:
    """Return the text of a Word file: `inner` is what stands in its body."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'{head}<w:document xmlns:w="{space}"><w:body>{inner}</w:body></w:document>'.encode()


@pytest.fixture
def module(people):
    """Return the draft of a module of a trainer."""
    return make_module(people, make_programme(people))


def read(text: str):
    plan = open_plan("plan.md", text.encode())
    return understand(pieces_of(plan.html), "plan")


# The two plans that trainers gave us


def test_the_markdown_plan_is_one_that_its_trainer_knows_again(people, module) -> None:
    session = bring_in(parent=module, user=people.trainer, name=MARKDOWN, content=content_of(MARKDOWN))
    session = SessionPage.objects.get(pk=session.pk)
    assert (session.title, session.length_minutes, session.group_size) == ("Snapshot stories", 90, "up to 12 people")
    assert session.promise.startswith("A taster session")
    assert session.licence == "cc-by-4.0"
    assert len(items_of(session.outcomes)) == 3
    assert "Print the cards in large type." in session.access_notes
    order = [
        (block.block_type, block.value.get("title", ""), block.value["minutes"]) for block in session.running_order
    ]
    assert order == [
        ("activity", "Welcome and how we work", 15),
        ("activity", "Teach: what a snapshot story is", 15),
        ("activity", "Practise in pairs", 25),
        ("rest", "", 10),
        ("activity", "Peer review", 15),
        ("activity", "Share and check out", 10),
    ]
    assert session.total_minutes == 90
    practise = session.running_order[2].value
    assert list(practise["steps"])[1] == "Record one minute each, then swap."
    assert list(practise["materials"]) == ["one phone for each pair", "headphones", "question cards (12)"]
    assert (practise["grouping"], practise["rhythm"]) == ("pairs", "practise")
    assert practise["facilitator_notes"] == "If short of time, skip the second recording."
    assert session.running_order[0].value["facilitator_notes"].startswith("nobody has to speak.")
    assert session.running_order[4].value["grouping"] == "small_groups"
    assert session.brought_plan.left_out == ["CC BY 4.0. Adapted from our own spring session."]


def test_the_word_plan_with_its_table_too(people, module) -> None:
    session = bring_in(parent=module, user=people.trainer, name=WORD, content=content_of(WORD))
    session = SessionPage.objects.get(pk=session.pk)
    assert (session.title, session.length_minutes, session.total_minutes) == ("Dialogue interviews", 120, 120)
    assert session.group_size == "8 to 10 people"
    assert [block.block_type for block in session.running_order] == [*["activity"] * 3, "rest", *["activity"] * 2]
    first = session.running_order[0].value
    assert (first["title"], first["rhythm"]) == ("Settle in: tea, names, access needs", "welcome")
    assert list(first["materials"]) == ["Tea, name stickers"]
    assert first["facilitator_notes"] == "Check who needs the interpreter"
    assert session.safety_notes.startswith("People may talk about debt")
    assert session.access_notes.startswith("Quiet room, step-free")
    assert session.brought_plan.left_out == []


def test_it_is_a_draft_that_its_trainer_can_go_on_writing(people, module) -> None:
    client = signed_in(people.trainer)
    file = SimpleUploadedFile(MARKDOWN, content_of(MARKDOWN))
    answer = client.post(reverse("bring_plan", args=[module.pk]), {"plan": file})
    session = SessionPage.objects.get(title="Snapshot stories")
    assert answer["Location"] == reverse("brought_plan", args=[session.pk])
    html = client.get(answer["Location"]).content.decode()
    assert "Adapted from our own spring session." in html
    assert "Activities: 5" in html
    assert (session.live, session.owner, session.get_parent().pk) == (False, people.trainer, module.pk)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[session.pk])).status_code == 200
    assert "Snapshot stories" not in "".join(read_all().values())
    assert Client().get(session.get_url()).status_code == 404


def test_below_a_programme_it_becomes_a_module_of_its_own(people, module) -> None:
    session = bring_in(parent=module.get_parent().specific, user=people.trainer, name=WORD, content=content_of(WORD))
    made = session.get_parent().specific
    assert isinstance(made, ModulePage)
    assert (made.title, made.live) == ("Dialogue interviews", False)
    assert made.work.contributors.get().person.user == people.trainer


# Who may


@pytest.mark.parametrize("role", ["reporter", "moderator", "translator", "safeguarding", "trainer2", "admin"])
def test_nobody_else_brings_a_plan_to_a_module_or_reads_the_report(people, module, role) -> None:
    user = getattr(people, role)
    session = bring_in(parent=module, user=people.trainer, name=MARKDOWN, content=content_of(MARKDOWN))
    client = signed_in(user)
    for address in (reverse("bring_plan", args=[module.pk]), reverse("brought_plan", args=[session.pk])):
        answers = (client.get(address), client.post(address, {"plan": SimpleUploadedFile(MARKDOWN, b"# A plan")}))
        for answer in answers:
            assert answer.status_code in (302, 403, 404, 405)
            assert b"spring session" not in answer.content
    with pytest.raises(PermissionDenied):
        bring_in(parent=module, user=user, name=MARKDOWN, content=b"# A plan")
    assert SessionPage.objects.count() == 1


def test_it_goes_nowhere_but_below_modules_and_programmes(people, module) -> None:
    session = bring_in(parent=module, user=people.trainer, name=MARKDOWN, content=content_of(MARKDOWN))
    for parent in (session, module.get_parent().get_parent().specific, workshop(people)):
        with pytest.raises(PermissionDenied):
            bring_in(parent=parent, user=people.trainer, name=MARKDOWN, content=b"# A plan")


# Files that are not read

LOL = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
ONE = "<w:p><w:r><w:t>Words.</w:t></w:r></w:p>"
MACRO = b'<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
BAD_FILES = {
    "nothing": ("a.md", b"  \n", "There is nothing in this file"),
    "no words": ("a.md", b"---\n\n***\n", "There are no words in this file"),
    "no words in Word": ("a.docx", word_file(word__document_xml=document()), "There are no words"),
    "a picture": ("a.jpg", b"\xff\xd8\xff\xe0 a picture", "We can read Word files"),
    "a picture called a plan": ("a.md", b"\xff\xd8\xff\xe0 a picture \x00\x81", "We cannot read the letters"),
    "cut off": ("a.docx", content_of(WORD)[:20_000], "seems to be broken"),
    "not a ZIP": ("a.docx", b"These are only words.", "seems to be broken"),
    "another ZIP": ("a.docx", word_file(without=["word/document.xml"]), "seems to be broken"),
    "broken XML": ("a.docx", word_file(word__document_xml=b"<w:document"), "seems to be broken"),
    "entities": ("a.docx", word_file(word__document_xml=document(ONE, LOL)), "seems to be broken"),
    "entities from outside": ("a.docx", word_file(word__document_xml=document("&a;", OUTSIDE)), "seems to be broken"),
    "very deep": (
        "a.docx",
        word_file(word__document_xml=document("<w:sdt><w:sdtContent>" * 3000 + ONE + "</w:sdtContent></w:sdt>" * 3000)),
        "seems to be broken",
    ),
    "a macro": ("a.docx", word_file(word__vbaProject_bin=b"x"), "a small program in it, a macro"),
    "a macro by its kind": ("a.docx", word_file(**{"[Content_Types]_xml": MACRO}), "a small program in it, a macro"),
    "locked": ("a.docx", opening.OLE + b"\0" * 512 + opening.LOCKED, "locked with a password"),
    "old": ("a.doc", opening.OLE + b"\0" * 512, "an old kind of Word file"),
    "huge": ("a.docx", b"PK" + b"x" * opening.MOST_BYTES, "This file is very big"),
    "huge unpacked": ("a.docx", word_file(word__media__a=b"\0" * opening.MOST_UNPACKED), "This file is very long"),
    "long": ("a.docx", word_file(word__document_xml=document(ONE * 25_000)), "This file is very long"),
    "long in Markdown": ("a.md", b"word " * 100_000, "This file is very long"),
}


def locked_zip() -> bytes:
    """Return the Word plan with the mark on one part that a ZIP's own password leaves."""
    content = bytearray(content_of(WORD))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize("name", [*BAD_FILES, "a locked ZIP"])
def test_a_file_that_cannot_be_read_gets_a_clear_sentence(people, module, name) -> None:
    called, content, sentence = BAD_FILES.get(name) or ("a.docx", locked_zip(), "locked with a password")
    answer = signed_in(people.trainer).post(
        reverse("bring_plan", args=[module.pk]), {"plan": SimpleUploadedFile(called, content)}
    )
    if content.strip():
        assert sentence in answer.content.decode()
    else:
        with pytest.raises(CannotRead, match=sentence):
            open_plan(called, content)
    assert not SessionPage.objects.exists()
    assert not BroughtPlan.objects.exists()


def test_no_file_at_all_says_so(people, module) -> None:
    html = signed_in(people.trainer).post(reverse("bring_plan", args=[module.pk]), {}).content.decode()
    assert "Please choose a file first." in html


# Nothing is lost silently


def test_what_stands_beside_the_text_is_handed_back(people, module) -> None:
    aside = b'<w:hdr xmlns:w="x"><w:p><w:r><w:t>Lozells group &amp; friends</w:t></w:r></w:p></w:hdr>'
    content = word_file(word__header1_xml=aside, word__media__a=b"x", word__embeddings__a=b"x")
    brought = bring_in(parent=module, user=people.trainer, name=WORD, content=content).brought_plan
    assert brought.left_out == ["Lozells group & friends"]
    assert (brought.pictures, brought.embedded) == (1, 1)


def test_what_a_reader_of_word_files_overlooks_is_handed_back(people, module) -> None:
    """Struck out by one person while others look on, and in a box: the library leaves it out, and we do not."""
    hidden = "<w:p><w:r><w:t>Plan</w:t></w:r></w:p><w:p><w:foo><w:r><w:t>qzhidden words</w:t></w:r></w:foo></w:p>"
    content = word_file(word__document_xml=document(hidden))
    session = bring_in(parent=module, user=people.trainer, name=WORD, content=content)
    assert session.brought_plan.left_out == ["qzhidden words"]


def test_html_in_markdown_is_words_like_any_other() -> None:
    plan = read("# A plan\n\n<script>alert(1)</script>\n\n## Access\n\n<b>No steps</b>")
    assert plan.notes["access_notes"] == ["<b>No steps</b>"]
    assert "<script>alert(1)</script>" in plan.promise


def test_a_link_keeps_its_address() -> None:
    plan = read("# A plan\n\n## Access\n\nSee [the map](https://example.org/map).")
    assert plan.notes["access_notes"] == ["See the map (https://example.org/map)."]


LINES = st.sampled_from(
    [
        "# {}", "## {}", "### {} (15 min)", "#### {}", "{}", "- {}", "1. {}", "- {} (5 min)", "> {}", "  - {}",
        "## Running order {}", "## Access {}", "## By the end {}", "## Materials {}", "Materials: {}; {}",
        "**Facilitator note:** {}", "### Break (10 min) {}", "| Time | Activity | {} |", "|---|---|---|",
        "| 10 | {} | {} |", "| {} | {} |", "![{}](a.png)", "[{}](https://example.org/{})", "    {}", "```", "***",
        "{}\n===",
    ]
)  # fmt: skip


@given(st.lists(LINES, max_size=25), st.data())
def test_every_word_of_a_plan_is_in_the_draft_or_in_the_report(lines, data) -> None:
    written = []

    def word(_match: object) -> str:
        written.append(f"qz{len(written)}{data.draw(st.sampled_from(['', 'ہے', 'ż', 'ਸ', ' and' * 90]))}")
        return written[-1]

    text = "\n\n".join(re.sub(r"\{\}", word, line) for line in lines)
    if not text.strip():
        return
    opened = open_plan("plan.md", text.encode())
    plan = understand(pieces_of(opened.html), "plan")
    plan.keep_what_is_lost(opened.lines)
    kept = words_in(" ".join(plan.texts()))
    assert words_in(" ".join(written)) <= kept


@pytest.mark.parametrize("lines", [["{}"] * 3, ["> " * 150 + "{}"], ["  " * place + "- {}" for place in range(150)]])
def test_what_stands_too_deep_is_handed_back(lines) -> None:
    text = "\n".join(line.format(f"qz{place}") for place, line in enumerate(lines))
    opened = open_plan("plan.md", text.encode())
    plan = understand(pieces_of(opened.html), "plan")
    plan.keep_what_is_lost(opened.lines)
    assert {f"qz{place}" for place in range(len(lines))} <= words_in(" ".join(plan.texts()))


# How it is understood


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("Welcome (15 min)", 15), ("Welcome – 15 minutes", 15), ("two hours", 120), ("half an hour", 30),
        ("1.5 hours", 90), ("1 hour 20 mins", 80), ("10:00 to 10:25", 25), ("10.15–10.45", 30), ("ninety minutes", 90),
        ("Stand 3 m apart", None), ("at 10:00", None), ("11:00 to 10:00", None), ("in the year 2026", None), ("", None),
        ("9000 minutes", None), ("9" * 310 + " minutes", None),
    ],
)  # fmt: skip
def test_minutes_are_read_as_people_write_them(text, minutes) -> None:
    assert minutes_in(text) == minutes


def test_a_running_order_can_be_a_list() -> None:
    plan = read("# A plan\n\n## Agenda\n\n- Welcome (10 min)\n- Tea break (5 min)\n- Practise in pairs (20 mins)\n")
    assert [(one.title, one.minutes, one.is_break) for one in plan.activities] == [
        ("Welcome", 10, False),
        ("Tea break", 5, True),
        ("Practise in pairs", 20, False),
    ]
    assert plan.length_minutes == 35


def test_a_plan_without_a_title_has_the_name_of_its_file(people, module) -> None:
    session = bring_in(parent=module, user=people.trainer, name="our-spring_plan.md", content=b"## Access\n\nNo steps.")
    assert session.title == "our spring plan"


def test_a_title_of_signs_alone_and_a_file_of_another_program_are_read(people, module) -> None:
    assert bring_in(parent=module, user=people.trainer, name="a.md", content="# 🎉 ???\n\nWords.".encode()).pk
    with zipfile.ZipFile(INPUTS / WORD) as file:
        names = ("word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels", "_rels/.rels")
        text, types, kin, first = (file.read(name) for name in names)
    content = word_file(
        without=["word/document.xml", "word/_rels/document.xml.rels"],
        **{
            "_rels/.rels": first.replace(b"word/document.xml", b"word/document2.xml"),
            "word/document2_xml": text,
            "word/_rels/document2_xml.rels": kin,
            "[Content_Types]_xml": types.replace(b"/word/document.xml", b"/word/document2.xml"),
        },
    )
    session = bring_in(parent=module, user=people.trainer, name=WORD, content=content)
    assert (session.title, session.brought_plan.left_out) == ("Dialogue interviews", [])


def test_a_plan_in_another_language_loses_nothing(people, module) -> None:
    content = "# کہانی\n\nایک منٹ کی کہانی\n\n## رسائی\n\nکوئی سیڑھی نہیں".encode("utf-16")
    session = bring_in(parent=module, user=people.trainer, name="plan.md", content=content)
    assert session.title == "کہانی"
    assert session.promise == "ایک منٹ کی کہانی"
    assert session.brought_plan.left_out == ["رسائی", "کوئی سیڑھی نہیں"]


def test_what_is_too_long_for_a_field_is_handed_back_whole(people, module) -> None:
    title = "word " * 60
    session = bring_in(parent=module, user=people.trainer, name="plan.md", content=f"# {title}\n\nShort.".encode())
    assert len(session.title) <= 250
    assert session.brought_plan.left_out == [title.strip()]
    assert len(fresh(session).title) == len(session.title)


def test_the_report_goes_with_the_words_of_whoever_is_erased(
    people, module, django_capture_on_commit_callbacks
) -> None:
    bring_in(parent=module, user=people.trainer, name=MARKDOWN, content=content_of(MARKDOWN))
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=people.trainer.person)
    assert not BroughtPlan.objects.exists()
