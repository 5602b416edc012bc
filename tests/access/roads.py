"""Every road by which words could reach the public, as a function: `road(case, who)` tries it with all its might.

The numbers are those of the survey of the platform's own roads. A road that goes through the admin returns the
answers it got; one through code or SQL raises what stopped it.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Revision, Task, TaskState, WorkflowTask
from wagtail_localize.models import (
    LocaleSynchronization,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from authorship.models import Contributor
from authorship.services import choose_credit
from moderation.services import give_ok, send_in, step_of, waiting_ok_step
from publishing.errors import PublishBlocked
from publishing.models import Manifest, Release
from stories.models import StoryPage
from tests.builders import (
    FOUND_BY,
    NOT_SERIOUS,
    SECRET,
    Case,
    act,
    change_draft,
    contributors_of,
    everybody_says_yes,
    fresh,
    make_draft,
    make_image,
    story_index,
)
from tests.matrix import admin_address, signed_in, story_form
from tests.translating import translated
from translation.selectors import translation_of

WORDS = f"{FOUND_BY} {SECRET}"


@contextmanager
def _what_came_before_stays() -> Iterator[None]:
    """Go on; where that is refused, what the road has done until here is not undone with it."""
    with suppress(PermissionDenied, PublishBlocked, DatabaseError), transaction.atomic():
        yield


def _secret_revision(page: Any) -> Revision:
    """Return the newest revision that holds secret words, making one where there is none."""
    page = fresh(page.alias_of.specific if page.alias_of_id else page)
    found = [r for r in page.revisions.order_by("-pk") if SECRET in json.dumps(r.content)]
    if not found:
        change_draft(page, None)
        return _secret_revision(page)
    return found[0]


def _what_can_be_edited(case: Case) -> Any:
    """Return the page, or the one that it follows: Wagtail edits no alias, and publishes it along with its page."""
    page = fresh(case.page)
    return page.alias_of.specific if page.alias_of_id else page


def _press_publish(client: Any, page: Any, **fields: Any) -> Any:
    """Send the editor's form with its Publish."""
    form = story_form(page, **{"action-publish": "action-publish"} | fields)
    return client.post(admin_address("edit", page.pk), form)


def _take_its_hour_away(client: Any, page: Any) -> list[Any]:
    """Unschedule: Wagtail lets nobody edit what waits for its hour."""
    waiting = page.revisions.filter(approved_go_live_at__isnull=False)
    return [client.post(admin_address("revisions_unschedule", page.pk, revision.pk)) for revision in waiting]


# 1-9: the admin's pages, by POST with every field forged


def edit_publish(case: Case, who: Any) -> list[Any]:
    """1, 3: the editor's Publish."""
    client, page = signed_in(who), _what_can_be_edited(case)
    return [*_take_its_hour_away(client, page), _press_publish(client, page)]


def create_publish(case: Case, who: Any) -> list[Any]:
    """2: Publish on a new page."""
    address = admin_address("add", "stories", "storypage", story_index().pk)
    return [signed_in(who).post(address, story_form(None, **{"action-publish": "action-publish"}))]


def bulk_publish(case: Case, who: Any) -> list[Any]:
    """4: the list's Publish, for this page and for its section with all below."""
    client = signed_in(who)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return [
        client.post(f"{address}?id={pk}&next=/admin/", {"include_descendants": "on", "next": "/admin/"})
        for pk in (_what_can_be_edited(case).pk, case.page.get_parent().pk)
    ]


