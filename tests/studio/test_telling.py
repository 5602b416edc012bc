"""Telling a story: starting it, and every kind of part, with the files that people send."""

import re

import pytest
from django.core.exceptions import ValidationError

from authorship.models import Work
from files.models import Image, Media
from publishing.our_sentences import UNTITLED, said_in
from stories.blocks import EventBlock
from stories.models import StoryPage
from tests.studio.making import (
    WORDS,
    a_picture,
    a_recording,
    a_story,
    a_video,
    base_of,
    not_a_picture,
    page_of,
    parts_of,
    public,
)

IN_OTHER_LANGUAGES = [
    ("quote", {"text": "ਸਸਤਾ", "said_by": "Hue", "language": "pa"}),
    ("question", {"question": "And then?", "answer": "پھر", "language": "ur"}),
    ("other_words", {"text": "Chodź", "language": "pl"}),
]


def test_an_empty_studio_says_how_to_start(rita, visit) -> None:
    answer = visit(rita).get("/my/")
    assert answer.status_code == 200
    assert "No story yet" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("language", ["en", "ur", "pl", "pa"])
def test_a_story_starts_under_the_list_of_its_language(rita, visit, language) -> None:
    answer = visit(rita).post("/my/start/", {"title": "", "language": language}, follow=True)
    page = StoryPage.objects.get()
    assert answer.status_code == 200
    assert page.locale.language_code == page.get_parent().specific.locale.language_code == language
    assert not page.live
    assert page.title == said_in(language, UNTITLED)
    assert [person.person.user for person in page.work.contributors.all()] == [rita]
    assert page.latest_revision.user == rita


def test_a_language_is_needed_and_the_title_is_kept(rita, visit) -> None:
    answer = visit(rita).post("/my/start/", {"title": "My bus"})
    assert "Please choose a language." in answer.content.decode()
    assert "My bus" in answer.content.decode()
    assert not StoryPage.objects.exists()


def test_an_address_that_is_taken_never_stands_in_the_way(rita, sam, visit) -> None:
    for user in (rita, sam, rita):
        visit(user).post("/my/start/", {"title": "The bus", "language": "en"})
    assert sorted(StoryPage.objects.values_list("slug", flat=True)) == ["the-bus", "the-bus-2", "the-bus-3"]


def test_a_new_title_brings_a_new_address_while_nobody_has_read_it(rita, sam, visit) -> None:
    a_story(sam, title="Half past four")
    work = a_story(rita, title="")
    facts = {"base": base_of(work), "title": "Half past four", "summary": "S"}
    assert visit(rita).post(f"/my/works/{work.pk}/about/", facts).status_code == 302
    page = page_of(work)
    latest = page.get_latest_revision_as_object()
    assert page.slug == latest.slug == "half-past-four-2"
    assert (latest.title, latest.summary) == ("Half past four", "S")


@pytest.mark.parametrize(
    ("kind", "fields", "stored"),
    [
        ("words", {"text": "One.\r\n\r\nTwo."}, "One.\n\nTwo."),
        ("poem", {"text": "\r\n  The kettle\r\n    knows\r\n"}, "  The kettle\n    knows"),
        ("quote", {"text": "Ask us.", "said_by": "Mum"}, {"text": "Ask us.", "said_by": "Mum"}),
        *((kind, fields, fields) for kind, fields in IN_OTHER_LANGUAGES),
    ],
)
def test_words_are_kept_as_they_were_written(rita, visit, kind, fields, stored) -> None:
    work = a_story(rita, parts=())
    answer = visit(rita).post(f"/my/works/{work.pk}/parts/add/{kind}/", fields)
    (part,) = parts_of(work)
    assert answer.url == f"/my/works/{work.pk}/?saved=yes#part-{part['id']}"
    assert (part["type"], part["value"]) == (kind, stored)
    assert page_of(work).latest_revision.user == rita


