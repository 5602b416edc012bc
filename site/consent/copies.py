"""Words and files that somebody takes back from training go from what was made from it, too.

Blocks keep their ids in a copy, so a part that was changed there is still known; a field that stands by itself is known
by the fingerprint of what it said.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from authorship.lineage import originals_of
from authorship.models import Contributor, is_training
from authorship.selectors import work_of
from consent.cascade import family
from consent.models import TakenWords
from consent.whose import Content, Piece, changes_in, facts_of, pieces_of
from consent.words import remember, take_out, written_by
from publishing.digests import digest
from publishing.selectors import valid_release


@dataclass
class Given:
    """What somebody gave to a work: its pieces, and the fingerprints of what others later made of their fields."""

    pieces: set[Piece] = field(default_factory=set)
    later: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)

    @property
    def ids(self) -> set[str]:
        """The ids of parts and items: a copy keeps those, and has fields of its own."""
        return {key for key, _sha256 in self.pieces} - self.facts

    @property
    def said(self) -> set[str]:
        """The fingerprints of what they said."""
        return {sha256 for _key, sha256 in self.pieces} | self.later

    def __or__(self, other: "Given") -> "Given":
        return Given(self.pieces | other.pieces, self.later | other.later, self.facts | other.facts)


def given_by(contributor: Contributor) -> Given:
    """Return what somebody gave to a work of training; of anything else nothing.

    Asked before anything of it is taken out: what is rewritten in the history cannot say it any more.
    """
    page = contributor.work.page
    given = Given(set(TakenWords.objects.filter(contributor=contributor).values_list("piece", "sha256")))
    if page is not None and is_training(page.specific_class):
        for member in family(page):
            given |= _given_in(member, contributor)
    return given


def _given_in(page: Any, contributor: Contributor) -> Given:
    """Return what somebody gave to one page, and what others made of their fields since."""
    facts, begun = set(facts_of(type(page))), set()
    changes = list(changes_in(page))
    given = Given(set(written_by([contributor], page, changes)), facts=facts)
    for change in changes if given.pieces else ():
        key, sha256 = change.piece
        if change.piece in given.pieces:
            begun.add(key)
        elif key in begun & facts:
            given.later.add(sha256)
    return given


def take_out_of_copies(contributor: Contributor, given: Given, copies: Iterable[Any]) -> None:
    """Let the `copies` of a work, and those of them, say no word that somebody gave to it and takes back, at once.

    Where the work was itself made from others, their words of there go from it as well.
    """
    page = contributor.work.page
    if page is None or not is_training(page.specific_class):
        return
    before = _given_before(contributor)
    for key, sha256 in before.pieces:
        remember(contributor, key, sha256)
    for member in family(page) if before.pieces else []:
        take_out(member, before.ids, before.said)
    given |= before
    # What lies in a part that was moved there since is theirs by its own history.
    given_there = [(copied, given | _given_in(copied, contributor)) for copied in copies]
    # A field goes in every language in which somebody put it into other words.
    fields: dict[Any, set[str]] = defaultdict(set)
    for copied, own in given_there:
        fields[copied.translation_key] |= _fields_said(copied, own)
    for copied, own in given_there:
        take_out(copied, own.ids | fields[copied.translation_key], own.said)


def _fields_said(page: Any, given: Given) -> set[str]:
    """Return the names of the fields in which what is public of a page says what somebody gave."""
    release = valid_release(page)
    content = release.revision.content if release is not None and release.revision is not None else {}
    return {name for name in facts_of(type(page)) if content.get(name) and digest(content[name]) in given.said}


def _given_before(contributor: Contributor) -> Given:
    """Return what the same person gave to the works that this one was made from."""
    work = work_of(contributor.work.page)
    originals = originals_of(work) if work is not None else []
    given = Given()
    for part in Contributor.everyone.filter(work__in=originals, person=contributor.person_id).select_related("work"):
        given |= given_by(part)
    return given


def gone_from_originals(page: Any) -> list[Contributor]:
    """Return the parts, in what a page was made from, of those who took something back there.

    Whoever takes part in the page itself says yes to each version of it, and is left out.
    """
    work = work_of(page)
    originals = originals_of(work) if work is not None else []
    if work is None or not originals:
        return []
    here = list(work.contributors.values_list("person", flat=True))
    parts = Contributor.everyone.filter(work__in=originals).exclude(person__in=here).select_related("person")
    took = set(TakenWords.objects.filter(contributor__in=parts).values_list("contributor", flat=True))
    return [part for part in parts if part.left_at is not None or part.pk in took]


def lent_words_in(content: Content, page: Any) -> list[str]:
    """Return where, in these words, something is that somebody took back from what the page was made from."""
    rows = TakenWords.objects.filter(contributor__in=gone_from_originals(page))
    taken = set(rows.values_list("piece", "sha256"))
    facts = facts_of(type(page))
    ids, said = {key for key, _sha256 in taken} - set(facts), {sha256 for _key, sha256 in taken}
    here = {key: value for key, value in pieces_of(content, type(page)).items() if value}
    theirs = [key for key, value in here.items() if key in ids or digest(value) in said]
    return [_place_of(page, key, here[key], facts) for key in theirs]


def _place_of(page: Any, key: str, value: Any, facts: list[str]) -> str:
    """Say where a piece stands, for those who write the page: the name of a field, or how a part begins."""
    if key in facts:
        return str(page._meta.get_field(key).verbose_name)
    words = value.get("title") or value.get("caption") or "" if isinstance(value, dict) else str(value)
    return f"“{words[:40].strip()}”"