def schedule_by_form(case: Case, who: Any) -> list[Any]:
    """5: a publishing hour that has passed, from the editor, and then the clock's command."""
    past = (timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M")
    client = signed_in(who)
    answers = [*_take_its_hour_away(client, fresh(case.page)), _press_publish(client, case.page, go_live_at=past)]
    call_command("publish_scheduled")
    return answers


def revert_publish(case: Case, who: Any) -> list[Any]:
    """6: go back to a version that holds the words, and publish it."""
    old = _secret_revision(case.page)
    client = signed_in(who)
    form = story_form(case.page, revision=str(old.pk), **{"action-publish": "action-publish"})
    return [
        client.get(admin_address("revisions_revert", case.page.pk, old.pk)),
        client.post(admin_address("edit", case.page.pk), form),
    ]


def admin_api(case: Case, who: Any) -> list[Any]:
    """7, 9, 10: every action of the admin's API that could make something public."""
    client = signed_in(who)
    home = Page.objects.get(pk=story_index().pk).get_parent()
    actions = {
        "publish": {},
        "copy": {"keep_live": True, "slug": f"{SECRET}-api-copy", "title": SECRET},
        "create_alias": {"update_slug": f"{SECRET}-api-alias"},
        "convert_alias": {},
        "copy_for_translation": {"locale": "pl", "copy_parents": True, "alias": True},
        "move": {"destination_page_id": home.pk},
        "revert_to_page_revision": {"revision_id": _secret_revision(case.page).pk},
    }
    return [
        client.post(f"/admin/api/main/pages/{case.page.pk}/action/{name}/", data, content_type="application/json")
        for name, data in actions.items()
    ] + [client.post(f"/admin/api/main/pages/{case.page.pk}/action/publish/", {}, content_type="application/json")]


def api_v3(case: Case, who: Any) -> list[Any]:
    """8: the writing API is not installed."""
    client = signed_in(who)
    addresses = (
        "/api/v3/",
        "/api/v3/pages/",
        f"/api/v3/pages/{case.page.pk}/",
        f"/api/v3/pages/{case.page.pk}/actions/publish/",
    )
    answers = [
        client.post(address, {"meta": {"action": "publish"}}, content_type="application/json") for address in addresses
    ]
    assert {answer.status_code for answer in answers} <= {404, 410}
    # What is installed only reads.
    for address in ("/api/v2/pages/", f"/api/v2/pages/{case.page.pk}/"):
        assert client.post(address, {}).status_code in (403, 404, 405)
    return answers


def copy_with_copies_public(case: Case, who: Any) -> list[Any]:
    """9, 10: the copy form with "publish copies", and with "alias"."""
    client = signed_in(who)
    form = {
        "new_title": SECRET,
        "new_slug": f"{SECRET}-copy",
        "new_parent_page": str(case.page.get_parent().pk),
        "copy_subpages": "on",
        "publish_copies": "on",
    }
    address = admin_address("copy", case.page.pk)
    answers = [client.post(address, form), client.post(address, form | {"new_slug": f"{SECRET}-also", "alias": "on"})]
    copies = StoryPage.objects.filter(slug=f"{SECRET}-copy")
    return answers + [_press_publish(client, copy) for copy in copies]


def convert_alias(case: Case, who: Any) -> list[Any]:
    """10: make a page of its own out of an alias, and publish that."""
    client = signed_in(who)
    return [client.post(admin_address("convert_alias", case.page.pk)), _press_publish(client, fresh(case.page))]


def set_privacy(case: Case, who: Any) -> list[Any]:
    """29: set and remove a privacy setting by form."""
    client = signed_in(who)
    address = admin_address("set_privacy", case.page.pk)
    answers = []
    for kind in ("login", "none"):
        answers.append(client.post(address, {"restriction_type": kind}))
        assert not PageViewRestriction.objects.exists(), f"{who} made a privacy setting"
    return answers


def move_by_form(case: Case, who: Any) -> list[Any]:
    """30: move to another section, by form."""
    polish = story_index("pl")
    client = signed_in(who)
    return [client.post(admin_address("move_confirm", case.page.pk, polish.pk))]


def unpublish_by_form(case: Case, who: Any) -> list[Any]:
    """Take down by Wagtail's form and bulk action, which do not know all that has to go."""
    client = signed_in(who)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    return [
        client.post(admin_address("unpublish", case.page.pk)),
        client.post(f"{bulk}?id={case.page.pk}&next=/admin/", {"include_descendants": "on"}),
    ]


# 11-16, 28: code


def code_update_aliases(case: Case, who: Any) -> None:
    """11: copy a draft to what follows it."""
    case.page.create_alias(update_slug=f"{SECRET}-follows")
    case.page.update_aliases()


def code_update_aliases_with_words(case: Case, who: Any) -> None:
    """11: copy other words than the released ones to an alias of a live page."""
    alias = case.page.create_alias(update_slug="follows")
    assert alias.live
    page = fresh(case.page)
    page.title = page.summary = WORDS
    page.update_aliases()


def code_alias_with_words(case: Case, who: Any) -> None:
    """10: an alias of a live page with words of its own."""
    alias = case.page.create_alias(update_slug="follows")
    alias.summary = WORDS
    alias.save()


def code_alias_row(case: Case, who: Any) -> None:
    """10: a live row that says it is an alias."""
    page = StoryPage(title=WORDS, slug=f"{SECRET}-row", summary=WORDS, live=True, alias_of=case.page)
    story_index().add_child(instance=page)


def code_revision_publish(case: Case, who: Any) -> None:
    """12: publish a revision past the checks of rights."""
    _secret_revision(case.page).publish(skip_permission_checks=True)


def code_revision_publish_as_superuser(case: Case, who: Any) -> None:
    """12: publish a revision as somebody with every right."""
    _secret_revision(case.page).publish(user=case.people.superuser)


def code_live_true(case: Case, who: Any) -> None:
    """13: switch the row to live."""
    page = _secret_revision(case.page).as_object()
    page.live = True
    page.save()


def code_live_true_by_field(case: Case, who: Any) -> None:
    """13: switch the row to live and save that field only."""
    page = fresh(case.page)
    page.title = page.summary = WORDS
    page.live = True
    page.save(update_fields=["live", "title", "summary"])


def code_live_true_on_the_base(case: Case, who: Any) -> None:
    """13: switch the row to live through Wagtail's own Page model."""
    page = Page.objects.get(pk=case.page.pk)
    page.live = True
    page.title = WORDS
    page.save()


def code_live_with_other_release(case: Case, who: Any) -> None:
    """13: switch to live, naming the released revision of another page."""
    other = Release.objects.filter(state=Release.State.VALID).exclude(object_id=str(case.page.pk)).first()
    page = fresh(case.page)
    page.live, page.live_revision = True, other.revision
    page.save()


def code_add_child(case: Case, who: Any) -> None:
    """13: a new page is live unless somebody says otherwise."""
    story_index().add_child(instance=StoryPage(title=WORDS, slug=f"{SECRET}-child", summary=WORDS))


def code_copy(case: Case, who: Any) -> None:
    """9: a copy keeps `live` unless somebody says otherwise."""
    page = fresh(case.page)
    page.copy(update_attrs={"slug": f"{SECRET}-code-copy", "title": SECRET, "summary": WORDS}, keep_live=True)
    page.copy(update_attrs={"slug": f"{SECRET}-live", "title": SECRET, "live": True})


def code_change_field(case: Case, who: Any) -> None:
    """14: change a field of a live row."""
    page = fresh(case.page)
    page.summary = WORDS
    page.save()


def code_change_one_field(case: Case, who: Any) -> None:
    """14: change a field of a live row and save that field only."""
    page = fresh(case.page)
    page.summary = WORDS
    page.save(update_fields=["summary"])


def code_change_body(case: Case, who: Any) -> None:
    """14: change the parts of a live story."""
    page = fresh(case.page)
    page.body = [("words", WORDS)]
    page.save()


def code_queryset_live(case: Case, who: Any) -> None:
    """15: switch rows to live without any signal."""
    Page.objects.filter(pk=case.page.pk).update(live=True, title=WORDS)


def code_queryset_live_with_other_release(case: Case, who: Any) -> None:
    """15: the same, naming the released revision of another page."""
    other = Release.objects.filter(state=Release.State.VALID).exclude(object_id=str(case.page.pk)).first()
    Page.objects.filter(pk=case.page.pk).update(live=True, live_revision=other.revision, title=WORDS)


def code_queryset_alias_of(case: Case, who: Any) -> None:
    """15: call a draft the alias of something released."""
    Page.objects.filter(pk=case.page.pk).update(live=True, alias_of=story_index(), title=WORDS)


def code_bulk_create(case: Case, who: Any) -> None:
    """15: rows made without any signal."""
    parent = story_index()
    path = Page._get_path(parent.path, parent.depth + 1, 999)
    Page.objects.bulk_create(
        [
            Page(
                title=WORDS,
                slug=SECRET,
                live=True,
                path=path,
                depth=parent.depth + 1,
                locale=parent.locale,
                url_path=f"/x/{SECRET}/",
                content_type_id=case.page.content_type_id,
            )
        ]
    )


def code_queryset_field(case: Case, who: Any) -> None:
    """16: change a field of a live row without any signal."""
    StoryPage.objects.filter(pk=case.page.pk).update(summary=WORDS)


def code_queryset_title(case: Case, who: Any) -> None:
    """16: the same in the page table."""
    Page.objects.filter(pk=case.page.pk).update(title=WORDS)


def code_loaddata(case: Case, who: Any) -> None:
    """13: a fixture with a live page in it."""
    page = _secret_revision(case.page).as_object()
    page.live = True
    text = serializers.serialize("json", [Page.objects.get(pk=page.pk), page])
    rows = json.loads(text)
    for row in rows:
        row["fields"] |= (
            {"title": WORDS, "summary": WORDS, "live": True}
            if row["model"] == "stories.storypage"
            else {"title": WORDS, "live": True}
        )
    for loaded in serializers.deserialize("json", json.dumps(rows)):
        loaded.save()


def code_autosave_in_place(case: Case, who: Any) -> None:
    """28: write over the approved version itself, and let it go on its way."""
    revision = case.page.live_revision or case.page.latest_revision
    past = timezone.now() - timedelta(hours=1)
    hour = {"go_live_at": past.isoformat()} if revision.approved_go_live_at else {}
    revision.content = revision.content | {"title": WORDS, "summary": WORDS} | hour
    revision.save()
    with _what_came_before_stays():
        if waiting_ok_step(fresh(case.page)):
            everybody_says_yes(case.page)
        elif hour:
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=past)
            call_command("publish_scheduled")
        else:
            revision.publish(skip_permission_checks=True)