@pytest.mark.parametrize(("kind", "fields"), IN_OTHER_LANGUAGES)
def test_what_is_in_another_language_says_so_wherever_it_is_seen(rita, visit, kind, fields) -> None:
    work = a_story(rita, parts=())
    client = visit(rita)
    client.post(f"/my/works/{work.pk}/parts/add/{kind}/", fields)
    (part,) = parts_of(work)
    words = fields.get("answer") or fields["text"]
    spoken = rf'<(?:div|textarea)[^>]* lang="{fields["language"]}"[^>]*>\s*(?:<p>)?\s*{words}'
    for path in ("", f"parts/{part['id']}/", f"parts/{part['id']}/remove/", f"parts/{part['id']}/and/{part['id']}/"):
        assert re.search(spoken, client.get(f"/my/works/{work.pk}/{path}").content.decode()), path


@pytest.mark.parametrize("language", ["", "en", "xx"])
def test_words_in_another_language_are_in_one_that_we_know_and_the_story_is_not_in(rita, visit, language) -> None:
    work = a_story(rita, parts=())
    fields = {"text": "Chodź", "language": language}
    answer = visit(rita).post(f"/my/works/{work.pk}/parts/add/other_words/", fields)
    assert "Please choose a language." in answer.content.decode()
    assert not parts_of(work)


@pytest.mark.parametrize("kind", ["photo", "drawing"])
def test_a_picture_is_kept_with_its_description(rita, visit, kind) -> None:
    work = a_story(rita, parts=())
    fields = {"file": a_picture(), "alt_text": "A red door", "caption": "Home"}
    visit(rita).post(f"/my/works/{work.pk}/parts/add/{kind}/", fields)
    picture = Image.objects.get()
    assert parts_of(work)[0]["value"] == {"image": picture.pk, "caption": "Home"}
    assert (picture.alt_text, picture.is_decorative, picture.uploaded_by_user) == ("A red door", False, rita)
    assert "IMG_0001" not in f"{picture.title}{picture.file.name}"


def test_a_picture_can_be_only_decoration(rita, visit) -> None:
    work = a_story(rita, parts=())
    visit(rita).post(f"/my/works/{work.pk}/parts/add/photo/", {"file": a_picture(), "is_decorative": "on"})
    assert Image.objects.get().is_decorative
    assert "Please say what the picture shows" not in visit(rita).get(f"/my/works/{work.pk}/").content.decode()


def test_a_picture_without_description_is_kept_and_asked_for(rita, visit) -> None:
    work = a_story(rita, parts=())
    visit(rita).post(f"/my/works/{work.pk}/parts/add/photo/", {"file": a_picture()})
    assert "Please say what the picture shows" in visit(rita).get(f"/my/works/{work.pk}/").content.decode()


def test_a_photo_story_has_two_photos_at_least(rita, visit) -> None:
    work = a_story(rita, parts=())
    address = f"/my/works/{work.pk}/parts/add/photo_story/"
    alone = visit(rita).post(address, {"file_1": a_picture(), "alt_text_1": "A door", "caption_1": "Kept words"})
    assert "two photos at least" in alone.content.decode()
    assert "Kept words" in alone.content.decode()
    fields = {"file_1": a_picture(), "alt_text_1": "A door", "file_2": a_picture(), "alt_text_2": "A gate"}
    visit(rita).post(address, fields)
    (part,) = parts_of(work)
    assert [photo["value"]["image"] for photo in part["value"]["photos"]] == list(
        Image.objects.order_by("pk").values_list("pk", flat=True)
    )
    more = {"base": base_of(work), "alt_text_1": "A blue door", "alt_text_2": "A gate", "remove_2": "on"}
    more |= {"file_3": a_picture(), "alt_text_3": "A road"}
    visit(rita).post(f"/my/works/{work.pk}/parts/{part['id']}/", more)
    shown = [Image.objects.get(pk=photo["value"]["image"]) for photo in parts_of(work)[0]["value"]["photos"]]
    assert [picture.alt_text for picture in shown] == ["A blue door", "A road"]


