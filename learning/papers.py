"""Papers that take long to make: asked for by whoever wants one, made once by the worker, and gone with their words.

What a paper is made of is worked out anew each time somebody asks: one that was made of other words than those that are
public now is handed to nobody. So taking words back needs no paper to be found first.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.models import Page

from core.tasks import ask_once
from files import made_later
from learning import packs
from learning.handouts import Wanted, handout_html, pages_in
from learning.models import Paper
from learning.pdf import make_pdf
from learning.sources import Source, fingerprint_of
from publishing.selectors import released
from publishing.taking_down import Key

STEP = "papers"
TAKES = timedelta(minutes=10)
KEPT = timedelta(days=30)
"""After so long a paper is made anew for whoever asks."""
FAILED_FOR = timedelta(hours=1)
"""After so long one that could not be made may be asked for again."""


def source_of(page: Any, code: str) -> Source | None:
    """Return what a paper of a page that is public is made of just now; None where there is no such paper."""
    if code == packs.PACK:
        return packs.source_of(page)
    html = handout_html(page, Wanted.of_code(code), is_pdf=True)
    if html is None:
        return None
    return Source(fingerprint_of([html]), partial(pages_in, page), partial(_pdf, html), ".pdf")


def _pdf(html: str, note_part: Callable[[], Any]) -> File:
    content = ContentFile(make_pdf(html), "paper.pdf")
    note_part()
    return content


# Asking for one


def asked_for(page: Any, code: str) -> Paper | None:
    """Return a paper of a page that is public, ready or not; whoever asks first lets the worker make it.

    None where there is no such paper.
    """
    source = source_of(page, code)
    if source is None:
        return None
    known = {"page_number": page.pk, "code": code, "made_from": source.fingerprint}
    fresh = {"due_at": timezone.now(), "holds": partial(_holds, source), "parts": source.parts}
    paper, is_new = Paper.objects.get_or_create(**known, defaults=fresh)
    if is_new:
        transaction.on_commit(ring, robust=True)
        # Where tasks are done at once, it is there by now.
        return Paper.objects.filter(**known).first() or paper
    return paper


def _holds(source: Source) -> str:
    return f"/{'/'.join(map(str, sorted(source.holds())))}/"


def ring() -> None:
    """Ask the worker to look what waits, unless it has been asked and has not begun."""
    ask_once(make_papers)


# Making it


@task()
def make_papers() -> None:
    """Make each paper that waits for it."""
    while make_next():
        pass


def make_next() -> bool:
    """Make the one that has waited longest; return whether there was one."""
    return made_later.make_next(Paper, _make, takes=TAKES, fails_by=(Exception,))


def _make(paper: Paper) -> None:
    """Make a paper and keep it. One whose page says something else by now is wanted by nobody."""
    page = released(Page.objects.filter(pk=paper.page_number)).first()
    source = source_of(page.specific, paper.code) if page else None
    if source is None or source.fingerprint != paper.made_from:
        forget(Paper.objects.filter(pk=paper.pk))
        return

    def note_part() -> None:
        paper.done += 1
        paper.still_waiting().update(done=paper.done)

    with source.make(note_part) as content:
        paper.keep(content, source.ending)


# Letting go of it


def forget(papers: Any) -> None:
    """Let go of some papers, waiting or made, and delete their files."""
    with transaction.atomic():
        # Locked, so that whoever is just making one finds nothing to write to.
        for paper in papers.select_for_update():
            paper.let_go()


def _holding(key: Key) -> Any:
    return Paper.objects.filter(holds__contains=f"/{key['object_id']}/")


def has_papers(key: Key) -> bool:
    """Say whether the words of a page are in any paper."""
    return bool(_holding(key).exists())


def take_papers_away(key: Key) -> None:
    """Let go of every paper with words of a page: it is down, or says something else."""
    forget(_holding(key))


def look_after(now: datetime) -> None:
    """Ask the worker for what still waits, and let go of what is old. Called by the clock."""
    forget(Paper.objects.filter(asked_at__lt=now - KEPT))
    forget(Paper.objects.filter(state=Paper.State.FAILED, due_at__lt=now - FAILED_FOR))
    if Paper.objects.filter(state=Paper.State.WAITING, due_at__lte=now).exists():
        ring()


def audit() -> list[str]:
    """Say which papers are there though their page is not public."""
    public = released(Page.objects.filter(pk__in=Paper.objects.values("page_number"))).values("pk")
    return [
        f"{paper} is kept though its page is not public." for paper in Paper.objects.exclude(page_number__in=public)
    ]
