"""Making public, or changing what is public, by every road that is not the gate's."""

from typing import Any

from django.db import connection
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Revision

from files.models import Image
from files.references import files_of
from publishing.models import Manifest, Release
from stories.models import StoryPage
from tests.machine.table import NothingToDo, Step, action, is_live, is_story, staff
from tests.machine.writing import words_of
from tests.matrix import admin_address


def is_not_live(story: Any) -> bool:
    """A source page that is not public."""
    return is_story(story) and not story.live


@action("publish", "admin, forged", fits=is_story, who=staff, never=True, only_told=True)
def publish_in_the_editor(step: Step) -> Any:
    """The editor's Publish, with every field forged."""
    form = words_of(step) | {"action-publish": "action-publish"}
    return step.client.post(admin_address("edit", step.story.pk), form)


@action("publish", "admin, bulk", fits=is_story, who=staff, never=True)
def publish_many(step: Step) -> Any:
    """The list's Publish."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return step.client.post(f"{address}?id={step.story.pk}&next=/admin/", {"include_descendants": "on"})


@action("publish", "admin API", fits=is_story, who=staff, never=True)
def publish_by_the_admin_api(step: Step) -> Any:
    """An action of the admin's API."""
    name, data = step.draw(
        [("publish", {}), ("copy", {"keep_live": True, "slug": step.words()}), ("create_alias", {"update_slug": "x"})]
    )
    address = f"/admin/api/main/pages/{step.story.pk}/action/{name}/"
    return step.client.post(address, data, content_type="application/json")


@action("publish", "API", who=staff, never=True)
def write_by_the_api(step: Step) -> Any:
    """The public API only reads."""
    address = f"/api/v2/pages/{step.story.pk}/"
    return [step.client.post(address, {"live": True}), step.client.delete(address), step.client.put(address, {})]


@action("publish", "revision", fits=is_not_live, never=True)
def publish_a_revision(step: Step) -> Any:
    """Publish a version past the checks of rights; what follows another page has none of its own."""
    versions = list(Revision.objects.for_instance(step.page).order_by("pk"))
    if versions:
        step.draw(versions).publish(skip_permission_checks=True)


@action("publish", "save", fits=is_story, never=True)
def save_live(step: Step) -> Any:
    """Switch the row to live, with other words."""
    page = step.page
    page.title, page.live = step.words(), True
    page.save()


@action("publish", "save as it is", fits=is_not_live, never=True)
def save_live_as_it_is(step: Step) -> Any:
    """Switch the row to live, with the words of its newest version."""
    page = step.page.get_latest_revision_as_object()
    page.live, page.live_revision = True, step.page.latest_revision
    page.save()


@action("publish", "QuerySet.update", fits=is_not_live, never=True)
def update_live(step: Step) -> Any:
    """Switch rows to live without any signal."""
    Page.objects.filter(pk=step.story.pk).update(live=True)


@action("publish", "SQL", fits=is_not_live, never=True)
def sql_live(step: Step) -> Any:
    """The same by SQL."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET live = %s WHERE id = %s", [True, step.story.pk])


@action("change what is public", "save", fits=is_live, never=True)
def change_by_save(step: Step) -> Any:
    """Change a field of a live row."""
    page = step.page
    setattr(page, page.summary_field, step.words())
    page.save(update_fields=[page.summary_field])


@action("change what is public", "QuerySet.update", fits=is_live, only_on="postgresql", never=True, only_told=True)
def change_by_update(step: Step) -> Any:
    """The same without any signal; on SQLite it is the audit that finds it."""
    StoryPage.objects.filter(pk=step.story.pk).update(summary=step.words())


@action("change what is public", "SQL", fits=is_live, only_on="postgresql", never=True)
def change_by_sql(step: Step) -> Any:
    """The same by SQL."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = %s WHERE id = %s", [step.words(), step.story.pk])


@action("change a version", "SQL", fits=is_live, never=True)
def change_a_version(step: Step) -> Any:
    """Change the words of a released version by SQL."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_revision SET content = '{}' WHERE id = %s", [step.page.live_revision_id])


@action("bring a release back", "save", fits=lambda story: is_not_live(story) and story.was_released, never=True)
def bring_a_release_back(step: Step) -> Any:
    """Call an old release valid, and publish what it names."""
    release = Release.objects.filter(object_id=str(step.story.pk)).latest("pk")
    release.state = Release.State.VALID
    release.save()
    release.revision.publish(skip_permission_checks=True)


@action("change a manifest", "save", fits=is_live, never=True)
def change_a_manifest(step: Step) -> Any:
    """Change a name that was frozen."""
    manifest = Manifest.objects.get(release__object_id=str(step.story.pk), release__state="valid")
    manifest.body["credits"][0]["name"] = step.words()
    manifest.save()


@action("privacy", "admin, forged", who=staff, never=True)
def set_privacy(step: Step) -> Any:
    """Set a privacy setting by form."""
    return step.client.post(admin_address("set_privacy", step.story.pk), {"restriction_type": "login"})


@action("privacy", "model call", never=True)
def make_privacy(step: Step) -> Any:
    """The same by code."""
    PageViewRestriction.objects.create(page=step.page, restriction_type="login")


# Files


def _picture(step: Step) -> Image:
    files = [file for file in files_of(step.page.get_latest_revision_as_object()) if isinstance(file, Image)]
    files = files or list(Image.objects.order_by("pk"))
    if not files:
        raise NothingToDo
    return step.draw(files)


@action("change a file", "model call", fits=is_story)
def change_a_file(step: Step) -> Any:
    """Change what a picture's description says; one that was sent in stays."""
    picture = _picture(step)
    picture.alt_text = step.words(private=True)
    picture.save()


@action("change a file", "QuerySet.update", fits=is_live)
def change_a_file_quietly(step: Step) -> Any:
    """The same without any signal: what is public was frozen apart from the row."""
    step.beliefs.meddled = True
    Image.objects.filter(pk=_picture(step).pk).update(alt_text=step.words(private=True))


@action("change a file", "admin", fits=is_story, who=staff)
def change_a_file_in_the_admin(step: Step) -> Any:
    """The same by the admin's form, which makes a new version of one that was sent in."""
    picture = _picture(step)
    fields = {"title": "door", "alt_text": step.words(private=True), "collection": picture.collection_id}
    return step.client.post(reverse("wagtailimages:edit", args=[picture.pk]), fields)


@action("delete a file", "admin", fits=is_live, who=staff, never=True)
def delete_a_file_in_the_admin(step: Step) -> Any:
    """Delete a picture by the admin's form."""
    return step.client.post(reverse("wagtailimages:delete", args=[_picture(step).pk]))