def admin_autosave_in_place(case: Case, who: Any) -> list[Any]:
    """28: the editor's autosave, told to write over the approved version."""
    client = signed_in(who)
    answers = _take_its_hour_away(client, fresh(case.page))
    newest = fresh(case.page).latest_revision
    # Wagtail writes over nobody else's version.
    Revision.objects.filter(pk=newest.pk).update(user=who)
    before = newest.content
    form = story_form(case.page, overwrite_revision_id=str(newest.pk), loaded_revision_id=str(newest.pk))
    answers.append(client.post(admin_address("edit", case.page.pk), form, headers={"Accept": "application/json"}))
    newest.refresh_from_db()
    assert newest.content == before, "a version that was approved has been written over"
    return answers


def code_unreleased_schedule(case: Case, who: Any) -> None:
    """5: give a version that nobody approved its hour, and let the clock come."""
    revision = _secret_revision(case.page)
    revision.approved_go_live_at = timezone.now() - timedelta(hours=1)
    revision.save(update_fields=["approved_go_live_at"])
    raise AssertionError("a version that nobody approved could be given its hour")


def code_unreleased_schedule_quietly(case: Case, who: Any) -> None:
    """5: the same without any signal."""
    Revision.objects.filter(pk=_secret_revision(case.page).pk).update(
        approved_go_live_at=timezone.now() - timedelta(hours=1)
    )
    call_command("publish_scheduled")


