"""Forms by which somebody tells us that something is wrong, and those in which we say what we did about it."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.forms import OpenForm
from core.throttle import throttled
from moderation.complaints import take_complaint
from moderation.flags import Act, page_at, raise_flag
from moderation.forms import ReasonForm
from moderation.models import Concern, DataComplaint, Flag

FLAGS_AN_HOUR = 10
TOO_MANY = _("We have had several of these from here. Please try again in an hour. In danger, call 999.")


class Kind(models.TextChoices):
    """What a reader tells us about."""

    PAGE = "page", _("Something on a page is wrong, or about me without my say")
    SAFETY = "safety", _("I am worried that somebody is not safe")
    DATA = "data", _("How you use my personal data: I want to complain")


class ReportForm(OpenForm):
    """Anybody can say that something is wrong. Nothing but the words is asked."""

    kind = forms.ChoiceField(
        label=_("What is it about?"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.PAGE
    )
    danger_now = forms.BooleanField(label=_("Somebody is in danger right now"), required=False)
    about = forms.CharField(label=_("Which page is it about?"), max_length=500, required=False)
    words = forms.CharField(
        label=_("What is the matter?"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
        error_messages={"required": _("Please tell us what is the matter. A few words are enough.")},
    )
    contact = forms.EmailField(
        label=_("Your email address, if you would like an answer"),
        required=False,
        error_messages={"invalid": _("This does not look like an email address. You can also leave it empty.")},
    )

    @property
    def kept_as(self) -> str:
        """The kind that it counts as: whoever says that somebody is in danger is never put aside as a remark."""
        return Kind.SAFETY if self.cleaned_data["danger_now"] else Kind(self.cleaned_data["kind"])

    def save(self, by: Any = None) -> Any:
        """Keep what was told as what it is, and return it; `by` is whoever is signed in, or None."""
        fields = {name: self.cleaned_data[name] for name in ("about", "words", "contact")}
        if self.kept_as == Kind.DATA:
            return take_complaint(**fields)
        if self.kept_as == Kind.SAFETY:
            page = page_at(fields["about"])
            return raise_flag(page=page, by=by, danger_now=self.cleaned_data["danger_now"], **fields)
        return Concern.objects.create(**fields)


class FlagForm(forms.Form):
    """Somebody who is signed in is worried about somebody in, or around, a work."""

    words = forms.CharField(
        label=_("What worries you?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        help_text=_("A few words are enough. You do not have to be sure."),
        error_messages={"required": _("Please tell us what worries you. A few words are enough.")},
    )
    danger_now = forms.BooleanField(
        label=_("Somebody is in danger right now"),
        required=False,
        help_text=_("If others can read it, it is hidden at once while somebody looks."),
    )

    def save(self, request: HttpRequest, page: Any) -> Flag | None:
        """Raise the flag about `page`; return None, with a sentence to show, where somebody sends too many."""
        if throttled(request, "flag", most=FLAGS_AN_HOUR):
            self.add_error(None, TOO_MANY)
            return None
        return raise_flag(page=page, by=request.user, **self.cleaned_data)


class FlagActForm(ReasonForm):
    """What a lead does about a flag. Only pausing needs a reason, which those who made the work read."""

    act = forms.ChoiceField(
        label=_("What do you do?"),
        choices=Act.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what you do. Nothing has changed yet.")},
    )
    comment = forms.CharField(
        label=_("If you pause it: why, in plain words?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody who made it reads this, by email too. Do not say who told us, or copy words out of it."),
    )

    field_order = ["act", "comment"]

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where it is paused."""
        data = super().clean() or {}
        if data.get("act") == Act.PAUSE and not data.get("comment"):
            self.add_error("comment", _("Please say why. The people who made it need to know."))
        return data


class ComplaintAnswerForm(forms.Form):
    """What came of a complaint, in words that go to whoever complained."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=DataComplaint.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what came of it. Nothing is sent yet.")},
    )
    answer = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=5000,
        help_text=_(
            "It is sent by email, where they left an address. Say what you found, what you changed, "
            "and that they can go to the Information Commissioner. Do not copy words out of a story."
        ),
        error_messages={"required": _("Please write your answer. Nothing is sent yet.")},
    )
