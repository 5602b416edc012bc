"""The picture that stands for a video until it plays: asked about, private and taken back like any other picture."""

import io
import re

import av
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image as PillowImage

from consent.erasure import erase_person
from consent.services import take_back
from files.audit import audit_files
from files.models import Image, Media, PublicFile
from publishing.errors import PublishBlocked
from tests.profiles import a_few
from tests.stores import bytes_in, names_in
from tests.studio.making import a_picture, a_story, approved, base_of, not_a_picture, page_of, parts_of, public, sent_in

RED, GREEN = (200, 40, 40), (40, 180, 40)
ANSWERED = {"still_alt_text": "A market stall", "still_recognised": "nobody", "still_rights": "own"}


def a_film(turned: int = 0) -> SimpleUploadedFile:
    """Return four seconds of video, red and then green."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as target:
        stream = target.add_stream("libx264", rate=5, options={"g": "50"})
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for number in range(20):
            picture = PillowImage.new("RGB", (96, 64), RED if number < 10 else GREEN)
            frame = av.VideoFrame.from_image(picture).reformat(format="yuv420p")
            frame.pts = number
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return SimpleUploadedFile("film.mp4", out.getvalue(), "video/mp4")


def add_video(client: Client, work, **fields):
    """Send the form of a new video."""
    data = {"file": a_film(), "transcript": "Half past four", "language": "en", **fields}
    return client.post(f"/my/works/{work.pk}/parts/add/video/", data)


def change_video(client: Client, work, **fields):
    """Send the form of the video that a story has."""
    data = {"base": base_of(work), "transcript": "Half past four", "language": "en", **ANSWERED, **fields}
    return client.post(f"/my/works/{work.pk}/parts/{parts_of(work)[0]['id']}/", data)


def still_in(work) -> Image | None:
    """Return the picture that stands for the video of a story."""
    return Image.objects.filter(pk=parts_of(work)[0]["value"].get("image") or 0).first()


def colour_of(image: Image) -> str:
    """Return whether a picture is red or green."""
    with image.file.open() as file, PillowImage.open(file) as picture:
        red, green, _blue = picture.convert("RGB").getpixel((5, 5))
    return "red" if red > green else "green"


# Who never sees one


@a_few(2)
@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ({}, "Say what the picture"),
        ({"still_alt_text": "A stall"}, "Say whether anybody can be recognised"),
        ({"still_alt_text": "A stall", "still_recognised": "no_yes"}, "has not said yes"),
        ({"still_alt_text": "A stall", "still_recognised": "nobody", "still_rights": "unknown"}, "may use"),
    ],
)
def test_a_still_is_asked_about_like_any_picture(rita, visit, answers, missing) -> None:
    work = a_story(rita, parts=())
    add_video(visit(rita), work, still_at="0:01", **answers)
    with pytest.raises(PublishBlocked) as refused:
        sent_in(work, rita)
    assert any(missing in sentence for sentence in refused.value.sentences), refused.value.sentences
    if "unknown" not in answers.values():
        shown = visit(rita).get(f"/my/works/{work.pk}/").content.decode()
        assert re.search("recognised|what the picture shows", shown)


def test_a_still_is_private_until_live_and_gone_when_it_is_taken_back(
    rita, mo, visit, django_capture_on_commit_callbacks
) -> None:
    work = a_story(rita, parts=())
    add_video(visit(rita), work, still_at="0:03", **ANSWERED)
    approved(work, rita, mo)
    assert bytes_in("public") == []
    for name in names_in("private"):
        assert Client().get(f"/media/{name}").status_code == 404
        assert Client().get(f"/files/{name}").status_code == 404
    page = page_of(work)
    page.get_workflow()
    page.current_workflow_state.cancel(user=rita)
    page = public(work, rita, mo)
    html = Client().get(page.get_url()).content.decode()
    poster = re.search(r'poster="([^"]+)"', html)[1]
    assert poster in {copy.url for copy in PublicFile.objects.filter(key__startswith="image:")}
    shown = PillowImage.open(io.BytesIO(b"".join(Client().get(poster).streaming_content))).convert("RGB")
    assert shown.getpixel((5, 5))[1] > 100
    assert 'preload="none"' in html
    assert "A market stall" in html
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=work.contributors.get(), by=rita)
    assert bytes_in("public") == []
    assert Client().get(poster).status_code == 404
    assert audit_files(every_byte=True) == []
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=rita.person, by=mo)
    assert names_in("private") == set()
    assert audit_files(every_byte=True) == []


@pytest.mark.deep
def test_whoever_is_asked_for_a_yes_reads_what_the_still_shows(rita, mo, visit) -> None:
    work = a_story(rita, parts=())
    add_video(visit(rita), work, still_at="0:03", **ANSWERED)
    approved(work, rita, mo)
    html = visit(rita).get(f"/my/works/{work.pk}/ok/").content.decode()
    assert "What it shows: </span>A market stall" in html
    assert 'poster="/files/' in html


# Where it comes from


@pytest.mark.deep
@a_few(2)
@pytest.mark.parametrize(("time", "colour"), [("0:00", "red"), ("0:01", "red"), ("0:03", "green"), ("9:59", "green")])
def test_a_still_is_what_the_video_shows_at_that_time(rita, visit, time, colour) -> None:
    work = a_story(rita, parts=())
    assert add_video(visit(rita), work, still_at=time, **ANSWERED).status_code == 302
    still = still_in(work)
    assert colour_of(still) == colour
    assert (still.width, still.height, still.uploaded_by_user) == (96, 64, rita)


def test_a_picture_of_ones_own_can_stand_for_a_video(rita, visit) -> None:
    work = a_story(rita, parts=())
    add_video(visit(rita), work, still_file=a_picture(), still_at="0:03", **ANSWERED)
    still = still_in(work)
    assert colour_of(still) == "red"
    assert (still.alt_text, still.recognised, still.rights) == ("A market stall", "nobody", "own")


@pytest.mark.deep
@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"still_at": "soon"}, "Please write the time as minutes and seconds"),
        ({"still_at": "1:75"}, "Please write the time as minutes and seconds"),
        ({"still_file": not_a_picture()}, "We could not open this as a picture"),
        (ANSWERED, "Please choose the picture that these words are about"),
    ],
)
def test_a_still_that_cannot_be_had_gets_a_sentence_and_the_video_is_kept(rita, visit, fields, sentence) -> None:
    work = a_story(rita, parts=())
    answer = add_video(visit(rita), work, **fields)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "Half past four" in answer.content.decode()
    assert [part["value"]["media"] for part in parts_of(work)] == [Media.objects.get().pk]
    assert still_in(work) is None


@pytest.mark.deep
def test_a_video_goes_without_one(rita, mo, visit) -> None:
    work = a_story(rita, parts=())
    add_video(visit(rita), work)
    assert still_in(work) is None
    html = Client().get(public(work, rita, mo).get_url()).content.decode()
    assert "poster=" not in html
    assert "#t=0.1" in html


# What becomes of it


@pytest.mark.deep
def test_a_still_stays_goes_or_is_another_version(rita, visit) -> None:
    work = a_story(rita, parts=())
    add_video(visit(rita), work, still_at="0:01", **ANSWERED)
    first = still_in(work)
    change_video(visit(rita), work, caption="At the market")
    assert still_in(work) == first
    change_video(visit(rita), work, still_alt_text="Another stall")
    second = still_in(work)
    assert (second.previous, second.alt_text) == (first, "Another stall")
    change_video(visit(rita), work, still_at="0:03")
    assert colour_of(still_in(work)) == "green"
    change_video(visit(rita), work, remove_still="on")
    assert still_in(work) is None


def test_the_still_of_an_earlier_video_does_not_stay_with_a_new_one(rita, visit) -> None:
    work = a_story(rita, parts=())
    add_video(visit(rita), work, still_at="0:01", **ANSWERED)
    change_video(visit(rita), work, file=a_film(), still_alt_text="")
    assert still_in(work) is None


def test_a_face_in_a_still_can_be_hidden(rita, visit) -> None:
    work = a_story(rita, parts=())
    add_video(visit(rita), work, still_at="0:01", **ANSWERED)
    part = parts_of(work)[0]["id"]
    form = visit(rita).get(f"/my/works/{work.pk}/parts/{part}/").content.decode()
    address = re.search(r'href="(/my/works/\d+/parts/[^"]+/pictures/\d+/hide/)"', form)[1]
    before = still_in(work)
    visit(rita).post(address, {"base": base_of(work), "squares": ["1-1"], "recognised": "nobody"})
    assert still_in(work).previous == before
    assert parts_of(work)[0]["value"]["media"] == Media.objects.get().pk
