"""Copying, following, moving, translating and deleting pages, by forms and by code."""

from typing import Any

from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from tests.builders import home_page, story_index
from tests.machine.table import Step, action, anything, is_alias, is_live, is_story, staff
from tests.matrix import admin_address


def _copy_form(step: Step, **fields: Any) -> dict[str, Any]:
    token = step.words()
    parent = step.page.get_parent()
    return {"new_title": token, "new_slug": token, "new_parent_page": str(parent.pk), "publish_copies": "on"} | fields


@action("copy", "admin", fits=is_story, who=lambda step: [step.people.superuser] * 4 + staff(step))
def copy_in_the_admin(step: Step) -> Any:
    """Copy by the form, and publish the copy."""
    return step.client.post(admin_address("copy", step.story.pk), _copy_form(step))


@action("copy", "model call", fits=is_story)
def copy_by_code(step: Step) -> Any:
    """Copy by code, as a draft."""
    token = step.words()
    step.page.copy(update_attrs={"slug": token, "title": token}, keep_live=False, user=step.who)


@action("copy live", "model call", fits=is_story, never=True)
def copy_live_by_code(step: Step) -> Any:
    """Copy by code, public at once."""
    token = step.words()
    step.page.copy(update_attrs={"slug": token, "title": token, "live": True}, keep_live=True, user=step.who)


@action("alias", "admin", fits=is_story, who=staff, never=True)
def alias_in_the_admin(step: Step) -> Any:
    """Let a page follow this one, by the copy form."""
    return step.client.post(admin_address("copy", step.story.pk), _copy_form(step, alias="on"))


@action("alias", "model call", fits=is_story)
def alias_by_code(step: Step) -> Any:
    """Let a page follow this one; of what is public, it is public too."""
    step.page.create_alias(update_slug=step.words())


@action("follow", "model call", fits=lambda story: is_story(story) and story.is_followed, never=True)
def follow_by_code(step: Step) -> Any:
    """Copy the newest draft to all that follow this page."""
    draft = step.page.get_latest_revision_as_object()
    draft.title = step.words()
    draft.update_aliases()


@action("own words", "model call", fits=is_alias, never=True)
def alias_with_own_words(step: Step) -> Any:
    """Give a page that follows another words of its own."""
    page = step.page
    page.live = True
    setattr(page, page.summary_field, step.words())
    page.save()


@action("convert alias", "admin", fits=is_alias, who=staff, never=True)
def convert_alias(step: Step) -> Any:
    """Make a page of its own out of one that follows another."""
    return step.client.post(admin_address("convert_alias", step.story.pk))


@action("move", "admin", who=staff, never=True, only_told=True)
def move_in_the_admin(step: Step) -> Any:
    """Move to another section by the form."""
    to = step.draw([story_index("pl"), story_index("en")])
    return step.client.post(admin_address("move_confirm", step.story.pk, to.pk))


@action("move", "model call", only_told=True)
def move_by_code(step: Step) -> Any:
    """Move to another section by code."""
    step.page.move(step.draw([story_index("pl"), story_index("en"), home_page()]), pos="last-child")


@action("delete", "admin", fits=lambda story: is_alias(story) or not story.was_released, who=staff)
def delete_in_the_admin(step: Step) -> Any:
    """Delete by the form: what was once public stays."""
    return step.client.post(admin_address("delete", step.story.pk))


@action("unpublish", "admin, forged", fits=anything, who=staff, never=True)
def unpublish_in_the_admin(step: Step) -> Any:
    """Take down by Wagtail's own form, which is nobody's right."""
    return step.client.post(admin_address("unpublish", step.story.pk))


@action("unpublish", "admin, bulk", fits=is_live, who=staff, never=True)
def unpublish_many(step: Step) -> Any:
    """The same from the list."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    return step.client.post(f"{address}?id={step.story.pk}&next=/admin/", {"include_descendants": "on"})


# wagtail-localize


def _translated(step: Step, code: str) -> Translation:
    source = TranslationSource.update_or_create_from_instance(step.page)[0]
    locale = Locale.objects.get(language_code=code)
    made, _new = Translation.objects.get_or_create(source=source, target_locale=locale, defaults={"enabled": True})
    token = step.words()
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string, locale=locale, context=segment.context, defaults={"data": token}
        )
    return made


@action("translate", "localize", fits=is_story, only_told=True)
def translate_by_code(step: Step) -> Any:
    """Make a translation, as a draft."""
    _translated(step, "pl").save_target(user=step.who, publish=False)


@action("publish a translation", "localize", fits=is_story, never=True, only_told=True)
def publish_a_translation(step: Step) -> Any:
    """Make a translation and publish it."""
    _translated(step, "pl").save_target(user=step.who, publish=True)


@action("publish a translation", "admin, forged", fits=is_story, who=staff, never=True, only_told=True)
def publish_translations_in_the_admin(step: Step) -> Any:
    """Sync translated pages, with "publish immediately"."""
    translation = _translated(step, "pl")
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    return step.client.post(address, {"publish_translations": "on"})


def newest_page() -> int:
    """Return the id of the page that was made last."""
    return Page.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
