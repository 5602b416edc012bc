"""People and works for the tests of sign-in and of the admin."""

from datetime import date
from typing import Any

from django.test import Client
from wagtail.models import Page

from accounts.making import make_person
from accounts.models import User
from authorship.models import Contributor
from authorship.services import add_contributor, choose_credit
from consent.services import agrees_to_everything

PASSWORD = "kettle-first-then-talking"
ROLES = {
    "reporter": "Reporter",
    "trainer": "Trainer",
    "moderator": "Moderator",
    "translator": "Translator",
    "reviewer": "Language reviewer",
    "safeguarding": "Safeguarding lead",
    "admin": "Administrator",
}


def person(key: str, *roles: str, trained: bool = True) -> User:
    """Return an account `key`@people.org with these roles (by key; without any, the one of that name)."""
    names = [ROLES[role] for role in roles or (key,)]
    user = make_person(email=f"{key}@people.org", name=f"{key.capitalize()} Person", roles=names, password=PASSWORD)
    if trained:
        user.person.responsible_storytelling_on = date(2026, 1, 5)
        user.person.save()
    return User.objects.get(pk=user.pk)


def signed_in(user: User) -> Client:
    """Return a browser in which `user` is signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def story(title: str, *tellers: User, text: str = "We waited at the stop until the lamp went out.") -> Any:
    """Return a draft story by these people, each of whom has chosen a name to be shown."""
    from stories.models import StoryIndexPage, StoryPage

    parent = StoryIndexPage.objects.get(locale__language_code="en")
    page = StoryPage(title=title, owner=tellers[0] if tellers else None, live=False, body=[("words", text)])
    parent.add_child(instance=page)
    for teller in tellers:
        add_contributor(work=page.work, person=teller.person, role=Contributor.Role.TELLER)
    for contributor in page.work.contributors.all():
        choose_credit(contributor=contributor, credit="made_up_name", credit_name=f"Name {contributor.pk}")
        agrees_to_everything(contributor=contributor)
    page.save_revision(user=tellers[0] if tellers else None)
    return fresh(page)


def module(title: str, trainer: User) -> Any:
    """Return a draft module by `trainer`, below a draft programme."""
    from learning.models import LearningIndexPage, ModulePage, ProgrammePage

    parent = LearningIndexPage.objects.get(locale__language_code="en")
    programme = ProgrammePage.objects.first()
    if programme is None:
        programme = parent.add_child(instance=ProgrammePage(title="Programme", slug="programme", live=False))
        programme.save_revision(user=trainer)
    page = programme.add_child(instance=ModulePage(title=title, owner=trainer, live=False))
    page.save_revision(user=trainer)
    return fresh(page)


def fresh(page: Any) -> Any:
    """Return the page as the database has it now."""
    return Page.objects.get(pk=page.pk).specific