def code_schedule_earlier(case: Case, who: Any) -> None:
    """5: the clock's command before the hour has come."""
    call_command("publish_scheduled")


def code_privacy(case: Case, who: Any) -> None:
    """29: set a privacy setting and take it away."""
    PageViewRestriction.objects.create(page=case.page, restriction_type="login").delete()
    raise AssertionError("a privacy setting could be made")


def code_move(case: Case, who: Any) -> None:
    """30: move to another section."""
    fresh(case.page).move(story_index("pl"), pos="last-child")


# 25-27 and the workflow


def task_disabled_check(case: Case, who: Any) -> None:
    """25: switch the check off while something is in it, and go on; after the check, with words that came later."""
    if waiting_ok_step(fresh(case.page)):
        change_draft(case.page, case.people.reporter)
    Task.objects.get(name="Being checked").specific.deactivate()
    state = fresh(case.page).current_workflow_state
    if state:
        state.update()
    everybody_says_yes(case.page)


def task_disabled_then_sent(case: Case, who: Any) -> None:
    """25, 26: switch the check off, then send in and say yes."""
    Task.objects.filter(name="Being checked").update(active=False)
    page = fresh(case.page)
    if page.current_workflow_state:
        page.current_workflow_state.cancel()
    send_in(page=fresh(page), user=case.people.reporter)
    everybody_says_yes(page)


def ok_task_disabled(case: Case, who: Any) -> None:
    """25: switch the wait for OKs off, and approve."""
    Task.objects.filter(name="Waiting for your OK").update(active=False)
    act(case.page, case.people.moderator, "approve")


def empty_workflow(case: Case, who: Any) -> None:
    """26: a workflow with no active step finishes at once."""
    Task.objects.update(active=False)
    page = fresh(case.page)
    page.get_workflow().start(page, case.people.reporter)