def test_a_voice_note_and_a_video_are_kept_with_their_words(rita, visit) -> None:
    work = a_story(rita, parts=())
    fields = {"file": a_recording(), "transcript": "Hello", "language": "pl", "caption": "On the bus"}
    visit(rita).post(f"/my/works/{work.pk}/parts/add/audio/", fields)
    captions = "WEBVTT\n\n00:00.000 --> 00:01.000\nHello"
    film = {"file": a_video(), "transcript": "A cup", "captions": captions, "language": "en"}
    visit(rita).post(f"/my/works/{work.pk}/parts/add/video/", film)
    sound, video = Media.objects.order_by("pk")
    assert (sound.type, sound.transcript, sound.language, sound.uploaded_by_user) == ("audio", "Hello", "pl", rita)
    assert (video.type, video.captions, video.width) == ("video", captions, 32)
    assert [part["value"]["media"] for part in parts_of(work)] == [sound.pk, video.pk]


def test_captions_that_no_browser_reads_get_a_sentence(rita, visit) -> None:
    work = a_story(rita, parts=())
    fields = {"file": a_video(), "captions": "Hello there", "transcript": "Kept", "language": "en"}
    answer = visit(rita).post(f"/my/works/{work.pk}/parts/add/video/", fields).content.decode()
    assert "These captions are not in WebVTT" in answer
    assert "Kept" in answer
    assert Media.objects.get().captions == ""


def _corrupt():
    whole = a_picture()
    broken = whole.read()[:200]
    return type(whole)("photo.jpg", broken, "image/jpeg")


@pytest.mark.parametrize(
    ("file", "sentence"), [(not_a_picture, "We could not open this"), (_corrupt, "We could not open")]
)
def test_a_file_that_is_no_picture_gets_a_sentence_and_no_word_is_lost(rita, visit, file, sentence) -> None:
    work = a_story(rita)
    before = base_of(work)
    fields = {"file": file(), "alt_text": "A red door at dawn", "caption": "Home again"}
    answer = visit(rita).post(f"/my/works/{work.pk}/parts/add/photo/", fields)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert 'href="#id_file"' in page
    assert "A red door at dawn" in page
    assert "Home again" in page
    assert "please choose it once more" in page
    assert base_of(work) == before
    assert not Image.objects.exists()


BACKWARDS = "[2:00] We waited.\n[1:00] For the bus."


def test_a_recording_is_kept_though_something_is_to_be_put_right(rita, visit) -> None:
    work, client = a_story(rita), visit(rita)
    fields = {"file": a_recording(), "transcript": BACKWARDS, "language": "en", "caption": "On the 50"}
    page = client.post(f"/my/works/{work.pk}/parts/add/audio/", fields).content.decode()
    part = parts_of(work)[-1]
    assert part["value"] == {"media": Media.objects.get().pk, "caption": "On the 50"}
    assert Media.objects.get().transcript == ""
    assert "Your file is kept" in page
    assert "please choose it once more" not in page
    assert "For the bus." in page
    # Put right, it is the same part with the same recording.
    address = f"/my/works/{work.pk}/parts/{part['id']}/"
    assert f'action="{address}"' in page
    assert f'value="{base_of(work)}"' in page
    right = fields | {"file": "", "transcript": "[1:00] We waited.", "base": base_of(work)}
    assert client.post(address, right).status_code == 302
    assert [part["type"] for part in parts_of(work)] == ["words", "audio"]
    kept = Media.objects.get(pk=parts_of(work)[-1]["value"]["media"])
    assert kept.transcript == "[1:00] We waited."
    assert kept.sha256 == Media.objects.earliest("pk").sha256


@pytest.mark.parametrize(("kind", "file"), [("photo", a_picture), ("drawing", a_picture), ("video", a_video)])
def test_no_file_has_to_be_chosen_twice(rita, visit, kind, file) -> None:
    work = a_story(rita)
    fields = {"file": file(), "caption": "x" * 301, "language": "en", "alt_text": "A red door"}
    page = visit(rita).post(f"/my/works/{work.pk}/parts/add/{kind}/", fields).content.decode()
    assert "Your file is kept" in page
    assert parts_of(work)[-1]["type"] == kind
    assert parts_of(work)[-1]["value"]["caption"] == ""
    # A second mistake makes no second part, and a newer file takes the place of the first.
    address = f"/my/works/{work.pk}/parts/{parts_of(work)[-1]['id']}/"
    visit(rita).post(address, fields | {"file": file(), "base": base_of(work)})
    assert [part["type"] for part in parts_of(work)] == ["words", kind]


