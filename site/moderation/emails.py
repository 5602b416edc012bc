"""Emails about where a work is. They name one next step, and hold no word or title of a story."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState

from accounts.roles import accounts_with_role
from authorship.links import studio_link
from authorship.models import Recorder
from authorship.selectors import contributors_of, is_contributor, is_translation, work_of
from core import emails
from moderation import four_eyes
from moderation.models import BeingCheckedTask, CheckState, Reading
from moderation.models.claims import SentOnce
from moderation.notes import notes_of_steps
from moderation.somebody_else import moderators_asked_away
from publishing.candidates import writers_of
from publishing.registry import Registry

changes_told = Registry("tell(page, step) -> True where whoever has to make the changes was told by a room above")


def work_link(page: Any) -> str:
    """Return where whoever sent `page` in finds it: in the studio, or in the admin for a page of the site.

    Whoever translated it starts from the admin's first screen, since what is theirs may have ended.
    """
    work = work_of(page)
    if is_translation(page):
        path = reverse("wagtailadmin_home")
    elif work is not None:
        path = reverse("studio:work", args=[work.pk])
    else:
        path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return f"{settings.SITE_URL}{path}"


def send_after_commit(
    subject: Promise, template: str, addresses: Iterable[str | None], context: dict[str, Any], **options: str
) -> None:
    """Send one email to each address once the transaction has succeeded; `template` is in moderation/emails/.

    `options` are those of core.emails.
    """
    emails.send_after_commit(subject, f"moderation/emails/{template}.txt", addresses, context, **options)


def tell_administrators(subject: Promise, template: str) -> None:
    """Tell administrators that somebody is missing; the link leads to where they sign in."""
    link = f"{settings.SITE_URL}{reverse('wagtailadmin_home')}"
    send_after_commit(subject, template, accounts_with_role("admin").values_list("email", flat=True), {"link": link})


def addresses_of_authors(page: Any, also: Any = None) -> list[str | None]:
    """Return the email addresses of everybody who made `page`, and of whoever sent it in."""
    addresses: list[str | None] = [person.person.email for person in contributors_of(page) if person.person.user]
    return addresses + ([_address_of(also)] if also is not None else [])


def _address_of(user: Any) -> str | None:
    """Return where an email reaches an account; who wants none about their works gets none."""
    person = getattr(user, "person", None)
    return person.email if person is not None else user.email


def _tell_people(page: Any, subject: Promise, template: str, also: Any = None, **context: Any) -> None:
    """Tell everybody who takes part in `page`, each with the link that opens for them, and whoever sent it in."""
    people = list(contributors_of(page))
    for person in people:
        send_after_commit(subject, template, [person.person.email], {"link": studio_link(person), **context})
    if also is not None and also.pk not in {person.person.user_id for person in people}:
        send_after_commit(subject, template, [_address_of(also)], {"link": work_link(page), **context})


def _tell_helpers(page: Any) -> None:
    """Tell trainers who were asked to help somebody without an account that there is something to read out now."""
    people = [person.pk for person in contributors_of(page) if person.person.user_id is None]
    for recorder in Recorder.objects.filter(contributor__in=people).select_related("trainer"):
        link = f"{settings.SITE_URL}{reverse('studio:recording', args=[recorder.pk])}"
        subject = _("Somebody can give their OK now")
        send_after_commit(subject, "help_to_answer", [recorder.trainer.email], {"link": link})


def on_step(sender: Any, instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """A step has begun: tell moderators that something waits, or authors that we wait for their OK."""
    page = instance.workflow_state.content_object.specific
    if getattr(instance, "is_moderation", False):
        task: BeingCheckedTask = instance.task.specific
        people = _who_may_check(task, page)
        link = f"{settings.SITE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
        send_after_commit(
            _("Something waits to be checked"),
            "to_check",
            people.values_list("email", flat=True),
            {"link": link},
        )
    elif _asks_for_oks(instance) and contributors_of(page):
        _tell_people(page, _("We need your OK"), "your_ok")
        _tell_helpers(page)


def _asks_for_oks(step: TaskState) -> bool:
    return getattr(step, "is_your_ok", False) and step.status == TaskState.STATUS_IN_PROGRESS


def on_reading(sender: Any, instance: Reading, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Somebody approved words that need a second moderator: ask those who may be it, once for these words.

    Administrators hear of it where there is nobody, since then somebody is missing.
    """
    running = CheckState.objects.filter(workflow_state=instance.run, status=TaskState.STATUS_IN_PROGRESS)
    check = running.filter(revision=instance.revision_id).last()
    if raw or not created or check is None:
        return
    page = check.workflow_state.content_object.specific
    if not four_eyes.still_needed(page, instance.run, check.revision):
        return
    if not SentOnce.is_first(f"second:{check.pk}:{instance.digest[:32]}"):
        return
    able = [user.email for user in who_may_be_second(check, page)]
    if able:
        link = f"{settings.SITE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
        send_after_commit(_("One more moderator is needed"), "second_pair", able, {"link": link})
        return
    tell_administrators(_("One more moderator is needed"), "nobody_is_second")


def _who_may_check(task: BeingCheckedTask, page: Any) -> QuerySet[Any]:
    """Return the moderators whom nobody in the work has asked away."""
    people = get_user_model().objects.filter(groups__in=task.groups.all(), is_active=True)
    return people.exclude(pk__in=moderators_asked_away(page))


def who_may_be_second(check: CheckState, page: Any) -> list[Any]:
    """Return the moderators who may approve beside the first: none who wrote in it, read it, or was asked away."""
    task, writers = check.task.specific, writers_of(page)
    people = _who_may_check(task, page).distinct().order_by("pk")
    return [user for user in people if user.pk not in writers and not four_eyes.has_approved(user, check)]


def on_changes_asked(sender: Any, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """Changes were asked for, somebody said not yet, or people can tell who left: tell every author what it is."""
    page = instance.content_object.specific
    step = instance.current_task_state.specific
    if any(tell(page, step) for tell in changes_told):
        return
    is_moderation = getattr(step, "is_moderation", False)
    if is_moderation:
        template = "changes_asked"
    else:
        template = "not_yet" if user is None or is_contributor(user, page) else "sent_back"
    send_after_commit(
        _("Somebody would like to wait") if template == "not_yet" else _("A few changes first, please"),
        template,
        addresses_of_authors(page, also=instance.requested_by),
        {"link": work_link(page), "note": notes_of_steps([step.pk]).get(step.pk)},
    )


def on_approved(sender: Any, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    """It went through: tell everybody who made it."""
    page = instance.content_object.specific
    _tell_people(page, _("It is ready"), "published", also=instance.requested_by)


def tell_of_proof(step: TaskState) -> None:
    """A yes on paper or aloud was written down: ask whoever approved these words to open its proof."""
    checks = step.workflow_state.task_states.filter(status=TaskState.STATUS_APPROVED, finished_by__isnull=False)
    addresses = checks.values_list("finished_by__email", flat=True)
    link = f"{settings.SITE_URL}{reverse('wagtailadmin_home')}"
    send_after_commit(_("Something waits to be looked at"), "proof_to_open", addresses, {"link": link})