def workflow_without_tasks(case: Case, who: Any) -> None:
    """26: a workflow with no step at all."""
    WorkflowTask.objects.all().delete()
    page = fresh(case.page)
    page.get_workflow().start(page, case.people.reporter)


def edit_after_check(case: Case, who: Any) -> None:
    """27: change the words after the check, then say yes for everybody."""
    change_draft(case.page, case.people.reporter, summary=f"{WORDS} slipped in")
    for contributor in contributors_of(case.page):
        give_ok(page=fresh(case.page), user=contributor.person.user)


def finish_by_hand(case: Case, who: Any) -> None:
    """25: finish the run without its steps."""
    fresh(case.page).current_workflow_state.finish(user=case.people.superuser)


def approve_states_by_hand(case: Case, who: Any) -> None:
    """25: approve each step by the model's own method, as one of the authors."""
    for _step in range(2):
        step = step_of(fresh(case.page))
        step.approve(user=case.people.reporter)


def approve_step_as(case: Case, who: Any) -> None:
    """Approve as `who`, by calling the task."""
    if step_of(fresh(case.page)) is not None:
        act(case.page, who, "approve")
    if waiting_ok_step(fresh(case.page)):
        everybody_says_yes(case.page)


def approve_by_address(case: Case, who: Any) -> list[Any]:
    """Approve as `who`, by the workflow's address and by the editor, past the form."""
    step = step_of(fresh(case.page))
    client = signed_in(who)
    address = admin_address("workflow_action", case.page.pk, "approve", step.pk)
    answers = [client.post(address), client.post(address, NOT_SERIOUS)]
    form = story_form(
        case.page,
        **{
            "action-workflow-action": "1",
            "workflow-action-name": "approve",
            "workflow-action-extra-data": json.dumps(NOT_SERIOUS),
        },
    )
    answers.append(client.post(admin_address("edit", case.page.pk), form))
    state = TaskState.objects.get(pk=step.pk)
    assert state.status != TaskState.STATUS_APPROVED, f"{who} approved"
    return answers


def confused_deputy(case: Case, who: Any) -> list[Any]:
    """Approve the step of this page through the address of another page."""
    other = make_draft(case.people.reporter2, words="plain")
    send_in(page=other, user=case.people.reporter2)
    step = step_of(fresh(case.page))
    client = signed_in(who)
    answers = [client.post(admin_address("workflow_action", other.pk, "approve", step.pk), NOT_SERIOUS)]
    assert TaskState.objects.get(pk=step.pk).status != TaskState.STATUS_APPROVED
    return answers


def reject_without_reason(case: Case, who: Any) -> list[Any]:
    """Ask for changes past the form, without a reason."""
    step = step_of(fresh(case.page))
    client = signed_in(who)
    form = {"action-workflow-action": "1", "workflow-action-name": "reject", "workflow-action-extra-data": "{}"}
    answers = [client.post(admin_address("edit", case.page.pk), story_form(case.page, **form))]
    answers.append(
        client.post(admin_address("collect_workflow_action_data", case.page.pk, "reject", step.pk), {"comment": ""})
    )
    assert TaskState.objects.get(pk=step.pk).status != TaskState.STATUS_REJECTED
    return answers


# 17-22: wagtail-localize


def _source(page: Any) -> TranslationSource:
    return TranslationSource.update_or_create_from_instance(page)[0]


def localize_submit(case: Case, who: Any) -> list[Any]:
    """17: submit for translation by form."""
    address = reverse("wagtail_localize:submit_page_translation", args=[case.page.pk])
    polish = Locale.objects.get(language_code="pl")
    return [signed_in(who).post(address, {"locales": [polish.pk], "include_subtree": "on"})]


def _translated(case: Case) -> Translation:
    """Return a Polish translation of the case's page, with secret words in each string."""
    source = _source(fresh(case.page))
    polish = Locale.objects.get(language_code="pl")
    # Whoever comes second finds the one of whoever came first.
    translation, _made = Translation.objects.get_or_create(
        source=source, target_locale=polish, defaults={"enabled": True}
    )
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=polish,
            context=segment.context,
            defaults={"data": f"{SECRET}-pl" if segment.context.path == "slug" else WORDS},
        )
    return translation


def localize_save_target(case: Case, who: Any) -> None:
    """17, 18: make the translation and publish it, by code."""
    _translated(case).save_target(publish=True)


