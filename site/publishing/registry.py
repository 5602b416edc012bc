"""Every seam of the gate, so that rooms above can plug in and this room knows none of them.

Each registry is a list of functions. Upper rooms add to them in `AppConfig.ready()`.
"""

from collections.abc import Iterator
from typing import Any

from publishing.append_only import AppendOnly


class Registry:
    """An ordered list of functions or steps of one kind. Adding the same one twice changes nothing."""

    def __init__(self, meaning: str) -> None:
        self.meaning = meaning
        self._functions: list[Any] = []

    def register(self, function: Any) -> Any:
        """Add `function`; usable as a decorator."""
        if function not in self._functions:
            self._functions.append(function)
        return function

    def __iter__(self) -> Iterator[Any]:
        return iter(self._functions)


content_gates = Registry(
    "gate(candidate) -> sentences that say what is missing; asked before sending in and again at go-live"
)
approval_gates = Registry("gate(candidate) -> sentences; asked at go-live only")
manifest_parts = Registry("part(obj) -> {name: JSON value}, frozen with the release")
writers = Registry("writers(obj, since) -> ids of the accounts that wrote in it after that moment (None: ever)")
edit_rules = Registry(
    "rule(user, page) -> False where this person may not edit this page, True where they may without Wagtail's right"
)
workflows = Registry("workflow(page) -> the workflow that this page goes through; None: that of the whole site")
freezers = Registry("freeze(obj): called when a revision is sent in; what it uses never changes again")
go_live_steps = Registry("step(release, obj, undo): called before the object is live; `undo` takes it back")
second_tries = Registry("again(obj): shows what could not be shown before; does nothing where that is not wanted")
take_down_steps = Registry("TakeDownStep: removes one kind of copy once the object stopped being live")
due_jobs = Registry("job(now): what the clock has to do; called each minute, so it must be repeatable")
after_publish = Registry("step(release, obj): called after the commit")
erasers = Registry("eraser(subject): removes what this room keeps of a person; must be repeatable")
public_places = Registry("source() -> Place: where everybody may ask, besides released pages")
places_of_page = Registry("source(page) -> paths, besides its own, at which a page is read while it is public")
public_searches = Registry("search(words) -> the path that searches for these words, which are quoted already")
append_only = AppendOnly()
decision_kinds: dict[str, Any] = {}
"""What can stand in the log of decisions: its code, and how it is said to a person."""
kinds_for_leads: set[str] = set()
"""Those of them that only safeguarding leads read."""
decision_subjects = Registry("subject(obj) -> what a decision about it is filed under; None: under itself")
system_pages = Registry("page() -> SystemPage: a page of fixed text that `set_up` makes")