def test_a_huge_picture_gets_a_sentence(rita, visit, settings) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 1000
    work = a_story(rita)
    answer = visit(rita).post(f"/my/works/{work.pk}/parts/add/photo/", {"file": a_picture(), "alt_text": "Kept"})
    assert "too many pixels" in answer.content.decode()
    assert "Kept" in answer.content.decode()


def test_a_file_that_is_no_recording_gets_a_sentence(rita, visit) -> None:
    work = a_story(rita)
    fields = {"file": not_a_picture(), "transcript": "All that I said", "language": "en"}
    answer = visit(rita).post(f"/my/works/{work.pk}/parts/add/audio/", fields).content.decode()
    assert "We could not open this as a sound recording" in answer
    assert "All that I said" in answer


def test_a_changed_description_is_a_new_version_and_the_part_points_at_it(rita, sam, visit) -> None:
    work = a_story(rita, sam, parts=())
    visit(rita).post(f"/my/works/{work.pk}/parts/add/photo/", {"file": a_picture(), "alt_text": "A door"})
    (part,) = parts_of(work)
    first = Image.objects.get()
    facts = {"base": base_of(work), "title": "T", "listing_image": first.pk}
    visit(rita).post(f"/my/works/{work.pk}/about/", facts)
    assert page_of(work).get_latest_revision_as_object().listing_image_id == first.pk
    Image.objects.update(frozen_at="2026-01-01T00:00Z")
    change = {"base": base_of(work), "alt_text": "A red door", "caption": ""}
    assert visit(sam).post(f"/my/works/{work.pk}/parts/{part['id']}/", change).status_code == 302
    second = Image.objects.exclude(pk=first.pk).get()
    first.refresh_from_db()
    assert (first.alt_text, second.alt_text) == ("A door", "A red door")
    assert (second.previous_id, second.series, second.uploaded_by_user) == (first.pk, first.series, rita)
    assert parts_of(work)[0]["value"]["image"] == second.pk
    assert page_of(work).get_latest_revision_as_object().listing_image_id == second.pk


def test_a_changed_transcript_is_a_new_version(rita, visit) -> None:
    work = a_story(rita, parts=())
    fields = {"file": a_recording(), "transcript": "Hello", "language": "en"}
    visit(rita).post(f"/my/works/{work.pk}/parts/add/audio/", fields)
    Media.objects.update(frozen_at="2026-01-01T00:00Z")
    (part,) = parts_of(work)
    change = {"base": base_of(work), "transcript": "Hello there", "language": "en", "caption": ""}
    visit(rita).post(f"/my/works/{work.pk}/parts/{part['id']}/", change)
    assert list(Media.objects.order_by("pk").values_list("transcript", flat=True)) == ["Hello", "Hello there"]
    assert parts_of(work)[0]["value"]["media"] == Media.objects.latest("pk").pk


def _three(work: Work) -> list[str]:
    return [part["value"] for part in parts_of(work)]


@pytest.mark.deep
def test_parts_move_up_and_down_and_stop_at_the_ends(rita, visit) -> None:
    work = a_story(rita, parts=(("words", "a"), ("words", "b"), ("words", "c")))
    ids = {part["value"]: part["id"] for part in parts_of(work)}
    client = visit(rita)
    client.post(f"/my/works/{work.pk}/parts/{ids['c']}/move/", {"move": "up"})
    assert _three(work) == ["a", "c", "b"]
    client.post(f"/my/works/{work.pk}/parts/{ids['a']}/move/", {"move": "down"})
    assert _three(work) == ["c", "a", "b"]
    client.post(f"/my/works/{work.pk}/parts/{ids['c']}/move/", {"move": "up"})
    client.post(f"/my/works/{work.pk}/parts/{ids['b']}/move/", {"move": "down"})
    assert _three(work) == ["c", "a", "b"]


