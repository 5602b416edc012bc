"""What each person may take back of a work, and who may erase a person. The page in docs is made from the table."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.roles import has_role
from authorship.models import Contributor, Work, is_training

Role = Contributor.Role


class Reach(models.TextChoices):
    """How far somebody's no reaches."""

    WHOLE = "whole", _("the whole work")
    PART = "part", _("their own name, pictures, recordings and translation, and of training their own words")


# Where the work is a story, told by people: its tellers and whoever is shown, heard or named in it hold the whole.
# Whoever helped holds their own part.
STORY: dict[str, Reach] = {
    Role.TELLER: Reach.WHOLE,
    Role.CO_AUTHOR: Reach.WHOLE,
    Role.INTERVIEWER: Reach.PART,
    Role.PHOTOGRAPHER: Reach.PART,
    Role.TRANSLATOR: Reach.PART,
    Role.SUPPORTER: Reach.PART,
    Role.TRAINER: Reach.PART,
    Role.SHOWN: Reach.WHOLE,
}
# Training material stays, with a gap that can be seen where somebody's part was.
MODULE: dict[str, Reach] = dict.fromkeys(Role.values, Reach.PART)


def reach_of(contributor: Contributor, page: Any) -> Reach:
    """Return how far the no of `contributor` reaches in the work of `page`: who made it alone holds the whole."""
    others = Contributor.objects.filter(work_id=contributor.work_id).exclude(pk=contributor.pk)
    return _reach(contributor.role, page, is_alone=not others.exists())


def holders_of(work: Work, page: Any) -> set[int]:
    """Return the ids of those whose no reaches the whole `work`, which is that of `page`. One query."""
    roles = dict(Contributor.objects.filter(work=work).values_list("pk", "role"))
    return {pk for pk, role in roles.items() if _reach(role, page, is_alone=len(roles) == 1) == Reach.WHOLE}


def _reach(role: str, page: Any, *, is_alone: bool) -> Reach:
    if is_alone:
        return Reach.WHOLE
    return (MODULE if is_training(page.specific_class) else STORY)[role]


def may_erase(user: Any, person: Person | None = None) -> bool:
    """Say whether `user` may erase people, or this one: administrators may, and nobody erases themselves."""
    if not user.is_active or not (user.is_superuser or has_role(user, "admin")):
        return False
    return person is None or person.user_id != user.pk
