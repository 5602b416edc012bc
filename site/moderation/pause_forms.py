"""Forms about pausing: on which ground and why, and the answer to an appeal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.forms import ReasonForm
from moderation.guides import newest_guide
from moderation.models import Pause

SAYS_WHY = _(
    "Everybody who made it reads this, and it goes out by email too: do not copy words out of the story. "
    "Say what could be changed, if anything could."
)


class PauseForm(ReasonForm):
    """A ground, and a reason that everybody who made it reads, by email too, and so quotes no word of the story."""

    ground = forms.ChoiceField(
        label=_("Which ground or rule does it rest on?"),
        help_text=_("Only somebody’s safety, the law, or a rule that the group has agreed on is a ground for pausing."),
        error_messages={"required": _("Please choose what it rests on. Nothing is paused yet.")},
    )
    comment = forms.CharField(
        label=_("Why, in plain words?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=SAYS_WHY,
        error_messages={"required": _("Please say why. The people who made it need to know.")},
    )

    field_order = ["ground", "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground: Any = self.fields["ground"]
        guide = newest_guide()
        own = [(choice.value, choice.label) for choice in (Pause.Ground.SAFEGUARDING, Pause.Ground.LAW)]
        rules = [(rule.id, str(rule)) for rule in guide.rules] if guide is not None else []
        ground.choices = [("", _("Choose one")), *own, *rules]


class AppealAnswerForm(ReasonForm):
    """Whether the pause is over, and why; whoever appealed reads it where they see their work."""

    outcome = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("lifted", _("They are right: the pause is over")), ("stays", _("It stays down as it is"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one of the two. Nothing is answered yet.")},
    )
    comment = forms.CharField(
        label=_("Why, in plain words?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody who made it reads this beside their work."),
        error_messages={"required": _("Please say why. The people who made it need to know.")},
    )

    field_order = ["outcome", "comment"]
