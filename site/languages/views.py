"""Choosing the language of what is somebody's alone."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.models import Person
from core.answers import private, way_back
from languages.interface import CHOSEN


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep which language somebody would like, and go back to where they were.

    Whoever is signed in keeps it wherever they sign in, and gets emails in it. Before that it is kept on the device:
    a phone that others use too learns nothing about who signed in.
    """
    answer = private(redirect(way_back(request)))
    language = request.POST.get("language")
    if language not in settings.INTERFACE_LANGUAGES:
        return answer
    user: Any = request.user
    if user.is_authenticated:
        person = Person.objects.of(user)
        person.language = language
        person.save(update_fields=["language"])
        request.session[CHOSEN] = language
    else:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer


def remember_choice(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """After somebody signed in: speak the language that they chose before, wherever that was."""
    language = Person.objects.filter(user=user).values_list("language", flat=True).first()
    if language:
        request.session[CHOSEN] = language
