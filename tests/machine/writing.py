"""Telling: starting, changing, moving and removing words, going back, saving by itself."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Revision

from authorship.models import Contributor, Work
from consent.typing import may_type_for
from stories.studio import services
from stories.studio.parts import parts_in
from tests.builders import FOUND_BY, picture_bytes, story_index
from tests.machine.table import NothingToDo, Step, action, checkers, is_checked, is_draft, is_story, staff
from tests.matrix import admin_address, story_form


def words_of(step: Step) -> dict[str, Any]:
    """Return what the admin's form would send, with new words by whoever sends it."""
    token = step.words()
    part = next(iter(parts_in(step.page.get_latest_revision())), {"id": ""})
    fields = {"title": token, "summary": f"{FOUND_BY} {token}", "body-0-value": token, "body-0-id": part["id"]}
    return story_form(step.page, **fields)


def is_unchecked(story: Any) -> bool:
    """A source page that nobody is checking."""
    return is_story(story) and not is_checked(story)


def say(page: Any, words: str) -> None:
    """Let a page in memory say these words, and nothing else, in its title and its first line."""
    page.title = words
    setattr(page, page.summary_field, words)


def some_part(step: Step, *kinds: str) -> dict[str, Any] | None:
    """Return a part of the newest draft, of one of these kinds where any are given."""
    parts = [part for part in parts_in(step.page.get_latest_revision()) if not kinds or part["type"] in kinds]
    return step.draw(parts) if parts else None


def spoken(step: Step) -> tuple[str, dict[str, Any]]:
    """Return new words, and what the studio's form sends with them: of whom they are, where it asks."""
    me = Contributor.makers.filter(work_id=step.story.work_id, person__user=step.who).first()
    others = may_type_for(me) if me else []
    if me is None or not others:
        return step.words(), {}
    holder = step.draw([me, *others])
    return step.beliefs.token(holder.person_id), {"whose": holder.pk}


@action("start", "studio")
def start_in_the_studio(step: Step) -> Any:
    """Start a story."""
    return step.client.post("/my/start/", {"title": step.words(), "language": "en"})


@action("start", "admin", who=staff)
def start_in_the_admin(step: Step) -> Any:
    """Make a story by the admin's form, which offers it to few."""
    token = step.words()
    address = admin_address("add", "stories", "storypage", story_index().pk)
    return step.client.post(address, story_form(None, title=token, slug=token, **{"body-0-value": token}))


@action("add", "studio", fits=is_draft, only_told=True)
def add_in_the_studio(step: Step) -> Any:
    """Add words at the end."""
    words, whose = spoken(step)
    return step.client.post(f"{step.studio}parts/add/words/", {"text": words} | whose)


@action("add", "service", fits=is_draft, only_told=True)
def add_by_service(step: Step) -> Any:
    """The same by the service."""
    services.add_part(page=step.page, user=step.who, kind="words", value=step.words())


@action("edit", "studio", fits=is_story, only_told=True)
def edit_in_the_studio(step: Step) -> Any:
    """Change a part; while it is being checked nobody may."""
    part = some_part(step, "words")
    if part is None:
        return add_in_the_studio(step)
    base = step.page.latest_revision_id
    words, whose = spoken(step)
    return step.client.post(f"{step.studio}parts/{part['id']}/", {"text": words, "base": base} | whose)


@action("edit", "service", fits=is_story, only_told=True)
def edit_by_service(step: Step) -> None:
    """The same by the service."""
    part = some_part(step, "words")
    if part is None:
        add_by_service(step)
        return
    page = step.page
    base = page.latest_revision_id
    services.save_part(page=page, user=step.who, kind="words", part_id=part["id"], base=base, value=step.words())


@action("edit", "admin", fits=is_checked, who=checkers, only_told=True)
def edit_in_the_admin(step: Step) -> Any:
    """Save by the admin's form: whoever checks it mends a word."""
    return step.client.post(admin_address("edit", step.story.pk), words_of(step))


@action("edit", "admin, forged", fits=is_unchecked, who=staff, never=True, only_told=True)
def edit_in_the_admin_unasked(step: Step) -> Any:
    """The same of a story that nobody is checking."""
    return edit_in_the_admin(step)


@action("edit", "model call", fits=is_draft)
def edit_by_nobody(step: Step) -> Any:
    """Save a draft in nobody's name."""
    step.by_nobody = True
    draft = step.page.get_latest_revision_as_object()
    say(draft, step.words())
    draft.save_revision()


