"""One table: who is let in at every address of translations and of the tool they are written with, at each step."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, Revision, TaskState
from wagtail_localize.models import OverridableSegment, SegmentOverride, StringSegment, StringTranslation, Translation
from wagtail_localize.wagtail_hooks import register_admin_urls

from accounts.making import make_person
from tests.builders import OPEN, act, everybody_says_yes, fresh, make_draft, make_image, publish
from tests.matrix import admin_address, signed_in
from tests.profiles import deep
from tests.translating import assignment, give, sent, write
from translation.models import Assignment, NamedLanguage
from translation.selectors import translation_of
from translation.services import give_up
from translation.wagtail_hooks import translation_addresses

STATES = ("being written", "its language checked", "read by a moderator", "waiting for yeses", "public")
WRITING, LANGUAGE, MODERATION, YESES, PUBLIC = STATES
BEFORE_PUBLIC = STATES[:-1]
ROLES = (
    *("reporter", "reporter2", "trainer", "moderator", "moderator2", "safeguarding", "admin"),
    *("translator", "translator2", "reviewer", "reviewer2"),
)
"""`translator2` and `reviewer2` have the role, and were given something else."""
MODERATORS = ("moderator", "moderator2")
HELPERS = ("translator", "translator2", "reviewer", "reviewer2")
NOBODY: dict[str, tuple[str, ...]] = {}


def always(*who: str) -> dict[str, tuple[str, ...]]:
    """Let these people in at every step."""
    return dict.fromkeys(STATES, who)


READERS = dict.fromkeys(BEFORE_PUBLIC, ("translator", "reviewer"))
READERS |= {MODERATION: ("translator", "reviewer", *MODERATORS)}
WRITERS = {WRITING: ("translator",)}
# Each address with its ways in, and whom it lets in at which step.
DOORS: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = {
    "translation_all": ("get", always("admin")),
    "translation_people": ("get post", always("admin")),
    "translation_invite": ("get post", always("admin")),
    "translation_choose_people": ("get post", always("admin")),
    "translation_mine": ("get", always(*HELPERS)),
    "translation_name": ("get post", always("translator")),
    "translation_take_back": ("get post", always("translator")),
    "translation_give_up": ("post", dict.fromkeys(BEFORE_PUBLIC, ("translator",))),
    "translation_check": ("get", READERS),
    "translation_words": ("get", READERS),
    "translation_send": ("post", WRITERS),
    "translation_get_back": ("post", dict.fromkeys(BEFORE_PUBLIC, ("translator",))),
    "translation_upload": ("post", WRITERS),
    "wagtailadmin_pages:edit": ("get", READERS),
    "wagtail_localize:javascript_catalog": (
        "get",
        always("translator", "translator2", "trainer", *MODERATORS, "safeguarding", "admin"),
    ),
    "wagtail_localize:edit_string_translation": ("put delete", WRITERS),
    "wagtail_localize:download_pofile": ("get", WRITERS),
    "wagtail_localize:upload_pofile": ("post", WRITERS),
    "wagtail_localize:preview_translation": ("get", WRITERS),
    # There is no machine.
    "translation_ask_machine": ("post", NOBODY),
    "wagtail_localize:machine_translate": ("post", NOBODY),
    "wagtail_localize:submit_page_translation": ("get post", NOBODY),
    "wagtail_localize:submit_snippet_translation": ("get post", NOBODY),
    "wagtail_localize:update_translations": ("get post", NOBODY),
    "wagtail_localize:edit_override": ("put delete", NOBODY),
    "wagtail_localize:stop_translation": ("post", NOBODY),
    "wagtail_localize:convert_to_alias": ("get post", NOBODY),
    "wagtail_localize:translations_report": ("get", NOBODY),
    "wagtail_localize:translations_report_results": ("get", NOBODY),
}
LISTS_OF_NAMES = ("wagtail_localize:snippets_api_listing", "wagtail_localize:snippets_api_detail")
"""Addresses of the tool that list whatever the admin keeps besides pages, such as people."""


@pytest.fixture
def given(people: SimpleNamespace) -> SimpleNamespace:
    """A public story with a picture, given to a translator and a reviewer; and one more of each role."""
    image = make_image(user=people.reporter)
    body = [("words", OPEN), ("photo", {"image": image, "caption": "By the river"})]
    story = publish(make_draft(people.reporter, words=OPEN, listing_image=image, body=body), people)
    everybody = vars(people) | {
        "translator2": make_person(email="translator2@example.net", name="Tilda Two", roles=["Translator"]),
        "reviewer2": make_person(email="reviewer2@example.net", name="Rewa Two", roles=["Language reviewer"]),
    }
    target = give(story, people)
    made: Any = translation_of(target)
    return SimpleNamespace(
        people=SimpleNamespace(**everybody),
        story=story,
        page=target,
        translation=made,
        mine=assignment(story, people.translator),
        segment=StringSegment.objects.filter(source=made.source, context__path="summary").get(),
        override=OverridableSegment.objects.filter(source=made.source).first(),
    )


def into_state(given: SimpleNamespace, state: str, commit: Any) -> None:
    """Take the translation as far as this step."""
    people = given.people
    if state == WRITING:
        write(given.page, people.translator)
    else:
        sent(given.page, people)
    if state in STATES[2:]:
        act(given.page, people.reviewer, "approve")
    if state in STATES[3:]:
        act(given.page, people.moderator, "approve")
    if state == PUBLIC:
        with commit(execute=True):
            everybody_says_yes(fresh(given.page))
        assert fresh(given.page).live


def address(given: SimpleNamespace, name: str) -> str:
    """Return where this address is for what was given."""
    of = {
        "translation_choose_people": [given.story.pk, "ur"],
        **{key: [given.mine.pk] for key in ("translation_name", "translation_take_back", "translation_give_up")},
        **{name: [given.translation.pk] for name in ("translation_upload", "translation_ask_machine")},
        "wagtail_localize:edit_string_translation": [given.translation.pk, given.segment.pk],
        "wagtail_localize:edit_override": [given.translation.pk, given.override.pk],
        "wagtail_localize:submit_page_translation": [given.story.pk],
        "wagtail_localize:submit_snippet_translation": ["accounts", "person", given.people.reporter.person.pk],
        "wagtail_localize:snippets_api_listing": ["accounts", "person"],
        "wagtail_localize:snippets_api_detail": ["accounts", "person", given.people.reporter.person.pk],
        "wagtail_localize:update_translations": [given.translation.source_id],
        "wagtail_localize:convert_to_alias": [given.page.pk],
    }
    no_number = ("translation_all", "translation_people", "translation_invite", "translation_mine")
    if name in of:
        return reverse(name, args=of[name])
    if name in no_number or "report" in name or name.endswith("javascript_catalog"):
        return reverse(name)
    whose = given.translation if name.startswith("wagtail_localize") else given.page
    return reverse(name, args=[whose.pk])


def forged(given: SimpleNamespace) -> dict[str, Any]:
    """Every field that any of these forms has."""
    people = given.people
    return {
        "action": "publish",
        "value": "forged",
        "account": people.translator2.pk,
        "languages": ["pl"],
        "name": "Forged",
        "email": "forged@example.org",
        "parts": ["translator", "reviewer"],
        "translator": people.translator.pk,
        "reviewer": people.reviewer.pk,
        "credit": "none",
        "comment": "forged",
        "locales": [str(locale.pk) for locale in type(given.page.locale).objects.all()],
        "publish_translations": "on",
        "include_subtree": "on",
        "file": SimpleUploadedFile("forged.po", str(given.translation.export_po()).encode()),
    }


def ask(given: SimpleNamespace, who: str, name: str, way: str) -> Any:
    """Ask for an address as somebody, with every field forged; the answer."""
    client, where = signed_in(getattr(given.people, who)), address(given, name)
    if way in ("put", "delete"):
        return getattr(client, way)(where, "value=forged", content_type="application/x-www-form-urlencoded")
    return client.post(where, forged(given)) if way == "post" else client.get(where)


def lets_in(answer: Any) -> bool:
    """Say whether an answer opened something. Who is refused gets 403 or 404, or the first screen with the reason."""
    assert answer.status_code < 500, f"{answer.request['PATH_INFO']} breaks"
    return answer.status_code in (200, 201) or (answer.status_code == 302 and answer["Location"] != "/admin/")


def as_it_stands() -> list[Any]:
    """Return all that nobody changes who is not let in."""
    models = (StringTranslation, SegmentOverride, Translation, Assignment, NamedLanguage, Revision, TaskState)
    rows = [list(model._base_manager.order_by("pk").values()) for model in models]
    pages = list(Page.objects.order_by("pk").values("pk", "title", "slug", "live", "alias_of", "latest_revision"))
    return [*rows, pages, list(get_user_model().objects.order_by("pk").values_list("pk", "groups"))]


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever happens in the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("state", [WRITING, deep(LANGUAGE), MODERATION, deep(YESES), PUBLIC])
def test_who_is_let_in_at_each_address(given, state, django_capture_on_commit_callbacks):
    into_state(given, state, django_capture_on_commit_callbacks)
    before, wrong = as_it_stands(), []
    for name, (ways, let_in) in DOORS.items():
        for way in ways.split():
            for who in ROLES:
                with undone():
                    answer = ask(given, who, name, way)
                    comes_in = answer.status_code < 500 and lets_in(answer)
                    if comes_in != (who in let_in.get(state, ())):
                        wrong.append(f"{way} {name} answers {answer.status_code} to {who}")
                    elif not comes_in and as_it_stands() != before:
                        wrong.append(f"{way} {name} lets {who} change something")
    assert wrong == []


def test_the_table_has_every_address():
    ours = {entry.name for entry in translation_addresses()}
    included = register_admin_urls()[0].urlconf_name
    theirs = {f"wagtail_localize:{entry.name}" for entry in included}
    assert {*DOORS, *LISTS_OF_NAMES} - {"wagtailadmin_pages:edit"} == ours | theirs


@pytest.mark.parametrize("name", LISTS_OF_NAMES)
def test_who_may_not_look_people_up_reads_no_name_of_anybody(given, name):
    """Only those whose role views people read names of people, through whichever address."""
    shown = {}
    for who in ROLES:
        user = getattr(given.people, who)
        answer = signed_in(user).get(address(given, name))
        if not user.has_perm("accounts.view_person") and "Reporter Person" in answer.content.decode():
            shown[who] = answer.status_code
    assert shown == {}


@pytest.mark.parametrize("who", ["moderator", "reviewer", "translator"])
def test_whoever_checks_is_led_from_the_editor_to_the_screen_with_both_languages(given, who):
    user, editor = getattr(given.people, who), admin_address("edit", given.page.pk)
    check = address(given, "translation_check")
    first = signed_in(user).get(editor)
    assert first.status_code == {"moderator": 403, "reviewer": 302, "translator": 200}[who]
    sent(given.page, given.people)
    act(given.page, given.people.reviewer, "approve")
    for answer in (signed_in(user).get(editor), signed_in(user).post(editor, {"action": "publish"})):
        assert (answer.status_code, answer["Location"]) == (302, check)
    assert signed_in(user).get(check).status_code == 200
    assert not fresh(given.page).live


@pytest.mark.parametrize("way", ["put", "delete"])
@pytest.mark.parametrize("who", ["translator", "translator2", "reviewer", "moderator", "admin"])
def test_nobody_writes_a_sentence_while_it_is_checked(given, who, way):
    sent(given.page, given.people)
    before = as_it_stands()
    for approve in (given.people.reviewer, given.people.moderator, None):
        answer = ask(given, who, "wagtail_localize:edit_string_translation", way)
        assert answer.status_code == 403
        assert as_it_stands()[0] == before[0]
        if approve:
            act(given.page, approve, "approve")


def test_a_translator_of_one_language_does_not_write_in_another(given):
    people = given.people
    polish = give(given.story, people, "pl", translator=people.translator2, reviewer=people.reviewer2)
    theirs: Any = translation_of(polish)
    before = as_it_stands()
    for user, page, made in ((people.translator2, given.page, given.translation), (people.translator, polish, theirs)):
        client = signed_in(user)
        where = reverse("wagtail_localize:edit_string_translation", args=[made.pk, given.segment.pk])
        answers = [
            client.put(where, "value=forged", content_type="application/x-www-form-urlencoded"),
            client.get(admin_address("edit", page.pk)),
            client.get(reverse("translation_check", args=[page.pk])),
            client.get(reverse("wagtail_localize:download_pofile", args=[made.pk])),
            client.post(reverse("wagtail_localize:upload_pofile", args=[made.pk]), forged(given)),
            client.post(reverse("translation_send", args=[page.pk])),
        ]
        assert not any(lets_in(answer) for answer in answers)
    assert as_it_stands() == before


def test_a_translator_writes_no_sentence_of_another_page_through_their_own(given):
    other = publish(make_draft(given.people.reporter2, words=OPEN), given.people)
    target = give(other, given.people, translator=given.people.translator2)
    strange = StringSegment.objects.filter(source=translation_of(target).source).first()
    where = reverse("wagtail_localize:edit_string_translation", args=[given.translation.pk, strange.pk])
    client = signed_in(given.people.translator)
    answer = client.put(where, "value=forged", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 404
    assert not StringTranslation.objects.exists()


@pytest.mark.parametrize("who", ["translator", "reviewer"])
def test_whoever_handed_it_back_finds_every_door_shut(given, who):
    sent(given.page, given.people)
    mine = assignment(given.story, getattr(given.people, who))
    give_up(assignment=mine, by=mine.account)
    before = as_it_stands()
    of_it = [name for name in DOORS if name not in ("translation_mine", "translation_name", "translation_take_back")]
    for name in of_it:
        for way in DOORS[name][0].split():
            if who not in DOORS[name][1].get(PUBLIC, ()):
                assert not lets_in(ask(given, who, name, way)), name
    assert as_it_stands() == before


@pytest.mark.parametrize("state", [WRITING, MODERATION])
@pytest.mark.parametrize(
    "forged_form", [{"action": "publish"}, {"localize-restart-translation": "1"}, {"localize-convert-to-alias": "1"}]
)
def test_the_editor_takes_no_form_that_publishes_restarts_or_follows_the_source(
    given, forged_form, state, django_capture_on_commit_callbacks
):
    into_state(given, state, django_capture_on_commit_callbacks)
    if "localize-restart-translation" in forged_form:
        Translation.objects.filter(pk=given.translation.pk).update(enabled=False)
    before = as_it_stands()
    for who in ROLES:
        answer = signed_in(getattr(given.people, who)).post(
            admin_address("edit", given.page.pk), forged_form, follow=True
        )
        assert answer.status_code < 500
        assert as_it_stands() == before, who


class Props(HTMLParser):
    """Finds what the page hands to the editor."""

    found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.found = dict(attrs).get("data-props") or self.found


def test_the_editor_shows_sentences_only_and_no_way_to_publish(given):
    SegmentOverride.objects.create(locale=given.page.locale, context=given.override.context, data_json='"qzoverride"')
    html = signed_in(given.people.translator).get(admin_address("edit", given.page.pk)).content.decode()
    parser = Props()
    parser.feed(html)
    props = json.loads(parser.found)
    assert props["perms"]
    assert not any(props["perms"].values())
    assert {segment["type"] for segment in props["segments"]} == {"string"}
    assert props["initialOverrides"] == []
    assert "qzoverride" not in html
    assert not any(segment["contentPath"] == "slug" for segment in props["segments"])
