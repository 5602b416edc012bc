"""What a moderator changed is marked, word by word, in every kind of words and in every script."""

import re

import pytest
from django.utils.html import strip_tags

from accounts.models import User
from files.models import Image, Media
from moderation.services import send_in, step_of
from stories.studio.marking import mark_changes
from tests.builders import NOT_SERIOUS, fresh, make_image
from tests.profiles import a_few
from tests.studio.making import (
    a_module,
    a_person,
    a_picture,
    a_recording,
    a_story,
    approved,
    everybody_is_named,
    page_of,
    parts_of,
    sent_in,
)

URDU = "میں نے یہ بس میں لکھنا شروع کیا۔"


def _plain(html: str) -> str:
    """Return marked words with signs in place of marks, and without the labels."""
    bare = re.sub(r'<span class="visually-hidden"[^>]*>.*?</span>', "", str(html))
    return bare.replace("<ins>", "[+").replace("</ins>", "+]").replace("<del>", "[-").replace("</del>", "-]")


@pytest.mark.parametrize(
    ("before", "after", "shown", "words"),
    [
        ("<p>one two three</p>", "<p>one two three</p>", "<p>one two three</p>", 0),
        ("<p>one two three</p>", "<p>one 2 three</p>", "<p>one [-two-] [+2+] three</p>", 1),
        ("<p>one three</p>", "<p>one two three</p>", "<p>one [+two+] three</p>", 1),
        ("<p>one two three</p>", "<p>one three</p>", "<p>one [-two-] three</p>", 1),
        ("<p>The bus.</p>", "<p>The bus!</p>", "<p>The bus[-.-][+!+]</p>", 1),
        ("<p>a b</p>", "<p>b</p>", "<p>[-a-] b</p>", 1),
        ("<p>a b c d</p>", "<p>a</p>", "<p>a [-b c d-]</p>", 3),
        ("<p>a</p><p>gone</p><p>c</p>", "<p>a</p><p>c</p>", "<p>a</p><p>[-gone-] c</p>", 1),
        ("<p>a</p>", "", "<p>[-a-] </p>", 1),
        ("<p>a</p><p>b</p>", "", "<p>[-a b-] </p>", 2),
        ("<p>a</p><p>(b)</p><p>c</p>", "<p>c</p>", "<p>[-a (b)-] c</p>", 2),
        ("<p>5 &lt; 6 &amp; 7</p>", "<p>5 &lt; 6 &amp; 8</p>", "<p>5 &lt; 6 &amp; [-7-] [+8+]</p>", 1),
        ("<p>x</p>", "<p>&lt;script&gt;</p>", "<p>[-x-] [+&lt;script&gt;+]</p>", 1),
    ],
)
def test_words_are_compared_one_by_one(before, after, shown, words) -> None:
    marked = mark_changes(before, after)
    assert _plain(marked.html) == shown
    assert marked.words == words


@pytest.mark.parametrize(
    ("before", "after", "gone", "came"),
    [
        (URDU, URDU.replace("بس", "ریل"), "بس", "ریل"),
        ("یہ مِری کہانی ہے", "یہ مَیری کہانی ہے", "مِری", "مَیری"),
        ("ਮੇਰੀ ਕਹਾਣੀ", "ਮੇਰਾ ਕਹਾਣੀ", "ਮੇਰੀ", "ਮੇਰਾ"),
        ("Zażółć gęślą", "Zażółć gęsią", "gęślą", "gęsią"),
    ],
)
def test_letters_keep_the_signs_that_belong_to_them(before, after, gone, came) -> None:
    shown = _plain(mark_changes(f"<p>{before}</p>", f"<p>{after}</p>").html)
    assert f"[-{gone}-]" in shown
    assert f"[+{came}+]" in shown


def test_each_mark_says_in_words_what_it_is_and_turns_no_line_around() -> None:
    html = str(mark_changes("<p>بس</p>", "<p>ریل</p>").html)
    assert html.count('<span class="visually-hidden" lang="en" dir="ltr">taken out: </span>') == 1
    assert html.count('<span class="visually-hidden" lang="en" dir="ltr">added: </span>') == 1


def test_words_of_whoever_wrote_are_never_tags() -> None:
    html = str(mark_changes("<p>&lt;b&gt;</p>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>").html)
    assert "<img" not in html
    assert "<b>" not in html


@pytest.mark.deep
def test_a_long_story_is_compared_in_time() -> None:
    words = " ".join(f"word{number % 400} the" for number in range(4000))
    marked = mark_changes(f"<p>{words}</p>", f"<p>{words.replace('word7 ', 'other7 ')}</p>")
    assert marked.words == 10


def _mend(page, moderator, **changes) -> None:
    """Let a moderator change fields of a page that is being checked."""
    draft = fresh(page).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision(user=moderator)


