"""A pack: a whole module in one file that works without a network, and goes with its words."""

import hashlib
import io
import json
import re
import zipfile
from pathlib import PurePosixPath
from typing import Any

import pypdf
import pytest
from django.test import Client

from authorship.selectors import contributors_of
from consent.services import take_back
from learning import packs
from learning.models import Paper
from learning.papers import make_next
from publishing.audit import audit_public
from publishing.services import take_down
from tests.builders import add_co_author, fresh, make_image, make_module, make_programme, make_session, publish
from tests.films import make_film
from tests.papers import papers_in_store, words_of
from tests.stores import names_in

THEIRS = "qztheirword"
LINK = re.compile(r'(?:href|src|srcset|poster)="([^"]*)"')


@pytest.fixture
def module(people: Any) -> Any:
    """A public module with two public sessions, in one of which a reporter brought a picture and a film."""
    programme = publish(make_programme(people), people)
    module = make_module(people, programme, licence="cc-by-4.0", based_on="qzbased")
    add_co_author(module, people.reporter)
    first = make_session(people, module, facilitator_notes="qznotes")
    draft = fresh(first).get_latest_revision_as_object()
    image = make_image(user=people.reporter, alt="qzalt")
    draft.running_order.append(("picture", {"image": image, "caption": THEIRS}))
    film = make_film(
        user=people.reporter, transcript="qzspoken", captions="WEBVTT\n\n00:00.000 --> 00:01.000\nqzcaption"
    )
    draft.running_order.append(("video", {"media": film, "caption": "qzfilm"}))
    draft.save_revision(user=people.reporter)
    second = make_session(people, module)
    publish(fresh(module), people, sender=people.trainer)
    for page in (first, second):
        publish(fresh(page), people, sender=people.trainer)
    make_session(people, module, promise="qzdraft")
    return fresh(module)


def pack_of(module: Any) -> zipfile.ZipFile:
    """Return the pack of a module, made where nobody has asked for it before."""
    answer: Any = Client().get(f"{module.get_url()}pack/")
    if answer.status_code == 202:
        assert make_next()
        answer = Client().get(f"{module.get_url()}pack/")
    assert answer.status_code == 200, Paper.objects.values()
    assert answer["Content-Disposition"].startswith("attachment")
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def all_words(pack: zipfile.ZipFile) -> str:
    """Return all that can be read in a pack."""
    found = []
    for name in pack.namelist():
        content = pack.read(name)
        found.append(words_of(pypdf.PdfReader(io.BytesIO(content))) if name.endswith(".pdf") else "")
        if name.endswith((".html", ".json", ".txt", ".vtt")):
            found.append(content.decode())
    return "\n".join(found)


def test_a_pack_holds_the_whole_module_and_nothing_from_elsewhere(module: Any) -> None:
    pack = pack_of(module)
    names = set(pack.namelist())
    assert pack.testzip() is None
    assert {"index.html", "licence.txt", "manifest.json"} <= names
    assert len([name for name in names if name.startswith("sessions/")]) == 2
    assert len([name for name in names if name.startswith("handouts/")]) == 6
    endings = sorted(PurePosixPath(name).suffix for name in names if name.startswith("files/"))
    assert endings == [".jpg", ".mp4", ".vtt"]
    for name in names:
        if name.endswith(".html"):
            for link in LINK.findall(pack.read(name).decode()):
                inside = (PurePosixPath("/") / PurePosixPath(name).parent / re.split("[# ]", link)[0]).as_posix()
                assert normal(inside) in names, (name, link)
    text = all_words(pack)
    for word in (THEIRS, "qzalt", "qzspoken", "qzcaption", "qznotes", "qzbased", "Creative Commons"):
        assert word in text, word
    assert "qzdraft" not in text


def normal(path: str) -> str:
    """Return a path inside the pack without its dots."""
    parts: list[str] = []
    for part in path.strip("/").split("/"):
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def test_its_list_says_what_is_in_it(module: Any) -> None:
    pack = pack_of(module)
    listed = json.loads(pack.read("manifest.json"))
    assert {entry["name"] for entry in listed["files"]} == set(pack.namelist()) - {"manifest.json"}
    for entry in listed["files"]:
        content = pack.read(entry["name"])
        assert (entry["size"], entry["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    assert (listed["title"], listed["language"], listed["based_on"]) == (module.title, "en", "qzbased")
    assert listed["version_of"]
    assert len(listed["made_by"]) == 2


def test_whoever_waits_sees_how_far_it_is(module: Any, monkeypatch: Any) -> None:
    address = f"{module.get_url()}pack/"
    seen = [Client().get(address)["X-Parts"]]
    real = packs.make_pdf

    def make(html: str) -> bytes:
        answer = Client().get(address)
        seen.append(answer["X-Parts"])
        assert f'max="7" value="{seen[-1][0]}"' in answer.content.decode()
        return real(html)

    monkeypatch.setattr(packs, "make_pdf", make)
    assert make_next()
    assert seen == [f"{done}/7" for done in (0, 1, 2, 3, 4, 5, 6)]


def take_their_part_back(module: Any, people: Any) -> None:
    take_back(contributor=contributors_of(module).get(person__user=people.reporter), by=people.reporter)


def take_a_session_down(module: Any, people: Any) -> None:
    take_down(module.get_children().specific()[0])


@pytest.mark.parametrize("change", [take_their_part_back, take_a_session_down])
def test_a_pack_goes_with_what_is_in_it(
    people: Any, module: Any, change: Any, django_capture_on_commit_callbacks: Any
) -> None:
    assert THEIRS in all_words(pack_of(module))
    (kept,) = papers_in_store()
    with django_capture_on_commit_callbacks(execute=True):
        change(module, people)
    assert not Paper.objects.exists()
    assert kept not in names_in("private")
    assert audit_public() == []
    pack = pack_of(fresh(module))
    text = all_words(pack)
    for word in (THEIRS, "qzalt", "qzspoken", "qzcaption"):
        assert word not in text, word
    assert not [name for name in pack.namelist() if name.startswith("files/")]


def test_no_pack_is_offered_of_a_module_without_sessions_and_none_of_a_draft(people: Any) -> None:
    module = publish(make_module(people, publish(make_programme(people), people)), people)
    assert "pack/" not in Client().get(module.get_url()).content.decode()
    draft = make_module(people, module.get_parent())
    assert Client().get(f"{draft.get_url()}pack/").status_code == 404
    assert not Paper.objects.exists()


def test_the_audit_finds_a_paper_that_stayed(module: Any) -> None:
    pack_of(module)
    assert audit_public() == []
    # Nothing that is done after the commit is done here: as if the process were killed.
    take_down(module)
    assert any("pack of page" in problem for problem in audit_public())
