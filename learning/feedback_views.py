"""The form behind a session's last question, for everybody and without a name; and what came of it, for trainers."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.answers import private
from core.forms import OpenForm
from core.throttle import throttled
from learning import feedback
from learning.models import Feedback, SessionPage
from learning.records import keeps_records

ANSWERS_AN_HOUR = 40
"""From one address of the network: a whole group sits in the same room."""


class FeedbackForm(OpenForm):
    """How it was, and the questions of a session. Nobody has to answer all of them."""

    face = forms.TypedChoiceField(
        label=_("How was it for you?"),
        choices=Feedback.Face.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, questions: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {f"answer_{number}": key for number, key in enumerate(questions)}
        for name, question in zip(self.keys, questions.values(), strict=True):
            self.fields[name] = forms.CharField(
                label=question,
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            )

    @property
    def answers(self) -> dict[str, str]:
        """What was answered, by the key of the question."""
        return {key: self.cleaned_data[name] for name, key in self.keys.items()}

    def clean(self) -> dict[str, Any]:
        """Take no sheet on which nothing stands."""
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and data.get("face") is None and not any(self.answers.values()):
            raise forms.ValidationError(_("Please answer at least one of them."))
        return data


def feedback_form(session: SessionPage, request: HttpRequest) -> HttpResponse:
    """Ask how a session was, and keep what somebody says."""
    form = FeedbackForm(request.POST if request.method == "POST" else None, questions=feedback.questions_of(session))
    status = 200
    if request.method == "POST":
        if throttled(request, "feedback", most=ANSWERS_AN_HOUR):
            form.add_error(None, gettext("Many people have answered from here just now. Please try again in an hour."))
            status = 429
        elif form.is_valid():
            feedback.give_feedback(session=session, face=form.cleaned_data["face"], answers=form.answers)
            return redirect(f"{session.get_url(request)}{session.reverse_subpage('feedback_given')}")
    context = {"page": session, "form": form}
    response = private(render(request, "learning/feedback.html", context), no_referrer=True)
    response.status_code = status
    return response


@require_safe
def read_feedback(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show those who run sessions what people said about one."""
    if not keeps_records(request.user):
        raise PermissionDenied
    session = get_object_or_404(SessionPage, pk=page_id)
    context = {"session": session, "said": feedback.said_about(session), "shown_from": feedback.SHOWN_FROM}
    return private(render(request, "learning/admin/feedback.html", context))
