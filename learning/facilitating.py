"""What whoever leads a session has in hand: clock times, how much of everything, and what to leave out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import ceil
from typing import Any
from urllib.parse import unquote

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from core.codes import qr_of
from learning.blocks import EACH, minutes_of

START, PEOPLE = time(10), 12
IN_A_SMALL_GROUP = 4
SHARED_BY = {"group": None, "small_group": IN_A_SMALL_GROUP, "pair": 2, "person": 1}
"""How many people share a thing. None: there is one for all of them."""


class PlanForm(forms.Form):
    """When a session starts, how many come, and how much time there is."""

    start = forms.TimeField(
        label=_("Start time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Write a time such as 10:00.")},
    )
    people = forms.IntegerField(label=_("How many people"), required=False, min_value=1, max_value=200)
    minutes = forms.IntegerField(label=_("Minutes you have"), required=False, min_value=1, max_value=1440)


@dataclass(frozen=True)
class Slot:
    """One part of a session with its place in the day. Without a start, it takes no time or is left out."""

    block: Any
    start: time | None = None
    end: time | None = None
    is_left_out: bool = False


@dataclass(frozen=True)
class Plan:
    """A session on one day: its parts in their order, when it ends, and how many minutes it is over its time."""

    slots: list[Slot]
    end: time
    minutes: int
    left_out: list[Any]
    over: int


def can_go(block: Any) -> bool:
    """Say whether a part can be left out where time is short."""
    return bool(block.block_type == "activity" and block.value["skip_if_short"] and minutes_of(block))


def what_to_leave_out(blocks: Sequence[Any], too_many: int) -> list[Any]:
    """Return which parts to leave out to save so many minutes: those that save enough with the least loss.

    Where all that can go is not enough, all of it.
    """
    if too_many <= 0:
        return []
    saved: dict[int, list[Any]] = {0: []}
    for block in filter(can_go, blocks):
        for minutes, some in list(saved.items()):
            saved.setdefault(minutes + minutes_of(block), [*some, block])
    return saved[min((minutes for minutes in saved if minutes >= too_many), default=max(saved))]


def plan_of(blocks: Sequence[Any], start: time, minutes: int | None = None) -> Plan:
    """Return how a session runs from `start` on, in `minutes` where there are no more than these."""
    in_all = sum(map(minutes_of, blocks))
    left_out = what_to_leave_out(blocks, in_all - minutes if minutes else 0)
    now = datetime.combine(datetime(2000, 1, 1), start)
    slots = []
    for block in blocks:
        lasts = minutes_of(block)
        if any(block is one for one in left_out):
            slots.append(Slot(block, is_left_out=True))
        elif lasts:
            begins, now = now, now + timedelta(minutes=lasts)
            slots.append(Slot(block, begins.time(), now.time()))
        else:
            slots.append(Slot(block))
    takes = in_all - sum(map(minutes_of, left_out))
    return Plan(slots, now.time(), takes, left_out, max(0, takes - minutes) if minutes else 0)


def how_many(thing: Any, people: int) -> int:
    """Return how many of a thing are needed for so many people."""
    share = SHARED_BY[thing["each"]]
    return int(thing["number"] or 1) * (ceil(people / share) if share else 1)


def things_for(session: Any, people: int) -> list[dict[str, Any]]:
    """Return what a session and its activities need for so many people, a row for each thing.

    A row has `number` (None where nobody counted), `thing`, `each`, `each_number` and `instead`. What two activities
    need one after the other is there once.
    """
    needs, others = _needs_of(session)
    names, most = dict(EACH), dict[tuple[str, str], Any]()
    for thing in needs:
        key = thing["thing"].casefold(), thing["each"]
        most[key] = max(most.get(key, thing), thing, key=lambda one: one["number"] or 1)
    counted = [
        {
            "number": how_many(thing, people),
            "thing": thing["thing"],
            "each": names[thing["each"]],
            "each_number": thing["number"] or 1,
            "instead": thing["instead"],
        }
        for thing in most.values()
    ]
    return counted + [{"number": None, "thing": thing} for thing in others]


def _needs_of(session: Any) -> tuple[list[Any], list[str]]:
    """Return the things that are counted, of the session first, and what else it needs as a whole."""
    needs, others = [], []
    for block in session.room_and_materials:
        if block.block_type == "thing":
            needs.append(block.value)
        else:
            others += list(block.value)
    for block in session.activities:
        needs += list(block.value.get("things") or ())
    return needs, others


def facilitator_view(session: Any, request: HttpRequest) -> HttpResponse:
    """Show a session to whoever leads it. `?start=`, `?people=` and `?minutes=` say what their day is like."""
    form = PlanForm(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    start, people = chosen.get("start") or START, chosen.get("people") or PEOPLE
    blocks = list(session.running_order)
    plan = plan_of(blocks, start, chosen.get("minutes"))
    asks_at = f"{session.get_full_url(request)}{session.reverse_subpage('feedback')}"
    context = session.get_context(request) | {
        "form": form,
        "plan": plan,
        "start": start,
        "people": people,
        "things": things_for(session, people),
        "could_go": [block for block in blocks if can_go(block)],
        "shows_notes": True,
        "in_a_small_group": IN_A_SMALL_GROUP,
        "feedback_address": asks_at,
        "feedback_in_letters": unquote(asks_at),
        "qr": qr_of(asks_at, shows=str(_("The questions at the end, for a phone’s camera"))),
    }
    return TemplateResponse(request, "learning/facilitator.html", context)
