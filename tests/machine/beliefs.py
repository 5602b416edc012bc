"""What we believe: who wrote which words, who approved what, what is public, and who has taken what back.

Nothing here asks the gate. It follows from the steps that were taken, and from rows that are only read.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from tests.machine.standing import Story

TOKEN = re.compile(r"zq\d+x")
"""Each piece of words, each name and each description is one of these, written once and by one person."""


@dataclass
class Beliefs:
    """All that we believe at one moment."""

    stories: dict[int, Story] = field(default_factory=dict)
    number: int = 0
    wrote: dict[str, int | None] = field(default_factory=dict)
    """Token → the id of the person who wrote it."""
    private: set[str] = field(default_factory=set)
    """Tokens that are a name, or belong to a file: a person's own, whatever their part is."""
    revisions: dict[int, dict[int, int | None]] = field(default_factory=lambda: defaultdict(dict))
    """Page → revision → the account that made it; None where it was nobody in particular."""
    newest_revision: int = 0
    approvals: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Revision → the accounts that approved it at the check."""
    serious: dict[int, int] = field(default_factory=dict)
    """Revision in which somebody found something serious → the newest release that there was by then."""
    seals: dict[int, tuple[str, frozenset[str]]] = field(default_factory=dict)
    """Release → fingerprint of its revision's words when it was first seen, and the tokens among them."""
    live: frozenset[int] = frozenset()
    shared: frozenset[int] = frozenset()
    """The pages that some people read and not everybody."""
    shown: dict[int, int | None] = field(default_factory=dict)
    """Page → the release that the public reads, or read last."""
    addresses: dict[str, int] = field(default_factory=dict)
    """Where a page was public → the page."""
    files: dict[str, int] = field(default_factory=dict)
    """Where a file was public → the page."""
    ended: dict[int, int] = field(default_factory=dict)
    """Page → the newest release that had been made when it was taken back."""
    left: list[tuple[str, int, bool]] = field(default_factory=list)
    """Translation key of a work, person, and whether all that they wrote goes with them, besides what is their own.

    It does where they held the whole, and in training. Their parts are nowhere.
    """
    releases: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Release → the page and the revision that it was made for, in the order in which they were made."""
    newest_page: int = 0
    meddled: bool = False
    """Whether a file's row was changed behind the code's back: the public does not see it, and the audit does."""

    def token(self, person_id: int | None, *, private: bool = False) -> str:
        """Return new words of a person."""
        self.number += 1
        token = f"zq{self.number}x"
        self.wrote[token] = person_id
        if private:
            self.private.add(token)
        return token

    def key(self, story: Story) -> str:
        """Return what a story, its languages and what follows them have in common."""
        return self.stories[story.alias_of].key if story.alias_of in self.stories else story.key

    def family(self, pk: int) -> set[int]:
        """Return the pages that go with a page: its languages, and what follows any of them."""
        story = self.stories.get(pk)
        if story is None:
            return {pk}
        key = self.key(story)
        kin = {story.pk for story in self.stories.values() if story.key == key}
        return kin | {pk} | {story.pk for story in self.stories.values() if story.alias_of in kin}
