"""Making accounts for people, by whoever may."""

from collections.abc import Iterable

from django.contrib.auth.models import Group

from accounts.models import Person, User


def make_person(*, email: str, name: str, roles: Iterable[str], password: str | None = None) -> User:
    """Return the account of this address with these roles (group names), making it and its person where needed.

    Whoever has an account keeps their name, and the roles they had.
    """
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        first, _space, last = name.partition(" ")
        user = User.objects.create_user(email, password, first_name=first[:150], last_name=last[:150])
    user.groups.add(*Group.objects.filter(name__in=list(roles)))
    Person.objects.get_or_create(user=user, defaults={"name": name, "contact": email.lower()})
    return user