def localize_editor_publish(case: Case, who: Any) -> list[Any]:
    """18: Publish in the translation editor."""
    translation = _translated(case)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    case.more["pages"] = [target]
    return [signed_in(who).post(admin_address("edit", target.pk), {"action": "publish"})]


def localize_update_translations(case: Case, who: Any) -> list[Any]:
    """19: "Sync translated pages" with "Publish immediately"."""
    translation = _translated(case)
    translation.save_target(publish=False)
    address = reverse("wagtail_localize:update_translations", args=[translation.source_id])
    return [signed_in(who).post(address, {"publish_translations": "on"})]


def localize_save_live_target(case: Case, who: Any) -> None:
    """20: "save a draft" of a live translation, which writes into the live row."""
    target = translated(case.page, case.people, "pl", words=lambda source: f"{FOUND_BY} dobrze")
    assert target.live
    case.more["pages"] = [target]
    StringTranslation.objects.update(data=WORDS)
    translation: Any = translation_of(target)
    translation.save_target(publish=False)


def localize_convert_to_alias(case: Case, who: Any) -> list[Any]:
    """21: turn a draft translation into an alias of its source."""
    translation = _translated(case)
    translation.save_target(publish=False)
    target = translation.get_target_instance()
    case.more["pages"] = [target]
    return [signed_in(who).post(reverse("wagtail_localize:convert_to_alias", args=[target.pk]))]


def localize_tree_sync(case: Case, who: Any) -> None:
    """22: copy the tree of one language into another."""
    english, punjabi = (Locale.objects.get(language_code=code) for code in ("en", "pa"))
    LocaleSynchronization.objects.create(locale=punjabi, sync_from=english)


# Raw SQL


def _sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def sql_page_live(case: Case, who: Any) -> None:
    """UPDATE wagtailcore_page: live."""
    _sql("UPDATE wagtailcore_page SET live = %s, title = %s WHERE id = %s", True, WORDS, case.page.pk)


def sql_page_live_revision(case: Case, who: Any) -> None:
    """UPDATE wagtailcore_page: live_revision_id of a live row."""
    revision = _secret_revision(case.page)
    _sql("UPDATE wagtailcore_page SET live_revision_id = %s WHERE id = %s", revision.pk, case.page.pk)


def sql_page_title(case: Case, who: Any) -> None:
    """UPDATE wagtailcore_page: title of a live row."""
    _sql("UPDATE wagtailcore_page SET title = %s WHERE id = %s", WORDS, case.page.pk)


def sql_story(case: Case, who: Any) -> None:
    """UPDATE stories_storypage of a live row."""
    _sql("UPDATE stories_storypage SET summary = %s WHERE page_ptr_id = %s", WORDS, case.page.pk)


