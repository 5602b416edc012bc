"""Builds real things through the real services: people of each role, files, a story in every state of a page."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace
from typing import Any

import av
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as PillowImage
from wagtail.models import Locale, Page

from accounts.making import make_person
from accounts.models import User
from authorship.selectors import contributors_of
from authorship.services import add_contributor, choose_credit
from consent.looking import open_looks
from consent.services import agrees_to_everything
from files.models import Image, Media
from home.models import HomePage
from home.setting_up import make_site
from learning.models import LearningIndexPage, ModulePage, ProgrammePage, SessionPage
from moderation.guides import agree, newest_guide
from moderation.leavers import say_it_is_fine
from moderation.models import BestPracticeGuidePage
from moderation.services import give_ok, send_in, step_of
from publishing.models import Release
from publishing.services import take_down
from stories.models import StoryIndexPage, StoryPage
from tests.made_once import for_a_module

SECRET = "qzsecret"
"""Stands in every word, name and address that must not be public."""
OPEN = "plumtree"
"""Stands in the words that were approved."""
FOUND_BY = "kingfisher"
"""A word that both have, to search for."""

ROLES = {
    "reporter": "Reporter",
    "reporter2": "Reporter",
    "trainer": "Trainer",
    "trainer2": "Trainer",
    "moderator": "Moderator",
    "moderator2": "Moderator",
    "translator": "Translator",
    "reviewer": "Language reviewer",
    "safeguarding": "Safeguarding lead",
    "admin": "Administrator",
}
_numbers = count(1)


def make_people() -> SimpleNamespace:
    """Return an account for each role, all trained, and a superuser."""
    people = {}
    for key, role in ROLES.items():
        user = make_person(email=f"{key}@example.net", name=f"{key.title()} Person", roles=[role])
        user.person.responsible_storytelling_on = date(2026, 1, 1)
        user.person.save()
        people[key] = user
    people["superuser"] = User.objects.create_superuser("superuser@example.net")
    return SimpleNamespace(**people)


@contextmanager
def a_house() -> Iterator[SimpleNamespace]:
    """Lend the site and its people."""
    with for_a_module("house", _make_house) as people:
        yield people


def _make_house() -> SimpleNamespace:
    make_site()
    return make_people()


# Files


def picture_bytes(colour: tuple[int, int, int] = (200, 60, 60), size: tuple[int, int] = (64, 48)) -> bytes:
    """Return a small JPEG of one colour."""
    out = io.BytesIO()
    PillowImage.new("RGB", size, colour).save(out, "JPEG", quality=95)
    return out.getvalue()


def make_image(*, user: Any = None, alt: str = "A red door", content: bytes | None = None, **fields: Any) -> Image:
    """Return a saved picture."""
    image = Image(title=fields.pop("title", "door"), alt_text=alt, uploaded_by_user=user, **fields)
    image.file = ContentFile(content or picture_bytes(), name="door.jpg")
    image.save()
    return image


def sound_bytes(container: str = "mp4", tags: dict[str, str] | None = None) -> bytes:
    """Return a short tone; `container` is what PyAV calls it, `tags` are written into it."""
    codec = {"mp4": "aac", "mov": "aac", "mp3": "mp3", "ogg": "libopus", "webm": "libopus"}[container]
    rate = 48_000 if codec == "libopus" else 44_100
    out = io.BytesIO()
    options = {"movflags": "use_metadata_tags"} if container in ("mp4", "mov") else {}
    with av.open(out, "w", format=container, options=options) as target:
        target.metadata.update(tags or {})
        stream = target.add_stream(codec, rate=rate, layout="mono")
        size = stream.codec_context.frame_size or 1024
        resampler = av.AudioResampler(format=stream.codec_context.format or "fltp", layout="mono", rate=rate)
        for number in range(12):
            frame = av.AudioFrame(format="s16", layout="mono", samples=size)
            frame.planes[0].update(bytes(frame.planes[0].buffer_size))
            frame.sample_rate, frame.pts = rate, number * size
            for ready in resampler.resample(frame):
                target.mux(stream.encode(ready))
        target.mux(stream.encode(None))
    return out.getvalue()


def make_recording(*, user: Any = None, transcript: str = "Hello from the bus.", **fields: Any) -> Media:
    """Return a saved sound recording."""
    media = Media(title="note", type="audio", transcript=transcript, uploaded_by_user=user, **fields)
    media.file = ContentFile(sound_bytes(), name="note.m4a")
    media.save()
    return media


# Stories


def story_index(language: str = "en") -> StoryIndexPage:
    """Return the list of stories of a language."""
    return StoryIndexPage.objects.get(locale__language_code=language)


def fresh(page: Any) -> Any:
    """Return the page as the database has it now."""
    return type(page)._base_manager.get(pk=page.pk)


def make_draft(author: Any, *, words: str = SECRET, **fields: Any) -> StoryPage:
    """Return a story that `author` has just saved as a draft."""
    number = next(_numbers)
    body = fields.pop("body", [("words", f"{FOUND_BY} {words} body")])
    parent = fields.pop("parent", None) or story_index()
    page = StoryPage(
        **{
            "title": f"{words} title {number}",
            "slug": f"{words}-{number}",
            "summary": f"{FOUND_BY} {words} summary",
            "body": body,
            "owner": author,
            "locale": parent.locale,
        }
        | fields,
        live=False,
    )
    parent.add_child(instance=page)
    page.save_revision(user=author)
    for contributor in contributors_of(page):
        choose_credit(contributor=contributor, credit="made_up_name", credit_name="Rosa Bird")
        agrees_to_everything(contributor=contributor)
    return fresh(page)


def change_draft(page: Any, user: Any, *, words: str = SECRET, **fields: Any) -> Any:
    """Save a newer draft of `page` by `user`; return the page."""
    draft = page.get_latest_revision_as_object()
    changes = {"title": f"{words} newer title", "summary": f"{FOUND_BY} {words} newer"} | fields
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision(user=user)
    return fresh(page)


def add_co_author(page: Any, user: Any, role: str = "co_author") -> Any:
    """Let `user` take part, and choose a name for them."""
    contributor = add_contributor(work=page.work, person=user.person, role=role)
    agrees_to_everything(contributor=contributor)
    return choose_credit(contributor=contributor, credit="first_name")


NOT_SERIOUS = {"ticks": ["none"]}
"""What a moderator fills in who approves what nothing speaks against."""


def filled_in(action: str) -> dict[str, Any]:
    """Return what a moderator fills in beside their words: nothing serious, or the first rule of the guide."""
    if action == "approve":
        return NOT_SERIOUS
    guide = newest_guide()
    return {"rule": guide.rules[0].id} if guide is not None else {}


def agree_to_the_guide(user: Any) -> None:
    """Let `user` agree to the newest guide, where there is one."""
    guide = newest_guide()
    if guide is not None:
        agree(user=user, version_seen=str(guide.version.pk))


def make_guide(people: Any, *titles: str, **fields: Any) -> BestPracticeGuidePage:
    """Return a public guide with a rule of each title."""
    rules = [("rule", {"title": title, "words": f"{OPEN} about that."}) for title in titles or ("Ask", "Be fair")]
    page = BestPracticeGuidePage(
        **{"title": f"{OPEN} guide", "slug": "guide", "introduction": FOUND_BY, "rules": rules} | fields,
        live=False,
        owner=people.admin,
    )
    home_page().add_child(instance=page)
    page.save_revision(user=people.admin)
    return publish(fresh(page), people, sender=people.admin)


def act(page: Any, user: Any, action: str, **kwargs: Any) -> None:
    """Take an action at the step where `page` is, by calling the task; see `filled_in` for what is not given."""
    step = step_of(fresh(page))
    if getattr(step, "is_moderation", False):
        kwargs = filled_in(action) | kwargs
    step.task.specific.on_action(step, user, action, **kwargs)


def everybody_says_yes(page: Any) -> Any:
    """Give the OK of each contributor; return the page."""
    for contributor in contributors_of(page):
        give_ok(page=fresh(page), user=contributor.person.user)
    return fresh(page)


def publish(page: Any, people: Any, *, sender: Any = None, moderator: Any = None) -> Any:
    """Take a draft all the way to the public: sent in, checked, OK of everybody, also of whoever left."""
    first = contributors_of(page).first()
    sender = sender or (first.person.user if first else people.trainer)
    if first is None:
        page.get_workflow().start(fresh(page), sender)
    else:
        send_in(page=fresh(page), user=sender)
    act(page, moderator or people.moderator, "approve")
    for look in open_looks().filter(page_id=page.pk):
        say_it_is_fine(look=look, road="account", user=look.contributor.person.user)
    return everybody_says_yes(page)


# A story in every state


@dataclass
class Case:
    """A page in some state, and what else a road may need to know of it."""

    page: Any
    people: SimpleNamespace
    open_words: bool = False
    more: dict[str, Any] = field(default_factory=dict)

    def reload(self) -> Any:
        """Return the page as the database has it now."""
        self.page = fresh(self.page)
        return self.page


def _draft(people: Any) -> Case:
    page = make_draft(people.reporter)
    add_co_author(page, people.reporter2)
    return Case(page, people)


def _checked(people: Any) -> Case:
    case = _draft(people)
    send_in(page=case.page, user=people.reporter)
    return case


def _waiting(people: Any) -> Case:
    case = _checked(people)
    act(case.page, people.moderator, "approve")
    return case


def _live(people: Any) -> Case:
    page = make_draft(people.reporter, words=OPEN)
    add_co_author(page, people.reporter2)
    return Case(publish(page, people), people, open_words=True)


def _newer(people: Any) -> Case:
    case = _live(people)
    change_draft(case.page, people.reporter)
    return case


def _newer_waiting(people: Any) -> Case:
    case = _newer(people)
    send_in(page=case.reload(), user=people.reporter)
    act(case.page, people.moderator, "approve")
    return case


def _hidden(people: Any) -> Case:
    page = make_draft(people.reporter)
    add_co_author(page, people.reporter2)
    publish(page, people)
    take_down(fresh(page), by=people.reporter)
    return Case(fresh(page), people)


def _taken_back(people: Any) -> Case:
    case = _hidden(people)
    take_down(case.page, by=people.reporter, revoke=True)
    return case


def _scheduled(people: Any) -> Case:
    page = make_draft(people.reporter, go_live_at=timezone.now() + timedelta(days=7))
    return Case(publish(page, people), people)


def _live_scheduled(people: Any) -> Case:
    case = _live(people)
    change_draft(case.page, people.reporter, go_live_at=timezone.now() + timedelta(days=7))
    publish(case.page, people)
    return case


def _alias(people: Any) -> Case:
    source = _draft(people)
    return Case(source.page.create_alias(update_slug=f"{SECRET}-alias"), people, more={"source": source.page})


def _translation(people: Any) -> Case:
    source = _live(people)
    urdu = Locale.objects.get(language_code="ur")
    page = source.page.copy_for_translation(urdu, copy_parents=True)
    change_draft(page, people.trainer)
    return Case(fresh(page), people, open_words=True, more={"source": source.page})


STATES = {
    "draft": _draft,
    "being checked": _checked,
    "waiting for OK": _waiting,
    "live": _live,
    "live, newer draft": _newer,
    "live, newer draft waiting for OK": _newer_waiting,
    "hidden": _hidden,
    "taken back": _taken_back,
    "scheduled": _scheduled,
    "live, newer version scheduled": _live_scheduled,
    "alias of a draft": _alias,
    "draft translation": _translation,
}
NEVER_LIVE = ("draft", "being checked", "waiting for OK")


def case_in(state: str, people: Any) -> Case:
    """Return a story in `state`; whatever of it is not approved holds SECRET."""
    return STATES[state](people)


# Learning


def make_programme(people: Any, words: str = OPEN, **fields: Any) -> ProgrammePage:
    """Return a draft programme of the trainer."""
    number = next(_numbers)
    page = ProgrammePage(
        **{"title": f"{words} programme {number}", "slug": f"{words}-{number}", "promise": f"{FOUND_BY} {words}"}
        | fields,
        live=False,
        owner=people.trainer,
    )
    LearningIndexPage.objects.get(locale__language_code="en").add_child(instance=page)
    page.save_revision(user=people.trainer)
    for contributor in contributors_of(page):
        choose_credit(contributor=contributor, credit="first_name")
        agrees_to_everything(contributor=contributor)
    return fresh(page)


def make_module(people: Any, programme: Any, words: str = OPEN, **fields: Any) -> ModulePage:
    """Return a draft module of the trainer."""
    number = next(_numbers)
    page = ModulePage(
        **{
            "title": f"{words} module {number}",
            "slug": f"{words}-{number}",
            "promise": f"{FOUND_BY} {words}",
            "access_notes": "No steps",
            "no_lived_experience": "A trainer began it.",
        }
        | fields,
        live=False,
        owner=people.trainer,
    )
    programme.add_child(instance=page)
    page.save_revision(user=people.trainer)
    for contributor in contributors_of(page):
        choose_credit(contributor=contributor, credit="first_name")
        agrees_to_everything(contributor=contributor)
    return fresh(page)


ACTIVITY = {
    "title": "Practise",
    "rhythm": "practise",
    "purpose": "To feel it.",
    "steps": ["Agree.", "Record."],
    "minutes": 20,
    "grouping": "pairs",
    "materials": ["Cards"],
    "output": "A minute of sound",
    "facilitator_notes": "Nobody has to speak.",
    "access_note": "Drawing works too.",
    "skip_if_short": False,
}


def make_session(people: Any, module: Any, words: str = OPEN, **fields: Any) -> SessionPage:
    """Return a draft session of a module."""
    number = next(_numbers)
    page = SessionPage(
        **{
            "title": f"{words} session {number}",
            "slug": f"{words}-{number}",
            "promise": f"{FOUND_BY} {words}",
            "length_minutes": 30,
            "access_notes": "No steps",
            "questions": [("items", ["What is a story?"])],
            "outcomes": [("items", ["Ask", "Listen"])],
            "running_order": [("activity", ACTIVITY), ("rest", {"minutes": 10, "note": "Tea"})],
        }
        | fields,
        live=False,
        owner=people.trainer,
    )
    module.add_child(instance=page)
    page.save_revision(user=people.trainer)
    return fresh(page)


def live_learning(people: Any, modules: int = 1, sessions: int = 1, **fields: Any) -> SimpleNamespace:
    """Return a public programme with public modules and sessions."""
    programme = publish(make_programme(people, **fields), people)
    made = SimpleNamespace(programme=programme, modules=[], sessions=[])
    for _module in range(modules):
        module = publish(make_module(people, programme, **fields), people)
        made.modules.append(module)
        for _session in range(sessions):
            made.sessions.append(publish(make_session(people, module), people, sender=people.trainer))
    return made


def home_page() -> HomePage:
    """Return the English home page."""
    return HomePage.objects.get(locale__language_code="en")


def releases_of(page: Page) -> Any:
    """Return the releases of a page, oldest first."""
    return Release.objects.filter(object_id=str(page.pk)).order_by("pk")
