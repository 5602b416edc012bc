"""Small copies of videos, for phones: who never sees one, what one is, and what happens where there is none."""

import hashlib
import io
import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import av
import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from consent.erasure import erase_person
from consent.services import take_back
from files import ffmpeg
from files.audit import audit_files
from files.made_later import LATER, MOST_TRIES
from files.models import Media, PhoneVersion, PublicFile
from files.phone_versions import ask_again, make_next, sweep
from files.storage import private_storage
from tests.builders import fresh, make_draft, publish
from tests.files.hostile import TOKENS
from tests.files.test_sizes import _cost
from tests.films import FFMPEG, a_program, film_bytes, is_over, make_film, needs_ffmpeg
from tests.matrix import signed_in
from tests.profiles import a_few
from tests.small_disk import small_disk
from tests.stores import names_in, overwrite, read

State = PhoneVersion.State
BIG = film_bytes()


@pytest.fixture
def with_ffmpeg(settings: Any, tmp_path: Path) -> None:
    """The site has ffmpeg, and works in a folder of its own."""
    settings.FFMPEG_PROGRAM = FFMPEG
    settings.MAKING_ROOT = tmp_path / "making"


@pytest.fixture
def instead_of_ffmpeg(settings: Any, tmp_path: Path) -> Any:
    """Return what puts a program of ours in its place."""
    settings.MAKING_ROOT = tmp_path / "making"

    def put(lines: str) -> None:
        settings.FFMPEG_PROGRAM = a_program(tmp_path, lines)

    return put


def a_story(user: Any, *films: Media) -> Any:
    """Return a draft with these videos."""
    body = [("words", "plain"), *(("video", {"media": film, "caption": ""}) for film in films)]
    return make_draft(user, words="plain", body=body)


def made_of(film: Media) -> PhoneVersion:
    """Let the worker do what waits, and return what it made of this video."""
    while make_next():
        pass
    return PhoneVersion.objects.get(source=film.file.name)


def left_half_made(settings: Any) -> list[Path]:
    root = Path(settings.MAKING_ROOT)
    return list(root.rglob("*")) if root.exists() else []


def variants(page: Any) -> set[str]:
    return set(
        PublicFile.objects.filter(release__object_id=str(page.pk), key__startswith="media").values_list(
            "variant", flat=True
        )
    )


# Who never sees one


@needs_ffmpeg
def test_it_is_private_until_its_page_is_public_and_goes_when_it_is_taken_back(
    people, store, with_ffmpeg, django_capture_on_commit_callbacks
) -> None:
    film = make_film(user=people.reporter, content=BIG)
    page = a_story(people.reporter, film)
    made = made_of(film)
    assert made.state == State.READY
    for address in (f"/media/{made.file.name}", f"/files/{made.file.name}"):
        assert Client().get(address).status_code in (302, 403, 404, 410)
    assert names_in("public") == set()
    page = publish(fresh(page), people)
    copy = PublicFile.objects.get(variant="phone")
    assert (copy.sha256, copy.size, copy.width, copy.height) == (made.sha256, made.size, made.width, made.height)
    assert copy.name != made.file.name
    assert read("public", copy.name) == read("private", made.file.name)
    assert Client().get(copy.url).status_code == 200
    assert audit_files(every_byte=True) == []
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=page.work.contributors.get(), by=people.reporter)
    assert names_in("public") == set()
    assert Client().get(copy.url).status_code == 404
    assert audit_files(every_byte=True) == []


