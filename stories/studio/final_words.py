"""The exact final words and files of a page, with what a moderator changed in them marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Revision, TaskState

from files.pictures import SpelledOut
from publishing.comparing import words_of
from stories.studio.marking import Marked, mark_changes, mark_gone, mark_new
from stories.studio.parts import say_the_same
from stories.studio.selectors import is_story

MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.S)
BESIDE_THE_PAGE = ("slug", "seo_title", "search_description")


@dataclass
class FinalWords:
    """What would go public, ready to be read, and what was changed in it since it was sent in."""

    html: SafeString = field(default_factory=SafeString)
    words: int = 0
    files: int = 0
    sentences: list[str] = field(default_factory=list)
    beside: list[tuple[str, SafeString]] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        """Whether anything was changed at all."""
        return bool(self.words or self.files or self.sentences or self.beside)


def version_sent_in(step: TaskState) -> Revision | None:
    """Return the version that its authors sent in: the newest one when the run of this step began.

    A run that was stopped and started again counts from there. None where that version is gone.
    """
    flow = step.workflow_state
    steps = list(flow.task_states.order_by("started_at", "pk"))
    stopped = [place for place, one in enumerate(steps) if one.status == TaskState.STATUS_REJECTED]
    first = steps[stopped[-1] + 1] if stopped and stopped[-1] + 1 < len(steps) else steps[0]
    versions = Revision.objects.for_instance(flow.content_object).filter(created_at__lte=first.started_at)
    return versions.order_by("created_at", "pk").last()


def final_words(step: TaskState, request: HttpRequest) -> FinalWords:
    """Return what would go public of the page at this step, with what was changed since it was sent in marked."""
    sent, page = version_sent_in(step), step.revision.as_object()
    before = page if sent is None or sent.pk == step.revision_id else sent.as_object()
    final = _compared(before, page, request)
    if before is not page:
        _note_the_rest(final, before, page)
    if sent is None:
        final.sentences.append(_("We no longer have the version that you sent in, so nothing can be marked."))
    else:
        final.sentences.insert(0, _counted(final))
    return final


def plain_final_words(page: Any, request: HttpRequest) -> SafeString:
    """Return everything that `page` would say in public, with nothing folded away and nothing marked."""
    return _compared(page, page, request).html


def _compared(before: Any, page: Any, request: HttpRequest) -> FinalWords:
    final = FinalWords()
    shown = []
    for marked in _story(before, page, request) if is_story(page) else _whole(before, page, request):
        shown.append(marked.html)
        final.words += marked.words
        final.files += marked.files
    final.html = mark_safe("".join(shown).replace("<details ", "<details open "))
    return final


def _counted(final: FinalWords) -> str:
    if final.words and final.files:
        return _("A moderator changed words and pictures or recordings. They are marked.")
    if final.words:
        return ngettext(
            "A moderator changed %(count)s word. It is marked.",
            "A moderator changed %(count)s words. They are marked.",
            final.words,
        ) % {"count": final.words}
    if final.files:
        return ngettext(
            "A moderator changed %(count)s picture or recording. It is marked.",
            "A moderator changed %(count)s pictures or recordings. They are marked.",
            final.files,
        ) % {"count": final.files}
    if final.is_changed:
        return _("A moderator changed no words.")
    return _("Nothing was changed since it was sent in.")


def _render(name: str, request: HttpRequest, **context: Any) -> str:
    return str(render_to_string(f"stories/studio/includes/{name}.html", context, request))


def _whole(before: Any, page: Any, request: HttpRequest) -> Iterator[Marked]:
    after = _main_of(page, request)
    yield mark_changes(after if before is page else _main_of(before, request), after)


def _main_of(page: Any, request: HttpRequest) -> str:
    attributes = {"spells_out": True}
    answer = page.make_preview_request(original_request=request, extra_request_attrs=attributes)
    whole = answer.content.decode()
    found = MAIN.search(whole)
    # Below the heading of this screen; only the rank of the page's own heading changes.
    return re.sub(r"<(/?)h1\b", r"<\1h2", found.group(1) if found else whole)


def _story(before: Any, page: Any, request: HttpRequest) -> Iterator[Marked]:
    """Yield the head of a story and each of its parts; a part is the same one for as long as it keeps its id."""
    new = {"page": page, "shown_files": SpelledOut(None, page)}
    was = new if before is page else {"page": before, "shown_files": SpelledOut(None, before)}
    head = _render("final_head", request, **new)
    yield mark_changes(head if before is page else _render("final_head", request, **was), head)
    old = {part.id: part for part in before.body}
    gone_after = _gone_after(before, page)
    yield from (_gone(part, was, request) for part in gone_after.get(None, []))
    for part in page.body:
        shown = _render("final_part", request, block=part, **new)
        same = old.get(part.id)
        if same is None:
            yield mark_new(shown)
        elif before is page or say_the_same(same.get_prep_value(), part.get_prep_value()):
            yield mark_changes(shown, shown)
        else:
            yield mark_changes(_render("final_part", request, block=same, **was), shown)
        yield from (_gone(gone, was, request) for gone in gone_after.get(part.id, []))


def _gone_after(before: Any, page: Any) -> dict[str | None, list[Any]]:
    """Return the parts that were taken out, each by the id of the part after which it stood (None: at the start)."""
    kept, last = {part.id for part in page.body}, None
    found: dict[str | None, list[Any]] = {}
    for part in before.body:
        if part.id in kept:
            last = part.id
        else:
            found.setdefault(last, []).append(part)
    return found


def _gone(part: Any, was: dict[str, Any], request: HttpRequest) -> Marked:
    marked = mark_gone(_render("final_part", request, block=part, **was))
    html = _render("final_gone", request, words=marked.html, label=part.block.label)
    return Marked(mark_safe(html), marked.words, marked.files)


def _note_the_rest(final: FinalWords, before: Any, page: Any) -> None:
    """Add what was changed where no words of the page itself show it."""
    for name in BESIDE_THE_PAGE:
        was, now = getattr(before, name), getattr(page, name)
        if was != now:
            marked = mark_changes(_as_text(was), _as_text(now))
            final.beside.append((str(page._meta.get_field(name).verbose_name), marked.html))
    if is_story(page):
        if _picture_of(before) != _picture_of(page):
            final.sentences.append(_("The picture beside it in lists is a new one."))
        ids = [part.id for part in page.body]
        kept = [part.id for part in before.body if part.id in ids]
        if kept != [part_id for part_id in ids if part_id in kept]:
            final.sentences.append(_("The order of its parts was changed."))
    if not final.is_changed and words_of(before) != words_of(page):
        final.sentences.append(_("Something was changed that is not in the words. A moderator can tell you what."))


def _as_text(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;")


def _picture_of(page: Any) -> str:
    return page.listing_image.sha256 if page.listing_image else ""
