"""The log of decisions: who decided what, when, by which rule. Never the words."""

from typing import Any

from publishing import registry
from publishing.candidates import object_key
from publishing.models import Decision


def log_decision(kind: str, about: Any = None, *, by: Any = None, rule: str = "", detail: str = "") -> Decision:
    """Write one line, in the transaction of the decision itself.

    `kind` is a registered one (LookupError otherwise), `about` the page or record it was about, `by` an account or
    None. `rule` and `detail` are numbers and codes, so that the log needs no erasing.
    """
    if kind not in registry.decision_kinds:
        raise LookupError(kind)
    key = object_key(about) if about is not None else {}
    return Decision.objects.create(kind=kind, by_id=getattr(by, "pk", None), rule=rule, detail=detail, **key)