@pytest.mark.deep
def test_a_removed_part_can_come_back_to_its_place(rita, visit) -> None:
    work = a_story(rita, parts=(("words", "a"), ("words", WORDS), ("words", "c")))
    part_id = parts_of(work)[1]["id"]
    client = visit(rita)
    asked = client.get(f"/my/works/{work.pk}/parts/{part_id}/remove/").content.decode()
    assert WORDS in asked
    assert _three(work) == ["a", WORDS, "c"]
    gone = client.post(f"/my/works/{work.pk}/parts/{part_id}/remove/", follow=True)
    assert _three(work) == ["a", "c"]
    assert "Bring it back" in gone.content.decode()
    before = gone.request["QUERY_STRING"].rpartition("before=")[2]
    client.post(f"/my/works/{work.pk}/parts/{part_id}/bring-back/", {"before": before})
    assert _three(work) == ["a", WORDS, "c"]
    again = client.post(f"/my/works/{work.pk}/parts/{part_id}/bring-back/", {"before": before})
    assert again.status_code == 409
    assert _three(work) == ["a", WORDS, "c"]


@pytest.mark.deep
def test_the_picture_in_lists_goes_with_its_part(rita, visit) -> None:
    work = a_story(rita, parts=())
    client = visit(rita)
    client.post(f"/my/works/{work.pk}/parts/add/photo/", {"file": a_picture(), "alt_text": "A door"})
    (part,) = parts_of(work)
    client.post(
        f"/my/works/{work.pk}/about/", {"base": base_of(work), "title": "T", "listing_image": Image.objects.get().pk}
    )
    client.post(f"/my/works/{work.pk}/parts/{part['id']}/remove/")
    assert page_of(work).get_latest_revision_as_object().listing_image_id is None


def test_the_preview_is_the_real_page_and_nobody_keeps_it(rita, visit) -> None:
    work = a_story(rita, parts=(("words", WORDS),))
    visit(rita).post(f"/my/works/{work.pk}/parts/add/photo/", {"file": a_picture(), "alt_text": "A red door"})
    answer = visit(rita).get(f"/my/works/{work.pk}/preview/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert WORDS in page
    assert 'alt="A red door"' in page
    assert '<footer class="site-footer"' in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_an_urdu_story_runs_from_right_to_left(rita, visit) -> None:
    work = a_story(rita, language="ur", title="بس کا کرایہ")
    answer = visit(rita).get(f"/my/works/{work.pk}/preview/").content.decode()
    assert '<html lang="ur" dir="rtl"' in answer
    form = visit(rita).get(f"/my/works/{work.pk}/parts/{parts_of(work)[0]['id']}/").content.decode()
    assert 'lang="ur"' in form


EVENT = {"name": "Soup and talk", "when": "Thursdays", "where": "The library", "link": "example.org/soup"}


def test_an_event_is_a_part_with_a_link_that_everybody_reads(rita, mo, visit) -> None:
    work = a_story(rita)
    assert visit(rita).post(f"/my/works/{work.pk}/parts/add/event/", EVENT).status_code == 302
    part = parts_of(work)[-1]
    assert part["value"] == EVENT | {"link": "https://example.org/soup"}
    listed = visit(rita).get(f"/my/works/{work.pk}/").content.decode()
    assert "https://example.org/soup" in listed
    again = visit(rita).get(f"/my/works/{work.pk}/parts/{part['id']}/").content.decode()
    assert 'value="Soup and talk"' in again
    read = visit(rita).get(public(work, rita, mo).url).content.decode()
    assert 'href="https://example.org/soup"' in read
    assert ">example.org/soup<" in read


@pytest.mark.parametrize(
    "link", ["", "javascript:alert(1)", "ftp://example.org/soup", "data:text/html,x", "no address"]
)
def test_an_event_leads_to_a_page_and_nowhere_else(rita, visit, link) -> None:
    work = a_story(rita)
    answer = visit(rita).post(f"/my/works/{work.pk}/parts/add/event/", EVENT | {"link": link})
    assert answer.status_code == 200
    assert "address of its page in here" in answer.content.decode() or "no web address" in answer.content.decode()
    assert "Soup and talk" in answer.content.decode()
    assert [part["type"] for part in parts_of(work)] == ["words"]
    with pytest.raises(ValidationError):
        EventBlock().clean(EventBlock().to_python(EVENT | {"link": link}))
