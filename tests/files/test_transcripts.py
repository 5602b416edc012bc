"""Captions and transcripts with times: what hostile ones cannot do, where times come from, how a page shows them."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtailmedia.forms import get_media_form

from consent.erasure import erase_person
from consent.services import take_back
from files.captions import MOST_CHARACTERS, readable_captions
from files.models import FrozenFile, Media, PublicFile
from files.transcripts import passages, readable_transcript, transcript_of
from moderation.services import give_ok, send_in
from tests.builders import (
    act,
    add_co_author,
    everybody_says_yes,
    fresh,
    make_draft,
    make_recording,
    publish,
)
from tests.stores import bytes_in

CUE = "00:01.000 --> 00:02.000\nHello"
HEAD = "WEBVTT\n\n"
SAID = "Before it starts.\n[0:05] We waited.\n\nIn the rain.\n[1:02] It came.\n[1:00:00] Home."


def a_story(user, **words):
    """Return a draft with a recording that has these words."""
    media = make_recording(user=user, **words)
    page = make_draft(user, words="plain", body=[("audio", {"media": media, "caption": ""})])
    page.media = media
    return page


def shown_to_a_stranger(page) -> str:
    """Return the page as the public gets it."""
    return Client().get(page.get_url()).content.decode()


# Hostile ones


@pytest.mark.parametrize(
    "captions",
    [
        "Hello",
        "WEBVTTX\n\n" + CUE,
        "1\n00:00:05,000 --> 00:00:06,000\nHello",
        "WEBVTT",
        HEAD + "NOTE only a note",
        HEAD + "-00:05.000 --> 00:01.000\nHello",
        HEAD + "9" * 40 + ":00:05.000 --> " + "9" * 40 + ":00:06.000\nHello",
        HEAD + "00:05.000 --> 00:01.000\nHello",
        HEAD + "00:05.000 --> 00:05.000\nHello",
        HEAD + (CUE + "\n\n") * (MOST_CHARACTERS // len(CUE)),
    ],
)
def test_captions_that_no_browser_can_show_are_refused(captions) -> None:
    with pytest.raises(ValidationError):
        readable_captions(captions)


@pytest.mark.parametrize(
    "hidden",
    ["NOTE qzsecret", "STYLE\n::cue { background: url(https://qzsecret.example/) }", "REGION\nid:qzsecret", "qzsecret"],
)
def test_what_nobody_would_see_in_captions_is_left_out(hidden) -> None:
    assert readable_captions(f"{HEAD}{hidden}\n\n{CUE}") == HEAD + CUE
    assert readable_captions(f"{HEAD}{CUE}\r\n\r\n{hidden}\n") == HEAD + CUE
    assert readable_captions(f"WEBVTT - qzsecret\nKind: qzsecret\n\n{CUE}") == HEAD + CUE


def test_captions_that_are_fine_stay_as_they_were_typed() -> None:
    typed = f"\ufeffWEBVTT\r\n\r\n1\r\n{CUE} <v Ann>there</v>\r\nyou\r\n"
    assert readable_captions(typed) == typed
    assert readable_captions(" ") == " "


def test_tags_in_captions_and_transcripts_are_words_and_run_nowhere(people) -> None:
    captions = f"{HEAD}00:01.000 --> 00:02.000\n<script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;."
    transcript = transcript_of(captions)
    assert transcript == "[0:01] alert(1)<b>."
    page = a_story(people.reporter, captions=captions, transcript="[0:01] <script>alert(1)</script>")
    html = shown_to_a_stranger(publish(page, people))
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    copy = PublicFile.objects.get(variant="captions")
    answer = Client().get(copy.url)
    assert answer["Content-Type"] == "text/vtt"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_words_and_times_of_a_draft_are_nowhere_and_go_with_the_voice(
    people, django_capture_on_commit_callbacks
) -> None:
    page = a_story(people.reporter, captions=HEAD + CUE, transcript="[0:07] qzsecret")
    send_in(page=page, user=people.reporter)
    act(page, people.moderator, "approve")
    assert bytes_in("public") == []
    assert "qzsecret" not in shown_to_a_stranger(page)
    page = everybody_says_yes(page)
    assert "0:07" in shown_to_a_stranger(page)
    addresses = [copy.url for copy in PublicFile.objects.all()]
    with django_capture_on_commit_callbacks(execute=True):
        take_back(contributor=page.work.contributors.get(), by=people.reporter)
    assert "qzsecret" not in shown_to_a_stranger(page)
    assert bytes_in("public") == []
    assert {Client().get(address).status_code for address in addresses} == {404}
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=people.reporter.person, by=people.admin)
    assert not Media.objects.filter(transcript__contains="qz").exists()


def test_another_time_is_another_version_and_needs_another_yes(people) -> None:
    page = a_story(people.reporter, transcript="[0:05] We waited.")
    add_co_author(page, people.reporter2)
    send_in(page=page, user=people.reporter)
    act(page, people.moderator, "approve")
    give_ok(page=fresh(page), user=people.reporter)
    media = Media.objects.get(pk=page.media.pk)
    media.transcript = "[0:06] We waited."
    with pytest.raises(FrozenFile):
        media.save()
    Media.objects.filter(pk=media.pk).update(transcript="[0:06] We waited.")
    give_ok(page=fresh(page), user=people.reporter2)
    assert not fresh(page).live
    assert bytes_in("public") == []
    give_ok(page=fresh(page), user=people.reporter)
    assert fresh(page).live


# Where times come from


def test_a_transcript_is_read_in_passages() -> None:
    found = [(passage.seconds, passage.words) for passage in passages(SAID)]
    assert found == [
        (None, "Before it starts."),
        (5, "We waited.\n\nIn the rain."),
        (62, "It came."),
        (3600, "Home."),
    ]
    assert [passage.clock for passage in passages(SAID)][1:] == ["0:05", "1:02", "1:00:00"]


@pytest.mark.parametrize(
    "words",
    ["We met at [1:05] that day", "[1:5] x", "[0:75] x", "[12345:00] x", "[100:00:00] x", "(1:05) x", "[a:bc] x", ""],
)
def test_what_is_no_time_stays_among_the_words(words) -> None:
    assert passages(words) == []
    assert readable_transcript(words) == words


def test_times_that_run_backwards_are_asked_about() -> None:
    with pytest.raises(ValidationError, match=re.escape("[0:10] stands after [1:00]")):
        readable_transcript("[1:00] One\n[0:10] Two")


def test_captions_make_the_transcript_where_nobody_has_written_one(people) -> None:
    captions = (
        HEAD
        + "\n\n".join(
            f"00:{second:02}.000 --> 00:{second + 2:02}.000\n{words}"
            for second, words in (
                (1, "We waited"),
                (3, "for the bus."),
                (6, "چلو۔"),
                (9, "It"),
                (31, "came &amp; went"),
            )
        )
        + "\n"
    )
    wanted = "[0:01] We waited for the bus.\n[0:06] چلو۔\n[0:09] It\n[0:31] came & went"
    media = make_recording(user=people.reporter, transcript="")
    data = {"title": "t", "collection": media.collection_id, "language": "en", "captions": captions}
    for typed, kept in (("", wanted), ("My own words", "My own words")):
        form = get_media_form(Media)({**data, "transcript": typed}, instance=media, user=people.trainer)
        assert form.is_valid(), form.errors
        assert form.save().transcript == kept
        media.transcript = ""
    Media.objects.filter(pk=media.pk).update(transcript="", captions="", frozen_at=timezone.now())
    form = get_media_form(Media)(
        {**data, "transcript": ""}, instance=Media.objects.get(pk=media.pk), user=people.trainer
    )
    assert form.is_valid(), form.errors
    saved = form.save()
    assert saved.pk != media.pk
    assert saved.transcript == wanted


@pytest.mark.parametrize(("field", "words"), [("transcript", "[1:00] a\n[0:10] b"), ("captions", HEAD + "NOTE x")])
def test_the_form_says_what_is_wrong_with_times(people, field, words) -> None:
    media = make_recording(user=people.reporter)
    data = {"title": "t", "collection": media.collection_id, "language": "en", "transcript": "x", field: words}
    form = get_media_form(Media)(data, instance=media, user=people.trainer)
    assert list(form.errors) == [field]


def test_the_form_names_the_languages_of_the_site_and_keeps_another_one(people) -> None:
    media = make_recording(user=people.reporter, language="sw")
    data = {"title": "t", "collection": media.collection_id, "transcript": "x"}
    field = get_media_form(Media)(instance=media, user=people.trainer).fields["language"]
    assert {("ur", "Urdu"), ("sw", "sw")} <= set(field.choices)
    for chosen, refused in (("sw", []), ("ur", []), ("xx", ["language"])):
        form = get_media_form(Media)({**data, "language": chosen}, instance=media, user=people.trainer)
        assert list(form.errors) == refused


# How a page shows them


def test_a_public_page_lists_each_time_with_its_words(people) -> None:
    html = shown_to_a_stranger(publish(a_story(people.reporter, transcript=SAID), people))
    times = re.findall(r'<time dir="ltr"\s+datetime="(\w+)"\s+data-seconds="(\d+)">([\d:]+)</time>', html)
    assert times == [("PT5S", "5", "0:05"), ("PT62S", "62", "1:02"), ("PT3600S", "3600", "1:00:00")]
    assert "[0:05]" not in html
    assert html.count("js/play-from.js") == 1
    assert "<p>In the rain.</p>" in html


def test_a_transcript_without_times_needs_no_script(people) -> None:
    html = shown_to_a_stranger(publish(a_story(people.reporter, transcript="We waited."), people))
    assert "<p>We waited.</p>" in html
    assert "js/play-from.js" not in html