def sql_page_insert(case: Case, who: Any) -> None:
    """INSERT INTO wagtailcore_page a live row, as a copy of a draft."""
    parent = story_index()
    columns = [field.column for field in Page._meta.local_concrete_fields if field.column != "id"]
    fresh_values = {
        "path": "'" + Page._get_path(parent.path, parent.depth + 1, 998) + "'",
        "live": "true" if connection.vendor == "postgresql" else "1",
        "slug": f"'{SECRET}-insert'",
        "translation_key": "'" + "ab" * 16 + "'",
    }
    chosen = ", ".join(fresh_values.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    _sql(f"INSERT INTO wagtailcore_page ({names}) SELECT {chosen} FROM wagtailcore_page WHERE id = %s", case.page.pk)


def sql_revision(case: Case, who: Any) -> None:
    """UPDATE wagtailcore_revision: the content of a released revision, which then goes out once more."""
    revision = case.page.live_revision
    content = json.dumps(revision.content | {"title": WORDS, "summary": WORDS})
    _sql("UPDATE wagtailcore_revision SET content = %s WHERE id = %s", content, revision.pk)
    with _what_came_before_stays():
        Revision.objects.get(pk=revision.pk).publish(skip_permission_checks=True)


def sql_release(case: Case, who: Any) -> None:
    """UPDATE publishing_release: let it name other words."""
    revision = _secret_revision(case.page)
    _sql("UPDATE publishing_release SET revision_id = %s WHERE object_id = %s", revision.pk, str(case.page.pk))


def sql_release_digest(case: Case, who: Any) -> None:
    """UPDATE publishing_release: let it name another fingerprint."""
    _sql("UPDATE publishing_release SET revision_digest = %s WHERE object_id = %s", "0" * 64, str(case.page.pk))


def sql_release_delete(case: Case, who: Any) -> None:
    """DELETE FROM publishing_release."""
    _sql("DELETE FROM publishing_manifest")
    _sql("DELETE FROM publishing_release WHERE object_id = %s", str(case.page.pk))


def sql_manifest_delete(case: Case, who: Any) -> None:
    """DELETE FROM publishing_manifest."""
    release = Release.objects.get(object_id=str(case.page.pk), state="valid")
    contributor = contributors_of(case.page).first()
    Contributor.objects.filter(pk=contributor.pk).update(credit="made_up_name", credit_name=SECRET)
    _sql("DELETE FROM publishing_manifest WHERE release_id = %s", release.pk)


def _secret_manifest(case: Case) -> tuple[Manifest, dict[str, Any]]:
    manifest = Manifest.objects.get(release__object_id=str(case.page.pk), release__state="valid")
    body = json.loads(json.dumps(manifest.body))
    body["credits"][0]["name"] = SECRET
    return manifest, body


def sql_manifest(case: Case, who: Any) -> None:
    """UPDATE publishing_manifest: another credit name."""
    manifest, body = _secret_manifest(case)
    _sql("UPDATE publishing_manifest SET body = %s WHERE id = %s", json.dumps(body), manifest.pk)


def sql_manifest_blanked(case: Case, who: Any) -> None:
    """UPDATE publishing_manifest: another credit name, under the name of erasure."""
    manifest, body = _secret_manifest(case)
    _sql(
        "UPDATE publishing_manifest SET body = %s, blanked_at = %s WHERE id = %s",
        json.dumps(body),
        timezone.now().isoformat(),
        manifest.pk,
    )


# The record itself, by code


def code_manifest(case: Case, who: Any) -> None:
    """Change what was frozen."""
    manifest, body = _secret_manifest(case)
    manifest.body = body
    manifest.save()


def code_manifest_blanked(case: Case, who: Any) -> None:
    """Change what was frozen, under the name of erasure."""
    manifest, body = _secret_manifest(case)
    manifest.body, manifest.blanked_at = body, timezone.now()
    manifest.save()


def code_manifest_delete(case: Case, who: Any) -> None:
    """Delete what was frozen, so that the page shows what it would in a preview."""
    contributor = contributors_of(case.page).first()
    Contributor.objects.filter(pk=contributor.pk).update(credit="made_up_name", credit_name=SECRET)
    Manifest.objects.get(release__object_id=str(case.page.pk), release__state="valid").delete()


def code_release_delete(case: Case, who: Any) -> None:
    """Delete a release, past what hangs on it."""
    release = Release.objects.get(object_id=str(case.page.pk), state="valid")
    Manifest.objects.filter(release=release).delete()
    release.delete()


def code_release_queryset_delete(case: Case, who: Any) -> None:
    """Delete releases and all that hangs on them."""
    Manifest.objects.all().delete()
    Release.objects.filter(object_id=str(case.page.pk)).delete()


def code_release_other_revision(case: Case, who: Any) -> None:
    """Let a release name other words, and make them live."""
    release = Release.objects.get(object_id=str(case.page.pk), state="valid")
    release.revision = _secret_revision(case.page)
    release.save()


def code_release_other_revision_by_field(case: Case, who: Any) -> None:
    """The same, saving that field only."""
    release = Release.objects.get(object_id=str(case.page.pk), state="valid")
    release.revision = _secret_revision(case.page)
    release.save(update_fields=["revision"])


def code_release_back_to_valid(case: Case, who: Any) -> None:
    """Bring a release that was taken back for good to life again, and publish it."""
    release = Release.objects.filter(object_id=str(case.page.pk)).latest("pk")
    release.state = Release.State.VALID
    release.save(update_fields=["state"])
    release.revision.publish(skip_permission_checks=True)


def code_credit_name(case: Case, who: Any) -> None:
    """Change how somebody is named, without a new release."""
    choose_credit(contributor=contributors_of(case.page).first(), credit="made_up_name", credit_name=SECRET)


def code_picture_row(case: Case, who: Any) -> None:
    """Hang a picture on the live row."""
    image = make_image(title=SECRET, alt=SECRET)
    page = fresh(case.page)
    page.listing_image = image
    page.save()