def _approve(page) -> None:
    """Have it approved by a moderator who changed nothing in it."""
    moderator = User.objects.filter(email="ann@example.org").first() or a_person("ann", "Moderator")
    step = step_of(fresh(page))
    step.task.specific.on_action(step, moderator, "approve", **NOT_SERIOUS)


def _body(work, change) -> list:
    """Return the parts of the newest draft after `change(value)` for the first of them."""
    parts = parts_of(work)
    parts[0]["value"] = change(parts[0]["value"])
    return [(part["type"], part["value"], part["id"]) for part in parts]


def _set_parts(work, moderator, parts: list[dict]) -> None:
    draft = page_of(work).get_latest_revision_as_object()
    draft.body = draft.body.stream_block.to_python(parts)
    draft.save_revision(user=moderator)


def _screen(visit, user, work):
    return visit(user).get(f"/my/works/{work.pk}/ok/")


def _first(work, **changes) -> list[dict]:
    parts = parts_of(work)
    value = parts[0]["value"]
    parts[0]["value"] = changes["text"] if isinstance(value, str) else value | changes
    return parts


def test_nothing_changed_is_said(rita, mo, visit) -> None:
    work = a_story(rita)
    approved(work, rita, mo)
    screen = _screen(visit, rita, work).content.decode()
    assert "Nothing was changed since it was sent in." in screen
    assert "<ins" not in screen
    assert "<del" not in screen


@pytest.mark.deep
@pytest.mark.parametrize("name", ["title", "summary", "place"])
def test_title_summary_and_place_are_marked(rita, mo, visit, name) -> None:
    work = a_story(rita)
    page = page_of(work).get_latest_revision_as_object()
    setattr(page, name, "A red bus")
    page.save_revision(user=rita)
    sent_in(work, rita)
    _mend(page_of(work), mo, **{name: "A blue bus"})
    _approve(page_of(work))
    screen = _screen(visit, rita, work)
    assert "A [-red-] [+blue+] bus" in _plain(screen.context["final"].html)
    assert "A moderator changed 1 word. It is marked." in screen.content.decode()


@a_few(1)
@pytest.mark.parametrize(
    ("kind", "before", "change"),
    [
        ("words", "A red bus came", {"text": "A blue bus came"}),
        ("poem", "A red bus came", {"text": "A blue bus came"}),
        ("quote", {"text": "A red bus came", "said_by": "Mum"}, {"text": "A blue bus came"}),
        ("quote", {"text": "Yes", "said_by": "A red bus came"}, {"said_by": "A blue bus came"}),
    ],
)
def test_each_kind_of_words_is_marked(rita, mo, visit, kind, before, change) -> None:
    work = a_story(rita, parts=((kind, before),))
    sent_in(work, rita)
    _set_parts(work, mo, _first(work, **change))
    _approve(page_of(work))
    assert "A [-red-] [+blue+] bus came" in _plain(_screen(visit, rita, work).context["final"].html)


@pytest.mark.deep
@pytest.mark.parametrize("kind", ["photo", "drawing", "photo_story"])
def test_captions_what_a_picture_shows_and_new_pictures_are_marked(rita, mo, visit, kind) -> None:
    work = a_story(rita, parts=())
    one = {"file": a_picture(), "alt_text": "A red door", "caption": "My old home", "recognised": "nobody"}
    if kind == "photo_story":
        one = {"file_1": a_picture(), "alt_text_1": "A red door", "caption_1": "My old home"}
        one |= {"file_2": a_picture(), "alt_text_2": "A gate", "recognised_1": "nobody", "recognised_2": "nobody"}
    visit(rita).post(f"/my/works/{work.pk}/parts/add/{kind}/", one)
    sent_in(work, rita)
    first = Image.objects.order_by("pk").first()
    described = first.new_version()
    described.alt_text = "A green door"
    described.save()

    def change(image: Image, caption: str) -> None:
        parts = parts_of(work)
        value = parts[0]["value"]
        photo = value["photos"][0]["value"] if kind == "photo_story" else value
        photo |= {"image": image.pk, "caption": caption}
        _set_parts(work, mo, parts)

    change(described, "My new home")
    _approve(page_of(work))
    screen = _screen(visit, rita, work)
    shown = _plain(screen.context["final"].html)
    assert "A [-red-] [+green+] door" in shown
    assert "My [-old-] [+new+] home" in shown
    assert "New picture" not in shown
    assert "A moderator changed 2 words. They are marked." in screen.content.decode()

    step_of(page_of(work)).workflow_state.cancel(user=rita)
    send_in(page=page_of(work), user=rita)
    change(make_image(alt="A green door"), "My new home")
    _approve(page_of(work))
    screen = _screen(visit, rita, work)
    assert "New picture" in screen.context["final"].html
    assert "A moderator changed 1 picture or recording. It is marked." in screen.content.decode()