@action("title", "studio", fits=is_story, only_told=True)
def title_in_the_studio(step: Step) -> Any:
    """Change what it is called."""
    token, whose = spoken(step)
    facts = {"title": token, "summary": f"{FOUND_BY} {token}", "base": step.page.latest_revision_id}
    return step.client.post(f"{step.studio}about/", facts | whose)


@action("remove", "studio", fits=is_draft, only_told=True)
def remove_in_the_studio(step: Step) -> Any:
    """Take a part out."""
    part = some_part(step)
    return step.client.post(f"{step.studio}parts/{part['id']}/remove/") if part else add_in_the_studio(step)


@action("begin anew", "service", fits=lambda story: is_draft(story) and story.is_left, only_told=True)
def begin_anew(step: Step) -> None:
    """Take everything out, and write it anew: what others have to do when somebody left."""
    page, user = step.page, step.writer or step.who
    for part in parts_in(page.get_latest_revision()):
        services.remove_part(page=page, user=user, part_id=part["id"])
    mine = Contributor.makers.filter(work_id=step.story.work_id, person__user=user).first()
    services.add_part(page=page, user=user, kind="words", value=step.words(), whose=mine)
    draft = step.page.get_latest_revision()
    facts = services.facts_in(draft) | {"title": step.words(), "summary": f"{FOUND_BY} {step.words()}", "place": ""}
    services.save_facts(page=page, user=user, base=draft.pk, facts=facts, whose=mine)


@action("bring back", "studio", fits=is_draft, only_told=True)
def bring_back_in_the_studio(step: Step) -> Any:
    """Take a part out and bring it back, as an older version has it."""
    older = step.page.get_latest_revision()
    part = some_part(step)
    if part is None:
        return add_in_the_studio(step)
    step.client.post(f"{step.studio}parts/{part['id']}/remove/")
    return step.client.post(f"{step.studio}parts/{part['id']}/bring-back/", {"before": older.pk})


@action("autosave", "admin", fits=is_checked, who=checkers, only_told=True)
def autosave_in_the_admin(step: Step) -> Any:
    """The editor saves by itself, told to write over the version that is there."""
    newest = step.page.latest_revision_id
    form = words_of(step) | {"overwrite_revision_id": str(newest), "loaded_revision_id": str(newest)}
    return step.client.post(admin_address("edit", step.story.pk), form, headers={"Accept": "application/json"})


@action("autosave", "model call", fits=is_story)
def autosave_by_code(step: Step) -> Any:
    """Code writes over the version that is there, which makes a new one where it was sent in or released."""
    draft = step.page.get_latest_revision_as_object()
    say(draft, step.words())
    draft.save_revision(user=step.who, overwrite_revision=step.page.latest_revision)


@action("write over", "model call", fits=lambda story: is_story(story) and (bool(story.step) or story.live), never=True)
def write_over_a_version(step: Step) -> Any:
    """Change the stored words of a version that was sent in or released."""
    revision = step.page.latest_revision
    revision.content = revision.content | {"title": step.words()}
    revision.save()


@action("go back", "admin", fits=is_checked, who=checkers, only_told=True)
def go_back_in_the_admin(step: Step) -> Any:
    """Go back to an older version by the admin's form, with its Publish."""
    older = step.draw(list(Revision.objects.for_instance(step.page).order_by("pk")))
    form = words_of(step) | {"revision": str(older.pk), "action-publish": "action-publish"}
    return step.client.post(admin_address("edit", step.story.pk), form)


@action("go back", "model call", fits=is_draft)
def go_back_by_code(step: Step) -> Any:
    """Make an older version the newest draft, in somebody's name."""
    older = step.draw(list(Revision.objects.for_instance(step.page).order_by("pk")))
    older.as_object().save_revision(user=step.who)


@action("add a photo", "studio", fits=is_draft, only_told=True)
def add_a_photo_in_the_studio(step: Step) -> Any:
    """Bring a picture with its description."""
    photo = SimpleUploadedFile("IMG_1.jpg", picture_bytes(size=(16, 12)), "image/jpeg")
    _words, whose = spoken(step)
    fields = {"file": photo, "alt_text": step.words(private=True), "recognised": "nobody"} | whose
    return step.client.post(f"{step.studio}parts/add/photo/", fields)


def work_of(step: Step) -> Work:
    """Return the work's own row."""
    work = Work.objects.filter(pk=step.story.work_id).first()
    if work is None:
        # Of a page in another language nobody does anything in the studio.
        raise NothingToDo
    return work
