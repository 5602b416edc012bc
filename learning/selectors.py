"""Reading programmes, modules and sessions for the public."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from authorship.models import Work
from consent.selectors import works_all_agree_to
from consent.wording import Use
from files.selectors import with_cards
from publishing.selectors import released


def programmes_of(index_page: Any) -> list[Any]:
    """Return the released programmes below the index, in the order of the tree."""
    from learning.models import ProgrammePage

    return with_cards(released(ProgrammePage.objects.child_of(index_page)).order_by("path"), "image_id")


def modules_of(programme: Any) -> list[Any]:
    """Return the released modules of a programme, in the order of the tree."""
    from learning.models import ModulePage

    return with_cards(released(ModulePage.objects.child_of(programme)).order_by("path"), "image_id")


def sessions_of(module: Any) -> list[Any]:
    """Return the released sessions of a module, in the order of the tree."""
    from learning.models import SessionPage

    return list(released(SessionPage.objects.child_of(module)).order_by("path"))


def terms_below(glossary: Any) -> list[Any]:
    """Return the released words of a glossary."""
    from learning.models import GlossaryTermPage

    return list(released(GlossaryTermPage.objects.child_of(glossary)))


def stories_lent_to(session: Any) -> list[Any]:
    """Return the stories that a session names, in its order, as far as the public may read them there.

    They are released, and everybody in them says yes to being used in training, read anew at each visit: who takes it
    back is gone from here at once.
    """
    chosen = [block.value.pk for block in session.stories if block.value is not None]
    if not chosen:
        return []
    works = dict(Work.objects.filter(page__in=chosen).values_list("page_id", "pk"))
    lent = works_all_agree_to(Use.TRAINING, list(works.values()), timezone.localdate())
    public: Any = released(Page.objects.filter(pk__in=chosen))
    stories = [page for page in public.specific() if works.get(page.pk) in lent]
    return sorted(stories, key=lambda page: chosen.index(page.pk))


def words_for(page: Any) -> list[Any]:
    """Return the released words that a page in its language can explain."""
    from learning.models import GlossaryTermPage

    return list(released(GlossaryTermPage.objects.filter(locale=page.locale_id)).order_by("path"))


def glossary_of(index_page: Any) -> Any | None:
    """Return the released glossary below the index; None where there is none."""
    from learning.models import GlossaryPage

    return released(GlossaryPage.objects.child_of(index_page)).first()


def glossary_around(term: Any) -> Any | None:
    """Return the released glossary that a word stands in; None where there is none."""
    from learning.models import GlossaryPage

    return released(GlossaryPage.objects.ancestor_of(term)).first()


def coming_workshops(now: datetime, *, below: Any = None, teaching: Sequence[Any] = ()) -> list[Any]:
    """Return the released workshops that are not over at `now`, the next one first.

    Those below a list of workshops, or those in which one of these modules and sessions is taught.
    """
    from learning.models import WorkshopPage

    # A page that is not saved yet has no number, and nothing is taught of it.
    numbers = [page.pk for page in teaching if page.pk]
    workshops = WorkshopPage.objects.filter(ends_at__gt=now)
    workshops = workshops.child_of(below) if below is not None else workshops.filter(teaches__in=numbers)
    return list(released(workshops).order_by("starts_at", "pk"))


def taught_at(workshop: Any) -> Any | None:
    """Return the module or session that is done in a workshop, where the public can read it."""
    taught: Any = released(Page.objects.filter(pk=workshop.teaches_id))
    return taught.specific().first() if workshop.teaches_id else None


def workshops_below(index_page: Any) -> Any | None:
    """Return the released list of workshops below the index; None where there is none."""
    from learning.models import WorkshopIndexPage

    return released(WorkshopIndexPage.objects.child_of(index_page)).first()


def is_full(workshop: Any) -> bool:
    """Say whether whoever signs up for a workshop now comes on the waiting list."""
    from learning.models import SignUp

    taken = SignUp.objects.filter(workshop=workshop.pk, state__in=(SignUp.State.GOING, SignUp.State.WAITING))
    return taken.count() >= workshop.capacity


def paths_of_workshops(page: Any) -> list[str]:
    """Return where a workshop can be read besides its own address, or nothing for any other page."""
    parts = page.get_url_parts() if hasattr(page, "sign_up_until") else None
    return [f"{parts[2]}sign-up/sent/", f"{parts[2]}calendar/"] if parts else []
