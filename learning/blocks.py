"""What a session is made of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from core.blocks import GapBlock, PictureBlock, VideoBlock, WordsBlock

RHYTHM = [
    ("welcome", _("Welcome")),
    ("teach", _("Teach")),
    ("practise", _("Practise")),
    ("peer_review", _("Peer review")),
    ("share", _("Share")),
    ("close", _("Close")),
]
GROUPING = [
    ("everyone", _("Everybody together")),
    ("small_groups", _("Small groups")),
    ("pairs", _("Pairs")),
    ("alone", _("On your own")),
]


OUTCOMES = [
    (str(number), label)
    for number, label in enumerate(
        (_("The first"), _("The second"), _("The third"), _("The fourth"), _("The fifth")), start=1
    )
]
NEEDS = [
    ("sight", _("seeing")),
    ("hearing", _("hearing")),
    ("reading", _("reading or writing")),
    ("speaking", _("speaking")),
    ("moving", _("moving around")),
    ("phone", _("a phone")),
]


EACH = [
    ("group", _("for everybody together")),
    ("small_group", _("for each small group")),
    ("pair", _("for each pair")),
    ("person", _("for each person")),
]


class ThingBlock(blocks.StructBlock):
    """Something that a session needs: how many for whom, and what does as well."""

    thing = blocks.CharBlock(label=_("Thing"), max_length=200)
    number = blocks.IntegerBlock(label=_("How many"), min_value=1, max_value=500, default=1)
    each = blocks.ChoiceBlock(label=_("For whom"), choices=EACH, default="group")
    instead = blocks.CharBlock(label=_("What does as well, and costs less"), max_length=200, required=False)

    class Meta:
        icon = "clipboard-list"
        label = _("Thing")
        template = "blocks/thing.html"
        description = _("Something that is needed: how many for whom, and what does as well.")
        preview_value = {
            "thing": "A phone that records sound",
            "number": 1,
            "each": "pair",
            "instead": "a pencil and paper",
        }


def thing_in_words(value: Any) -> str:
    """Return a thing as one line of a list."""
    words = _("%(number)s %(each)s: %(thing)s") if value["number"] else _("%(thing)s, %(each)s")
    line = words % {"number": value["number"], "each": dict(EACH)[value["each"]], "thing": value["thing"]}
    if not value["instead"]:
        return line
    return _("%(line)s (or %(instead)s)") % {"line": line, "instead": value["instead"]}


class ActivityBlock(blocks.StructBlock):
    """One thing that a group does, with its steps and minutes."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    rhythm = blocks.ChoiceBlock(label=_("Part of the rhythm"), choices=RHYTHM, default="practise")
    purpose = blocks.TextBlock(label=_("What it is for"), required=False)
    outcomes = blocks.MultipleChoiceBlock(
        label=_("Which outcome of the session does it work towards?"),
        choices=OUTCOMES,
        widget=forms.CheckboxSelectMultiple,
        default=[],
        required=False,
    )
    steps = blocks.ListBlock(blocks.TextBlock(label=_("Step")), label=_("Steps"))
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=600)
    grouping = blocks.ChoiceBlock(label=_("Who works together"), choices=GROUPING, default="everyone")
    things = blocks.ListBlock(ThingBlock(), label=_("What it needs, with numbers"), default=[], required=False)
    materials = blocks.ListBlock(
        blocks.CharBlock(label=_("Thing")), label=_("What else it needs"), default=[], required=False
    )
    output = blocks.TextBlock(label=_("What comes out of it"), required=False)
    facilitator_notes = blocks.TextBlock(label=_("Facilitator notes"), required=False)
    needs = blocks.MultipleChoiceBlock(
        label=_("What does it ask of people?"),
        choices=NEEDS,
        widget=forms.CheckboxSelectMultiple,
        default=[],
        required=False,
    )
    access_note = blocks.TextBlock(label=_("What helps somebody who cannot do it like that"), required=False)
    skip_if_short = blocks.BooleanBlock(label=_("Can be left out if time is short"), required=False)

    class Meta:
        icon = "group"
        label = _("Activity")
        template = "blocks/activity.html"
        description = _("One activity with its steps, minutes and materials.")
        preview_value = {
            "title": "Practise in pairs",
            "rhythm": "practise",
            "purpose": "To feel what an open question does.",
            "outcomes": ["1"],
            "needs": ["hearing", "speaking"],
            "steps": ["Agree the question.", "Record one minute each, then swap.", "Listen back together."],
            "minutes": 25,
            "grouping": "pairs",
            "things": [{"thing": "phone that records", "number": 1, "each": "pair", "instead": "pencil and paper"}],
            "materials": ["Question cards"],
            "facilitator_notes": "Nobody has to speak. Offer the card for passing.",
            "access_note": "Drawing or writing works as well as recording.",
        }


