"""Whether a work can be sent in."""

from typing import Any

from django.utils.translation import gettext as _

from authorship.models import is_work
from publishing.errors import PublishBlocked
from publishing.services import blockers, freeze


def what_is_missing(page: Any, user: Any) -> list[str]:
    """Return what stands between the latest draft of `page` and sending it in; empty where nothing does.

    Whoever sends a work in has completed Responsible storytelling: the Community Reporting network's own rule.
    """
    sentences = blockers(page.get_latest_revision())
    person = getattr(user, "person", None)
    if is_work(page) and (person is None or not person.is_trained):
        sentences.append(
            _("Whoever sends in has done the Responsible storytelling training. Ask your trainer to note yours.")
        )
    return sentences


def make_ready(page: Any, user: Any) -> None:
    """Check that `page` can be sent in, and freeze the files it uses. Raises PublishBlocked."""
    missing = what_is_missing(page, user)
    if missing:
        raise PublishBlocked(missing)
    freeze(page)
