"""The log of decisions: who decided what, when, by which rule. Never the words."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing import registry
from publishing.candidates import object_key
from publishing.models import Decision

KINDS = {
    "released": _("made public"),
    "shared": _("shown to some people, and not to everybody"),
    "ended": _("taken down, since its end date came"),
}


def log_decision(kind: str, about: Any = None, *, by: Any = None, rule: str = "", detail: str = "") -> Decision:
    """Write one line, in the transaction of the decision itself.

    `kind` is a registered one (LookupError otherwise), `about` the page or record it was about, `by` an account or
    None. `rule` and `detail` are numbers and codes, so that the log needs no erasing. What belongs to a work is filed
    under the work, which outlives its page.
    """
    if kind not in registry.decision_kinds:
        raise LookupError(kind)
    by_id = getattr(by, "pk", None)
    return Decision.objects.create(kind=kind, by_id=by_id, rule=rule, detail=detail, **subject_key(about))


def subject_key(about: Any) -> dict[str, Any]:
    """Return the two fields by which a line names what it is about."""
    if about is None:
        return {}
    found = (subject(about) for subject in registry.decision_subjects)
    return object_key(next((instead for instead in found if instead is not None), about))


def log_once_a_day(kind: str, about: Any, *, by: Any) -> Decision | None:
    """Write a line unless there is one of this kind, about the same, by the same account, from today."""
    same = Decision.objects.filter(kind=kind, by_id=by.pk, **subject_key(about))
    if same.filter(created_at__date=timezone.localdate()).exists():
        return None
    return log_decision(kind, about, by=by)


def rule_code(number: int | None, release_id: int | None) -> str:
    """Return how a line names a rule: its number, and the release of the guide that has it. Empty without a rule."""
    return f"{number} of {release_id}" if number is not None and release_id is not None else ""


def rule_parts(code: str) -> tuple[int, int] | None:
    """Return the number and the release that a line's rule names, or None where it names none."""
    number, _of, release_id = code.partition(" of ")
    return (int(number), int(release_id)) if number.isdecimal() and release_id.isdecimal() else None