def needed_for(activity: Any) -> list[str]:
    """Return all that an activity needs, a line for each thing: those with numbers first."""
    counted = [str(thing_in_words(thing)) for thing in activity.get("things") or ()]
    return counted + list(activity.get("materials") or ())


class TryBlock(blocks.StructBlock):
    """One time that a module was tried: when, where, by whom, and what changed after it."""

    day = blocks.DateBlock(label=_("When"))
    place = blocks.CharBlock(label=_("Where"), max_length=200)
    who = blocks.CharBlock(label=_("Who tried it"), max_length=200, required=False)
    changed = blocks.TextBlock(label=_("What changed after it"), required=False)

    class Meta:
        icon = "date"
        label = _("Tried")
        template = "blocks/try.html"
        description = _("When and where a module was tried, and what changed after it.")
        preview_value = {
            "day": "2026-09-03",
            "place": "A library",
            "who": "Seven reporters and a trainer",
            "changed": "Longer breaks.",
        }


class ChangeBlock(blocks.StructBlock):
    """What people said after a module without a name, and what was changed after it."""

    said = blocks.TextBlock(
        label=_("What people said"), help_text=_("In your own words, so that nobody is known by it.")
    )
    changed = blocks.TextBlock(label=_("What we changed"))

    class Meta:
        icon = "comment"
        label = _("Said and changed")
        template = "blocks/change.html"
        description = _("What people said, and what was changed after it.")
        preview_value = {"said": "The break came too late.", "changed": "There are two short breaks now."}


class LentStoryBlock(blocks.PageChooserBlock):
    """A story that those in a session can listen to, while its tellers lend it to training."""

    def get_preview_value(self) -> Page:
        """Return a story with a title and nothing else."""
        return Page(title=self.meta.preview_value)

    class Meta:
        icon = "openquote"
        label = _("Story")
        template = "blocks/lent_story.html"
        description = _("A story to listen to. Readers see it while it is public and its tellers say yes to training.")
        preview_value = "The bus to the job centre"


class BreakBlock(blocks.StructBlock):
    """A break, which counts as time too."""

    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=120)
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=200)

    class Meta:
        icon = "time"
        label = _("Break")
        template = "blocks/break.html"
        description = _("A break with its minutes.")
        preview_value = {"minutes": 10, "note": "Tea, fresh air, quiet room open"}


def minutes_of(block: Any) -> int:
    """Return how long a part of a session takes: activities and breaks are time, and nothing else."""
    return int(block.value["minutes"] or 0) if block.block_type in ("activity", "rest") else 0


class RunningOrderBlock(blocks.StreamBlock):
    """What happens in a session, in order."""

    activity = ActivityBlock()
    rest = BreakBlock()
    words = WordsBlock()
    picture = PictureBlock()
    video = VideoBlock()
    gap = GapBlock()


def short_list(label: Any, thing: Any) -> blocks.ListBlock:
    """Return a list of short texts."""
    return blocks.ListBlock(
        blocks.CharBlock(label=thing, max_length=300),
        label=label,
        template="blocks/short_list.html",
        preview_value=["Ask one open question", "Leave space for the answer"],
        description=_("A short list."),
    )
