"""Whether a work can be sent in."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from authorship.models import is_work
from authorship.selectors import is_translation
from moderation.guides import has_agreed, newest_guide
from publishing.candidates import Candidate
from publishing.errors import PublishBlocked
from publishing.services import freeze


def what_is_missing(page: Any, user: Any) -> list[str]:
    """Return what stands between the latest draft of `page` and sending it in; empty where nothing does.

    Whoever sends a work in has completed Responsible storytelling, the Community Reporting network's own rule, and
    has agreed to the newest version of the group's guide.
    """
    return _missing(Candidate(page.get_latest_revision()), page, user)


def _missing(candidate: Candidate, page: Any, user: Any) -> list[str]:
    sentences = candidate.content_sentences()
    person = getattr(user, "person", None)
    if not is_work(page) or is_translation(page):
        # Who tells was trained and agreed when the source was sent in; who translates tells nothing new.
        return sentences
    if person is None or not person.is_trained:
        sentences.append(
            _("Whoever sends in has done the Responsible storytelling training. Ask your trainer to note yours.")
        )
    if must_agree(user):
        sentences.append(
            # Isolated, or an address would turn a sentence in Urdu around.
            _("Read how your group has agreed to work, and say that you agree. It is at %(address)s")
            % {"address": f"\u2068{settings.SITE_URL}{reverse('studio:guide')}\u2069"}
        )
    return sentences


def must_agree(user: Any) -> bool:
    """Say whether `user` is to agree to the newest guide before sending in; without a guide nothing is asked."""
    guide = newest_guide()
    return guide is not None and not has_agreed(user, guide)


def make_ready(page: Any, user: Any) -> None:
    """Check that `page` can be sent in, and freeze the files it uses. Raises PublishBlocked."""
    candidate = Candidate(page.get_latest_revision())
    missing = _missing(candidate, page, user)
    if missing:
        raise PublishBlocked(missing)
    freeze(candidate)
