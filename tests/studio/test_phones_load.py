"""What is said of the small copy of a video: in the studio to who brings it, in the admin to who looks after it."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from files.models import Media, PhoneVersion
from files.phone_versions import make_next
from files.phone_words import WORTH_A_WORD, about_phones, in_words
from tests.films import FFMPEG, a_program, film_bytes, make_film, needs_ffmpeg
from tests.studio.making import a_person, a_story, parts_of

State = PhoneVersion.State


def told(visit: Any, rita: Any, film: Media) -> list[str]:
    """Return what the studio says of this video, on the screen of the story and on that of the part."""
    work = a_story(rita, parts=(("video", {"media": film.pk, "caption": ""}),))
    part = parts_of(work)[0]["id"]
    addresses = (f"/my/works/{work.pk}/", f"/my/works/{work.pk}/parts/{part}/")
    return [visit(rita).get(address).content.decode() for address in addresses]


@pytest.fixture
def ada(site: Any) -> User:
    """Somebody who may do everything in the admin."""
    ada = a_person("ada")
    ada.is_superuser = ada.is_staff = True
    ada.save()
    return ada


def everywhere(visit: Any, rita: Any, ada: Any, film: Media, sentence: str, more_in_the_admin: str = "") -> None:
    """Check that all three screens say this."""
    studio, admin = told(visit, rita, film), visit(ada).get(f"/admin/media/edit/{film.pk}/").content.decode()
    for html in (*studio, admin):
        assert sentence in html
    assert not more_in_the_admin or more_in_the_admin in admin
    assert not more_in_the_admin or all(more_in_the_admin not in html for html in studio)


@pytest.mark.deep
def test_where_there_is_no_ffmpeg_a_big_video_is_loaded_whole(rita, ada, visit, monkeypatch) -> None:
    film = make_film(user=rita)
    assert about_phones(film, None) == ""
    monkeypatch.setattr("files.phone_words.WORTH_A_WORD", film.file.size - 1)
    everywhere(
        *(visit, rita, ada, film),
        f"Phones will load the whole video ({in_words(film.file.size)}). That is fine, and you can go on.",
        "Where the program ffmpeg is installed",
    )


@pytest.mark.deep
def test_it_is_being_made_and_nobody_need_wait(rita, ada, visit, settings, tmp_path: Path) -> None:
    settings.FFMPEG_PROGRAM = a_program(tmp_path, "exit 1")
    everywhere(
        visit,
        rita,
        ada,
        make_film(user=rita),
        "We are making a smaller copy of this video for phones. You need not wait.",
    )


@pytest.mark.deep
def test_it_could_not_be_made_and_the_video_is_safe(rita, ada, visit, settings, tmp_path: Path) -> None:
    settings.FFMPEG_PROGRAM = a_program(tmp_path, "exit 1")
    film = make_film(user=rita)
    PhoneVersion.objects.update(state=State.FAILED)
    everywhere(
        visit, rita, ada, film, "The video is safe, and phones load all of it.", "To try once more, save this form."
    )
    form = {"title": film.title, "collection": "1", "language": "en", "transcript": film.transcript}
    assert visit(ada).post(f"/admin/media/edit/{film.pk}/", form).status_code == 302
    assert PhoneVersion.objects.get().state == State.WAITING


@pytest.mark.deep
@needs_ffmpeg
def test_it_is_ready_and_both_sizes_are_said(rita, ada, visit, settings, tmp_path: Path) -> None:
    settings.FFMPEG_PROGRAM, settings.MAKING_ROOT = FFMPEG, tmp_path
    film = make_film(user=rita, content=film_bytes((320, 240)))
    assert make_next()
    made = PhoneVersion.objects.get()
    whole = in_words(film.file.size)
    sentence = f"A smaller copy for phones is ready: about {in_words(made.size)} instead of {whole}."
    everywhere(visit, rita, ada, film, sentence, "A page that went public before it was ready")
    small = make_film(user=rita, content=made.file.read(), title="small")
    assert make_next()
    everywhere(
        visit, rita, ada, small, f"This video is small enough for phones as it is ({in_words(small.file.size)})."
    )


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 KB"), (400 * 1024, "400 KB"), (1024 * 1024, "1 MB"), (14_300_000, "14 MB"), (WORTH_A_WORD, "5 MB")],
)
def test_sizes_are_said_as_people_say_them(size: int, words: str) -> None:
    assert in_words(size) == words
