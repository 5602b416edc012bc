"""Small ways to make people, stories and files through the real services."""

import datetime
import io
from types import SimpleNamespace
from typing import Any

import av
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.making import make_person
from accounts.models import User
from authorship.models import Work
from authorship.services import add_contributor, choose_credit
from consent.services import agrees_to_everything
from moderation.services import give_ok, send_in
from stories.models import StoryIndexPage, StoryPage
from stories.studio import services
from tests.builders import (
    act,
    agree_to_the_guide,
    fresh,
    make_module,
    make_programme,
    make_session,
    picture_bytes,
    sound_bytes,
)

WORDS = "I started writing this on the number 50."


def a_person(key: str, *roles: str, trained: bool = True) -> User:
    """Return an account named after its key."""
    user = make_person(email=f"{key}@example.org", name=f"{key.title()} Shah", roles=list(roles))
    if trained:
        user.person.responsible_storytelling_on = datetime.date(2026, 1, 5)
        user.person.save()
        agree_to_the_guide(user)
    return user


def a_story(*tellers: User, title: str = "The bus", parts: tuple = (("words", WORDS),), language: str = "en") -> Work:
    """Return a story of these people, the first of whom starts it."""
    index = StoryIndexPage.objects.get(locale__language_code=language)
    work = services.start_story(user=tellers[0], title=title, index=index)
    for user in tellers[1:]:
        add_contributor(work=work, person=user.person, role="co_author")
    for kind, value in parts:
        services.add_part(page=work.page.specific, user=tellers[0], kind=kind, value=value)
    return work


def everybody_is_named(work: Work) -> None:
    """Let each contributor choose a first name."""
    for contributor in work.contributors.all():
        choose_credit(contributor=contributor, credit="first_name")
        agrees_to_everything(contributor=contributor)


def page_of(work: Work) -> StoryPage:
    """Return the story as the database has it now."""
    return StoryPage.objects.get(pk=work.page_id)


def sent_in(work: Work, user: User) -> StoryPage:
    """Send a story in."""
    everybody_is_named(work)
    send_in(page=page_of(work), user=user)
    return page_of(work)


def approved(work: Work, user: User, moderator: User) -> StoryPage:
    """Send a story in and have it approved; it waits for OKs then."""
    act(sent_in(work, user), moderator, "approve")
    return page_of(work)


def public(work: Work, user: User, moderator: User) -> StoryPage:
    """Take a story all the way."""
    page = approved(work, user, moderator)
    for contributor in work.contributors.select_related("person__user"):
        link = contributor.voice_links.first()
        who = {"contributor": contributor, "link": link} if link else {"user": contributor.person.user}
        give_ok(page=page_of(work), **who)
    page.refresh_from_db()
    assert page.live
    return page


def parts_of(work: Work) -> list[dict[str, Any]]:
    """Return the parts of the newest draft as they are stored."""
    return list(page_of(work).get_latest_revision_as_object().body.get_prep_value())


def base_of(work: Work) -> int:
    """Return the newest revision's id, which a form carries."""
    return page_of(work).latest_revision_id


def a_picture(name: str = "IMG_0001.jpg", size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    """Return a small picture as a phone sends it."""
    return SimpleUploadedFile(name, picture_bytes(size=size), "image/jpeg")


def a_recording(name: str = "note.m4a") -> SimpleUploadedFile:
    """Return a short sound as a phone sends it."""
    return SimpleUploadedFile(name, sound_bytes(), "audio/mp4")


def a_video(name: str = "film.mp4") -> SimpleUploadedFile:
    """Return a very short video of one colour."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as target:
        stream = target.add_stream("libx264", rate=5)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        for number in range(5):
            frame = av.VideoFrame(32, 32, "yuv420p")
            for plane in frame.planes:
                plane.update(bytes([90]) * plane.buffer_size)
            frame.pts = number
            target.mux(stream.encode(frame))
        target.mux(stream.encode(None))
    return SimpleUploadedFile(name, out.getvalue(), "video/mp4")


def not_a_picture() -> SimpleUploadedFile:
    """Return a text that calls itself a photo."""
    return SimpleUploadedFile("holiday.jpg", b"These are only words.", "image/jpeg")


def a_module(trainer: User) -> SimpleNamespace:
    """Return a trainer's module with a session, and another module with one."""
    people = SimpleNamespace(trainer=trainer)
    programme = make_programme(people)
    modules = [make_module(people, programme) for _number in range(2)]
    sessions = [make_session(people, module) for module in modules]
    return SimpleNamespace(work=modules[0].work, module=modules[0], session=sessions[0], other=sessions[1], fresh=fresh)