@a_few(1)
@needs_ffmpeg
def test_nothing_is_left_of_it_after_erasure(people, store, with_ffmpeg, django_capture_on_commit_callbacks) -> None:
    film = make_film(user=people.reporter, content=BIG)
    made_of(film)
    # Somebody else changed its words: another row, with the same bytes.
    theirs = film.new_version()
    theirs.transcript, theirs.uploaded_by_user = "Other words", people.trainer2
    theirs.save()
    publish(a_story(people.reporter, film), people)
    assert "phone" in set(PublicFile.objects.values_list("variant", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=people.reporter.person, by=people.admin)
    assert names_in("private") == set() == names_in("public")
    assert not PhoneVersion.objects.exists()


@needs_ffmpeg
def test_somebody_erased_while_it_is_made_leaves_nothing(
    people, settings, with_ffmpeg, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    film = make_film(user=people.reporter, content=BIG)
    real = ffmpeg.make_small

    def erased_meanwhile(*given: Any, **more: Any) -> None:
        real(*given, **more)
        with django_capture_on_commit_callbacks(execute=True):
            erase_person(person=people.reporter.person, by=people.admin)

    monkeypatch.setattr(ffmpeg, "make_small", erased_meanwhile)
    assert make_next()
    assert not Media.objects.filter(pk=film.pk).exists()
    assert not PhoneVersion.objects.exists()
    assert names_in("private") == set()
    assert left_half_made(settings) == []


def test_ffmpeg_is_ended_when_nobody_wants_the_video_any_more(
    people, settings, instead_of_ffmpeg, monkeypatch, caplog
) -> None:
    instead_of_ffmpeg("sleep 600")
    settings.FFMPEG_SECONDS = 20
    monkeypatch.setattr(ffmpeg, "SECONDS_TO_ASK_AGAIN", 0.0)
    make_film(user=people.reporter)
    real = ffmpeg._run

    def erased_meanwhile(*how: Any) -> int:
        PhoneVersion.objects.all().delete()
        return real(*how)

    monkeypatch.setattr(ffmpeg, "_run", erased_meanwhile)
    assert make_next()
    assert "NotWanted" in caplog.text


@needs_ffmpeg
def test_other_bytes_than_those_that_were_made_small_go_out_without_it(people, with_ffmpeg) -> None:
    film = make_film(user=people.reporter, content=BIG)
    made = made_of(film)
    page = a_story(people.reporter, film)
    PhoneVersion.objects.filter(pk=made.pk).update(made_from="0" * 64)
    assert variants(publish(fresh(page), people)) == {"original"}


@a_few(1)
@needs_ffmpeg
@pytest.mark.parametrize("how", ["changed", "missing"])
def test_a_small_copy_that_is_not_as_it_was_made_does_not_go_out(people, store, with_ffmpeg, how) -> None:
    film = make_film(user=people.reporter, content=BIG)
    made = made_of(film)
    page = a_story(people.reporter, film)
    if how == "changed":
        overwrite("private", made.file.name, bytes(made.size))
    else:
        private_storage().remove(made.file.name)
    page = publish(fresh(page), people)
    assert variants(page) == {"original"}
    assert "<source" in Client().get(page.get_url()).content.decode()


# What one is


@pytest.mark.deep
@needs_ffmpeg
@pytest.mark.parametrize(
    ("film", "size", "red", "green"),
    [
        ({}, (854, 480), (0, 3), (7, 3)),
        ({"size": (540, 960)}, (480, 854), (0, 3), (7, 3)),
        ({"turned": True}, (480, 854), (3, 0), (3, 7)),
        ({"size": (322, 242)}, (322, 242), (0, 3), (7, 3)),
    ],
    ids=["wide", "high", "filmed upright", "small"],
)
def test_it_is_small_and_upright_and_plays_with_its_sound(
    people, with_ffmpeg, settings, film, size, red, green
) -> None:
    film = make_film(user=people.reporter, content=film_bytes(**film))
    made = made_of(film)
    assert (made.state, made.width, made.height) == (State.READY, *size)
    small = read("private", made.file.name)
    assert len(small) == made.size < made.original_size * 0.8
    assert made.original_size == private_storage().size(film.file.name)
    with av.open(io.BytesIO(small)) as opened:
        assert [stream.codec_context.name for stream in opened.streams] == ["h264", "aac"]
        frames = list(opened.decode(video=0))
    assert frames[0].format.name == "yuv420p"
    assert [frame.rotation for frame in frames] == [0] * len(frames)
    assert (frames[0].width, frames[0].height) == size
    picture = frames[-1].to_image().resize((8, 8))
    assert picture.getpixel(red)[0] > picture.getpixel(red)[1]
    assert picture.getpixel(green)[1] > picture.getpixel(green)[0]
    with av.open(io.BytesIO(small)) as opened:
        assert list(opened.decode(audio=0))
    # What is needed to begin to play stands before what is played.
    assert small.index(b"moov") < small.index(b"mdat")
    assert left_half_made(settings) == []


@pytest.mark.deep
@needs_ffmpeg
def test_nothing_is_written_in_it(people, with_ffmpeg, monkeypatch) -> None:
    """Even where the original had not gone through the door, and before the copy goes through it."""
    telling = film_bytes()
    assert all(token.encode() in telling for token in TOKENS)
    film = make_film(user=people.reporter, content=BIG)
    overwrite("private", film.file.name, telling)
    digest = hashlib.sha256(telling).hexdigest()
    Media.objects.filter(pk=film.pk).update(sha256=digest)
    PhoneVersion.objects.update(made_from=digest)
    seen, real = [], ffmpeg.make_small

    def read_at_once(source: Path, target: Path, **more: Any) -> None:
        real(source, target, **more)
        seen.append(target.read_bytes())

    monkeypatch.setattr(ffmpeg, "make_small", read_at_once)
    small = read("private", made_of(film).file.name)
    for content in (*seen, small):
        assert not [token for token in TOKENS if token.encode() in content]
        with av.open(io.BytesIO(content)) as opened:
            assert set(opened.metadata) <= {"major_brand", "minor_version", "compatible_brands"}
            words = {name for stream in opened.streams for name in stream.metadata}
        # The door takes away which program made it.
        assert words - {"handler_name", "language", "vendor_id"} <= ({"encoder"} if content in seen else set())
    assert len(seen) == 1
    assert b"x264" not in small


@pytest.mark.deep
@needs_ffmpeg
def test_a_copy_that_is_hardly_smaller_is_not_kept(people, with_ffmpeg) -> None:
    film = make_film(user=people.reporter, content=BIG)
    small = read("private", made_of(film).file.name)
    again = make_film(user=people.reporter, content=small)
    before = names_in("private")
    made = made_of(again)
    assert (made.state, made.file.name) == (State.NOT_NEEDED, "")
    assert names_in("private") == before


def test_a_copy_that_lacks_the_end_is_not_kept(people, instead_of_ffmpeg, tmp_path) -> None:
    short = film_bytes((96, 64), frames=2)
    (tmp_path / "short.mp4").write_bytes(short)
    instead_of_ffmpeg(f'for last; do :; done; cp {tmp_path}/short.mp4 "${{last#file:}}"')
    film = make_film(user=people.reporter, content=BIG)
    made = made_of(film)
    assert (made.state, made.failure, made.file.name) == (State.FAILED, "TooShort", "")


# When it is asked for, and when it is not


@pytest.mark.deep
def test_without_ffmpeg_nothing_is_asked_for_and_the_original_plays(people, settings, monkeypatch) -> None:
    settings.FFMPEG_PROGRAM = "ffmpeg"
    monkeypatch.setenv("PATH", "")
    film = make_film(user=people.reporter, content=BIG)
    ask_again(timezone.now())
    assert not PhoneVersion.objects.exists()
    page = publish(a_story(people.reporter, film), people)
    assert variants(page) == {"original"}
    (source,) = re.findall(r"<source[^>]*>", Client().get(page.get_url()).content.decode())
    assert PublicFile.objects.get(variant="original").url in source


@pytest.mark.deep
@needs_ffmpeg
def test_it_is_made_as_soon_as_a_video_is_kept(people, with_ffmpeg, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        film = make_film(user=people.reporter, content=BIG)
    assert PhoneVersion.objects.get(source=film.file.name).state == State.READY


@pytest.mark.deep
@needs_ffmpeg
def test_videos_from_before_there_was_ffmpeg_are_found_by_the_clock(people, settings, with_ffmpeg) -> None:
    settings.FFMPEG_PROGRAM = ""
    film = make_film(user=people.reporter, content=BIG)
    settings.FFMPEG_PROGRAM = FFMPEG
    ask_again(timezone.now())
    assert PhoneVersion.objects.get(source=film.file.name).state == State.READY


@pytest.mark.deep
@needs_ffmpeg
def test_other_words_share_the_copy_and_other_bytes_make_their_own(
    people, with_ffmpeg, django_capture_on_commit_callbacks
) -> None:
    film = make_film(user=people.reporter, content=BIG)
    made = made_of(film)
    again = film.new_version()
    again.transcript = "Other words"
    again.save()
    assert made_of(again).pk == made.pk
    old = film.file.name
    for row in (film, again):
        row.file = ContentFile(film_bytes((960, 540), frames=5), name="other.mp4")
        with django_capture_on_commit_callbacks(execute=True):
            row.save()
        # As long as one row plays the bytes of before, their copy stays.
        assert PhoneVersion.objects.filter(source=old).exists() == (row is film)
    assert made_of(again).sha256 != made.sha256
    assert made.file.name not in names_in("private")


@needs_ffmpeg
def test_it_goes_with_its_video(people, with_ffmpeg, django_capture_on_commit_callbacks) -> None:
    film = make_film(user=people.reporter, content=BIG)
    made_of(film)
    with django_capture_on_commit_callbacks(execute=True):
        film.delete()
    assert not PhoneVersion.objects.exists()
    assert names_in("private") == set()


# When it does not work


@pytest.mark.deep
def test_a_hanging_ffmpeg_is_ended_at_the_limit_with_all_that_it_began(
    people, settings, instead_of_ffmpeg, tmp_path
) -> None:
    instead_of_ffmpeg(f"sleep 30 & echo $! > {tmp_path}/began; wait")
    settings.FFMPEG_SECONDS = 1
    film = make_film(user=people.reporter)
    page = a_story(people.reporter, film)
    made = made_of(film)
    assert (made.state, made.failure, made.tries) == (State.FAILED, "TimeLimit", 1)
    assert is_over(int((tmp_path / "began").read_text()))
    assert left_half_made(settings) == []
    page = publish(fresh(page), people)
    assert variants(page) == {"original"}
    assert Client().get(PublicFile.objects.get(variant="original").url).status_code == 200


def test_one_that_fails_is_tried_again_so_often_and_then_by_saving_only(
    people, instead_of_ffmpeg, settings, caplog
) -> None:
    instead_of_ffmpeg("exit 7")
    film = make_film(user=people.reporter, title="Qzname in the title")
    with caplog.at_level(logging.WARNING):
        made = made_of(film)
    assert (made.state, made.failure, made.tries) == (State.WAITING, "Exit7", 1)
    assert "Exit7" in caplog.text
    assert "Qzname" not in caplog.text
    assert film.file.name not in caplog.text
    assert made.due_at > timezone.now() + LATER / 2
    for _try in range(MOST_TRIES - 1):
        PhoneVersion.objects.filter(state=State.WAITING).update(due_at=timezone.now())
        ask_again(timezone.now())
    made.refresh_from_db()
    assert (made.state, made.tries) == (State.FAILED, MOST_TRIES)
    assert left_half_made(settings) == []
    film.save()
    made.refresh_from_db()
    assert (made.state, made.tries) == (State.WAITING, 0)


def test_a_worker_that_was_killed_each_time_is_not_tried_for_ever(people, instead_of_ffmpeg) -> None:
    instead_of_ffmpeg("exit 0")
    film = make_film(user=people.reporter)
    PhoneVersion.objects.update(tries=MOST_TRIES)
    made = made_of(film)
    assert (made.state, made.failure) == (State.FAILED, "Killed")


def test_an_original_that_is_missing_is_no_failure_of_the_worker(people, instead_of_ffmpeg) -> None:
    instead_of_ffmpeg("exit 0")
    film = make_film(user=people.reporter, content=BIG)
    private_storage().remove(film.file.name)
    made = made_of(film)
    assert (made.state, made.failure) == (State.WAITING, "ENOENT")


@needs_ffmpeg
def test_where_there_is_no_room_it_waits_and_leaves_nothing(people, with_ffmpeg, settings, tmp_path) -> None:
    film = make_film(user=people.reporter, content=BIG)
    kept = names_in("private")
    with small_disk(tmp_path / "small", "256k") as settings.MAKING_ROOT:
        made = made_of(film)
        assert left_half_made(settings) == []
    assert (made.state, made.failure) == (State.WAITING, "ENOSPC")
    assert names_in("private") == kept


def test_no_key_of_ours_is_near_ffmpeg_and_it_comes_last(people, instead_of_ffmpeg, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("SECRET_KEY", "qzsecret")
    instead_of_ffmpeg(f"env > {tmp_path}/surroundings; nice > {tmp_path}/nice; ulimit -v > {tmp_path}/memory; exit 1")
    made_of(make_film(user=people.reporter))
    said = (tmp_path / "surroundings").read_text()
    assert "qzsecret" not in said
    assert {line.partition("=")[0] for line in said.splitlines()} <= {"PATH", "PWD", "SHLVL", "_", "OLDPWD"}
    assert int((tmp_path / "nice").read_text()) >= 15
    assert (tmp_path / "memory").read_text().strip() == str(ffmpeg.MOST_MEMORY // 1024)


def test_what_a_killed_worker_left_is_swept_up_once_nobody_can_be_at_it(settings, tmp_path) -> None:
    settings.MAKING_ROOT = tmp_path
    (tmp_path / "tmpleft").mkdir()
    (tmp_path / "tmpleft" / "original.mp4").write_bytes(b"somebody's film")
    sweep(timezone.now())
    assert (tmp_path / "tmpleft").exists()
    sweep(timezone.now() + timedelta(seconds=settings.FFMPEG_SECONDS) + timedelta(minutes=6))
    assert list(tmp_path.iterdir()) == []


# What a page does with it


@pytest.mark.deep
@needs_ffmpeg
def test_a_page_offers_it_to_narrow_screens_first_and_to_whoever_cannot_play_the_original(people, with_ffmpeg) -> None:
    film = make_film(user=people.reporter, content=BIG)
    page = a_story(people.reporter, film)
    assert made_of(film).state == State.READY
    preview = f"/my/works/{page.work.pk}/pages/{page.pk}/preview/"
    shown = [signed_in(people.reporter).get(preview).content.decode()]
    page = publish(fresh(page), people)
    shown.append(Client().get(page.get_url()).content.decode())
    for html in shown:
        sources = re.findall(r"<source[^>]*>", html)
        assert ["max-width: 40rem" in source for source in sources] == [True, False, False]
        addresses = [re.search(r'src="([^"#]+)#t=0\.1"', source)[1] for source in sources]
        sizes = [len(signed_in(people.reporter).get(address).getvalue()) for address in addresses]
        assert sizes[0] == sizes[2] < sizes[1]


@pytest.mark.deep
def test_many_videos_cost_a_screen_no_more_queries_than_one(people, instead_of_ffmpeg) -> None:
    instead_of_ffmpeg("exit 1")
    small = film_bytes((96, 64), frames=2)
    costs = []
    for number in (1, 5):
        page = a_story(people.reporter, *(make_film(user=people.reporter, content=small) for _film in range(number)))
        address = f"/my/works/{page.work.pk}/"
        reader = signed_in(people.reporter)
        draft = [_cost(reader, address), _cost(reader, f"{address}pages/{page.pk}/preview/")]
        costs.append([*draft, _cost(Client(), publish(fresh(page), people).get_url())])
    assert costs[0] == costs[1]
