"""Words that are not saved yet wait with us, for their writer alone, and are no part of the story."""

from datetime import timedelta

import pytest
from django.utils import timezone

from authorship.selectors import contributors_of
from consent.erasure import erase_person
from consent.services import take_back
from stories.models import UnsavedWords
from stories.studio.unsaved import forget_old_ones
from tests.studio.making import a_recording, a_story, base_of, page_of, parts_of

WRITTEN = "qzunsaved, half a sen"


@pytest.fixture
def work(rita, sam):
    """A story of two, with one part."""
    return a_story(rita, sam)


def keeps(client, work, place, **fields):
    """Send what is in a form now, as the page does while somebody writes."""
    return client.post(f"/my/works/{work.pk}/unsaved/{place}/", fields, headers={"accept": "application/json"})


def forms_of(work) -> dict[str, tuple[str, str]]:
    """Return the place, the address and the field of each kind of form."""
    part = parts_of(work)[0]["id"]
    return {
        "add": ("add-words", "parts/add/words/", "text"),
        "change": (part, f"parts/{part}/", "text"),
        "facts": ("about", "about/", "summary"),
    }


@pytest.mark.parametrize("which", ["add", "change", "facts"])
def test_they_are_there_on_any_phone_of_their_writer_and_nowhere_else(rita, sam, visit, work, which) -> None:
    place, path, field = forms_of(work)[which]
    before = base_of(work)
    assert keeps(visit(rita), work, place, **{field: WRITTEN, "base": before}).status_code == 204
    # Another phone of hers:
    read = visit(rita).get(f"/my/works/{work.pk}/{path}").content.decode()
    assert WRITTEN in read
    assert "had not saved it, so we have put it back" in read
    assert f'name="base" value="{before}"' in read
    for other in (visit(sam).get(f"/my/works/{work.pk}/{path}"), visit(rita).get(f"/my/works/{work.pk}/")):
        assert "qzunsaved" not in other.content.decode()
    # No version holds them.
    assert base_of(work) == before
    assert "qzunsaved" not in str(page_of(work).get_latest_revision().content)


def test_once_saved_they_do_not_come_back_even_from_a_slow_network(rita, visit, work) -> None:
    client, name = visit(rita), "abcdefgh12"
    keeps(client, work, "add-words", text=WRITTEN, form=name)
    client.post(f"/my/works/{work.pk}/parts/add/words/", {"text": f"{WRITTEN}tence.", "form": name})
    assert not UnsavedWords.objects.exists()
    keeps(client, work, "add-words", text=WRITTEN, form=name)
    assert not UnsavedWords.objects.exists()
    # A form that was opened anew is another one.
    keeps(client, work, "add-words", text=WRITTEN, form="abcdefgh34")
    assert UnsavedWords.objects.count() == 1


def test_whoever_saved_meanwhile_is_not_overwritten(rita, sam, visit, work) -> None:
    part, base = parts_of(work)[0]["id"], base_of(work)
    keeps(visit(rita), work, part, text="Rita's", base=base)
    visit(sam).post(f"/my/works/{work.pk}/parts/{part}/", {"text": "Sam's", "base": base})
    form = visit(rita).get(f"/my/works/{work.pk}/parts/{part}/").context["form"]
    sent = {"text": form["text"].value(), "base": form["base"].value()}
    assert "/and/" in visit(rita).post(f"/my/works/{work.pk}/parts/{part}/", sent).url
    assert {"Rita's", "Sam's"} <= {each["value"] for each in parts_of(work)}


def test_a_recording_keeps_what_was_written_beside_it(rita, visit, work) -> None:
    client = visit(rita)
    client.post(f"/my/works/{work.pk}/parts/add/audio/", {"file": a_recording(), "language": "en", "transcript": "Old"})
    part = parts_of(work)[-1]["id"]
    keeps(client, work, part, transcript=WRITTEN, base=base_of(work))
    assert WRITTEN in client.get(f"/my/works/{work.pk}/parts/{part}/").content.decode()


def test_clearing_shows_the_form_as_it_was_saved(rita, visit, work) -> None:
    place, path, field = forms_of(work)["change"]
    keeps(visit(rita), work, place, **{field: WRITTEN})
    answer = visit(rita).post(f"/my/works/{work.pk}/unsaved/{place}/", {"clear": "yes", field: WRITTEN})
    assert answer.url == f"/my/works/{work.pk}/{path}"
    assert "qzunsaved" not in visit(rita).get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("place", "fields", "status"),
    [
        ("add-nothing", {"text": "x"}, 404),
        ("add-words", {"text": "x" * 200_001}, 413),
        ("add-words", {f"field{number}": "x" for number in range(61)}, 413),
    ],
)
def test_what_is_no_form_of_ours_is_not_kept(rita, visit, work, place, fields, status) -> None:
    assert keeps(visit(rita), work, place, **fields).status_code == status
    assert not UnsavedWords.objects.exists()


def test_whoever_is_signed_out_is_told_so_and_nothing_waits_as_a_form_of_its_own(work, client) -> None:
    assert keeps(client, work, "add-words", text=WRITTEN).status_code == 403
    assert "kept_words" not in client.session


def test_they_go_with_time_with_their_writer_and_with_whoever_is_erased(rita, sam, mo, visit, work) -> None:
    keeps(visit(rita), work, "add-words", text=WRITTEN)
    forget_old_ones(timezone.now() + timedelta(days=59))
    assert UnsavedWords.objects.count() == 1
    forget_old_ones(timezone.now() + timedelta(days=61))
    assert not UnsavedWords.objects.exists()
    keeps(visit(sam), work, "add-words", text=WRITTEN)
    take_back(contributor=contributors_of(page_of(work)).get(person=sam.person), by=sam)
    assert visit(sam).get(f"/my/works/{work.pk}/parts/add/words/").status_code == 404
    forget_old_ones(timezone.now())
    assert not UnsavedWords.objects.exists()
    # What the other was writing may say something of whoever is erased.
    keeps(visit(rita), work, "add-words", text=WRITTEN)
    erase_person(person=sam.person)
    assert not UnsavedWords.objects.exists()