@pytest.mark.deep
@pytest.mark.parametrize(("kind", "name"), [("audio", "transcript"), ("audio", "caption")])
def test_transcripts_and_captions_of_recordings_are_marked(rita, mo, visit, kind, name) -> None:
    work = a_story(rita, parts=())
    fields = {"file": a_recording(), "transcript": "A red bus", "caption": "A red bus", "language": "en"}
    visit(rita).post(f"/my/works/{work.pk}/parts/add/{kind}/", fields)
    sent_in(work, rita)
    if name == "caption":
        _set_parts(work, mo, _first(work, caption="A blue bus"))
    else:
        newer = Media.objects.get().new_version()
        newer.transcript = "A blue bus"
        newer.save()
        _set_parts(work, mo, _first(work, media=newer.pk))
    _approve(page_of(work))
    final = _screen(visit, rita, work).context["final"]
    assert _plain(final.html).count("A [-red-] [+blue+] bus") == 1
    assert (final.words, final.files) == (1, 0)


def test_timed_captions_are_words_too(rita, mo, visit) -> None:
    work = a_story(rita, parts=())
    visit(rita).post(
        f"/my/works/{work.pk}/parts/add/audio/", {"file": a_recording(), "transcript": "x", "language": "en"}
    )
    sent_in(work, rita)
    newer = Media.objects.get().new_version()
    newer.captions = "WEBVTT\n\n00:00.000 --> 00:01.000\nA blue bus"
    newer.save()
    _set_parts(work, mo, _first(work, media=newer.pk))
    _approve(page_of(work))
    assert "A blue bus" in strip_tags(_screen(visit, rita, work).context["final"].html)


def test_parts_that_came_went_or_moved_are_shown(rita, mo, visit) -> None:
    work = a_story(rita, parts=(("words", "First"), ("words", "Second"), ("words", "Third")))
    sent_in(work, rita)
    first, _second, third = parts_of(work)
    new = {"type": "words", "value": "Brand new", "id": "0" * 8}
    _set_parts(work, mo, [third, new, first])
    _approve(page_of(work))
    screen = _screen(visit, rita, work)
    shown = _plain(screen.context["final"].html)
    assert "[-Second-]" in shown
    assert "This part was taken out: Words" in shown
    assert "[+Brand new+]" in shown
    assert "[+First" not in shown
    assert "The order of its parts was changed." in screen.content.decode()
    assert "A moderator changed 3 words" in screen.content.decode()


def test_what_stands_beside_the_words_is_said_too(rita, mo, visit) -> None:
    work = a_story(rita)
    sent_in(work, rita)
    _mend(page_of(work), mo, search_description="About a bus", listing_image=make_image())
    _approve(page_of(work))
    screen = _screen(visit, rita, work).content.decode()
    assert "A moderator changed no words." in screen
    assert "Nothing was changed" not in screen
    assert "The picture beside it in lists is a new one." in screen
    assert "[+About a bus+]" in _plain(screen)


def test_a_new_start_counts_from_there(rita, mo, visit) -> None:
    work = a_story(rita, parts=(("words", "A red bus"),))
    sent_in(work, rita)
    _set_parts(work, mo, _first(work, text="A blue bus"))
    step = step_of(page_of(work))
    step.task.specific.on_action(step, mo, "reject", comment="Please say more about the end.")
    send_in(page=page_of(work), user=rita)
    _approve(page_of(work))
    assert "Nothing was changed since it was sent in." in _screen(visit, rita, work).content.decode()


def test_urdu_words_are_marked_in_a_line_that_runs_from_right_to_left(rita, mo, visit) -> None:
    work = a_story(rita, parts=(("words", URDU),), language="ur", title="بس کا کرایہ")
    sent_in(work, rita)
    _set_parts(work, mo, _first(work, text=URDU.replace("بس", "ریل")))
    _approve(page_of(work))
    screen = _screen(visit, rita, work).content.decode()
    assert '<article class="final-words" lang="ur" dir="rtl">' in screen
    assert "[-بس-] [+ریل+]" in _plain(screen)


@pytest.mark.deep
def test_a_session_is_marked_on_the_whole_page(tess, mo, visit) -> None:
    house = a_module(tess)
    everybody_is_named(house.work)
    send_in(page=fresh(house.session), user=tess)
    _mend(house.session, mo, promise="kingfisher plumtree and more")
    _approve(house.session)
    screen = visit(tess).get(f"/my/works/{house.work.pk}/pages/{house.session.pk}/ok/")
    assert "[+and more+]" in _plain(screen.context["final"].html)
    assert "A moderator changed 2 words. They are marked." in screen.content.decode()
