"""Emails about translations. They name one next step, and hold no word or title of a work."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from accounts.roles import accounts_with_role
from core import emails
from core.listing import listed
from languages.names import own_name
from translation.models import Assignment


def _send(subject: Promise, template: str, people: Any, path: str) -> None:
    context = {"link": f"{settings.SITE_URL}{path}"}
    addresses = [person.email for person in people]
    emails.send_after_commit(subject, f"translation/emails/{template}.txt", addresses, context)


def _mine() -> str:
    return reverse("translation_mine")


def tell_invited(account: Any, codes: list[str]) -> None:
    """Ask somebody to help with translations into these languages, in the first of them that we speak."""
    context = {"link": f"{settings.SITE_URL}{_mine()}", "languages": listed(map(own_name, codes))}
    spoken = next((code for code in codes if code in settings.INTERFACE_LANGUAGES), settings.LANGUAGE_CODE)
    subject = _("You are asked to help with translations")
    emails.send_after_commit(subject, "translation/emails/invited.txt", [account.email], context, language=spoken)


def tell_assigned(assignment: Assignment) -> None:
    """Tell somebody that there is something to translate, or that they are asked to check a language later."""
    if assignment.translates:
        _send(_("There is something to translate"), "assigned", [assignment.account], _mine())
    else:
        _send(_("You are asked to check a translation"), "asked_to_check", [assignment.account], _mine())


def tell_given_up(assignment: Assignment) -> None:
    """Tell administrators that a translation needs somebody else."""
    _send(_("A translation needs somebody"), "given_up", accounts_with_role("admin"), reverse("translation_all"))


def on_step(sender: Any, instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """A check of the language has begun: tell whoever was asked to make it."""
    from translation.selectors import assignments_of

    if not getattr(instance, "is_language_check", False):
        return
    page = instance.workflow_state.content_object.specific
    reviewers = assignments_of(page).filter(part=Assignment.Part.REVIEWER)
    path = reverse("translation_check", args=[page.pk])
    _send(_("A translation waits for you"), "to_check", [one.account for one in reviewers], path)


def tell_who_translates(page: Any, step: Any) -> bool:
    """Tell whoever translates `page` that something should be looked at again; say whether nobody else has to know.

    Where somebody who told it says not yet, all of them hear that too.
    """
    from translation.selectors import assignments_of, translation_of

    if translation_of(page) is None:
        return False
    translators = assignments_of(page).filter(part=Assignment.Part.TRANSLATOR)
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    _send(_("A few changes first, please"), "changes_asked", [one.account for one in translators], path)
    return not getattr(step, "is_your_ok", False)


def tell_public(assignment: Assignment) -> None:
    """Thank somebody who translated or checked it: all of it is public now."""
    _send(_("Your translation is public"), "public", [assignment.account], _mine())
