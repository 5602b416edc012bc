"""Somebody who makes an account after an invitation is a reporter."""

from typing import Any

from allauth.account.signals import user_signed_up
from django.contrib.auth.models import Group
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.adapter import INVITED_EMAIL
from accounts.models import Person
from accounts.roles import BY_KEY


@receiver(user_signed_up, dispatch_uid="stories.new_reporter")
def make_reporter(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Give a new account its role and its person; the next screen asks for the name. The door closes behind it."""
    user.groups.add(Group.objects.get(name=BY_KEY["reporter"].name))
    Person.objects.get_or_create(user=user, defaults={"name": "", "contact": user.email or ""})
    request.session.pop(INVITED_EMAIL, None)
