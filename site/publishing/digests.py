"""Fingerprints: SHA-256 of JSON in one canonical form."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Revision

from publishing.models import ContentRewrite


def digest(value: Any) -> str:
    """Return the SHA-256 of a JSON value as 64 hex digits; the order of keys makes no difference."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), cls=DjangoJSONEncoder, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def is_blanked_form(before: Any, after: Any) -> bool:
    """Say whether `after` is `before` with some of its texts emptied, and nothing else."""
    if before == after or (isinstance(before, str) and after == ""):
        return True
    if isinstance(before, dict) and isinstance(after, dict):
        return before.keys() == after.keys() and all(is_blanked_form(before[key], after[key]) for key in before)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(is_blanked_form, before, after))
    return False


def revision_digest(revision: Revision) -> str:
    """Return the fingerprint of everything a revision says."""
    return digest(revision.content)


def is_same_digest(recorded: str, now: str) -> bool:
    """Say whether `now` is what was recorded, or came from it by recorded rewrites of form."""
    seen = set()
    while recorded != now:
        if recorded in seen:
            return False
        seen.add(recorded)
        rewrite = ContentRewrite.objects.filter(old_digest=recorded, done=True).order_by("-pk").first()
        if rewrite is None:
            return False
        recorded = rewrite.new_digest
    return True
