"""The whole corpus of hostile files through the doors: refused with a sentence or made harmless, in bounded memory."""

import io
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest

from tests.files.at_the_door import MEGABYTE, Outcome, get_ready, through_the_door
from tests.files.hostile import HARMLESS, REFUSED, TOKENS, corpus

MEMORY = 600 * MEGABYTE
PROCESSOR_SECONDS = 6
CORPUS = corpus()


@pytest.fixture(scope="module")
def pool() -> Iterator[ProcessPoolExecutor]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=get_ready) as pool:
        yield pool


def test_the_corpus_is_large_and_of_every_kind() -> None:
    assert len(CORPUS) >= 60
    for door in ("picture", "document", "audio", "video"):
        for must in (HARMLESS, REFUSED):
            assert any((hostile.door, hostile.must) == (door, must) for hostile in CORPUS.values()), (door, must)


def test_most_of_what_must_come_out_harmless_tells_of_somebody() -> None:
    harmless = [hostile for hostile in CORPUS.values() if hostile.must == HARMLESS and not hostile.heavy]
    telling = [hostile.title for hostile in harmless if _tokens_in(hostile.make())]
    assert len(telling) >= 60, {hostile.title for hostile in harmless} - set(telling)


@pytest.mark.parametrize(
    "title", [pytest.param(title, marks=[pytest.mark.deep] * hostile.heavy) for title, hostile in CORPUS.items()]
)
def test_a_hostile_file_is_refused_with_a_sentence_or_made_harmless(title: str, pool) -> None:
    hostile = CORPUS[title]
    outcome = pool.submit(through_the_door, title).result(timeout=90)
    assert outcome.memory < MEMORY, f"{outcome.memory // MEGABYTE} MB"
    assert outcome.seconds < PROCESSOR_SECONDS
    if hostile.must != "either":
        assert (hostile.must == REFUSED) == bool(outcome.sentence), outcome.sentence
    if outcome.sentence:
        assert outcome.sentence.endswith(".")
        assert "Error" not in outcome.sentence
        return
    assert _tokens_in(outcome.kept) == []
    {"picture": _is_a_picture, "document": _is_a_document}.get(hostile.door, _is_a_recording)(hostile, outcome)


def _tokens_in(content: bytes) -> list[str]:
    codes = ("utf-8", "utf-16-le", "utf-16-be")
    return [f"{token} in {code}" for token in TOKENS for code in codes if token.encode(code) in content]


def _is_a_picture(hostile: Any, outcome: Outcome) -> None:
    from PIL import Image

    picture = Image.open(io.BytesIO(outcome.kept))
    assert not {"exif", "xmp", "comment", "XML:com.adobe.xmp", "photoshop", "mp"} & set(picture.info)
    assert dict(picture.getexif()) == {}
    assert getattr(picture, "n_frames", 1) == 1
    profile = picture.info.get("icc_profile", b"")
    assert _tokens_in(profile) == []
    assert hostile.profile <= bool(profile)
    if hostile.upright:
        seen = picture.convert("RGB")
        middle = seen.width // 2
        above, below = seen.getpixel((middle, seen.height // 5)), seen.getpixel((middle, seen.height * 4 // 5))
        assert above[0] > 150 > above[2]
        assert below[2] > 150 > below[0]


def _is_a_recording(hostile: Any, outcome: Outcome) -> None:
    import av

    with av.open(io.BytesIO(outcome.kept)) as made:
        assert {stream.type for stream in made.streams} <= {"audio", "video"}
        assert not {"title", "artist", "comment", "location"} & {key.lower() for key in made.metadata}
        assert not made.chapters()
        frames = list(made.decode(**{hostile.door: 0}))
    assert frames
    if "turned" in hostile.shows:
        assert frames[0].rotation % 360 in (90, 270)


def _is_a_document(hostile: Any, outcome: Outcome) -> None:
    import pypdf
    from pypdf.generic import StreamObject

    reader = pypdf.PdfReader(io.BytesIO(outcome.kept))
    assert len(reader.pages) >= 1
    assert not reader.attachments
    everything = [reader.get_object(number) for number in range(1, reader.trailer["/Size"])]
    for one in everything:
        assert _tokens_in(str(one).encode()) == []
        if isinstance(one, StreamObject):
            assert _tokens_in(one._data) == []
    told = str(everything)
    for action in ("/JavaScript", "/Launch", "/SubmitForm", "/GoToR", "/EmbeddedFile", "/OpenAction", "/AA", "/XFA"):
        assert f"'{action}'" not in told
    for part in hostile.shows:
        if part == "photo":
            assert reader.pages[0].images[0].image.size == (60, 80)
        elif part == "layer":
            assert reader.root_object["/OCProperties"]["/D"]["/OFF"]
        else:
            assert part in told
