"""Finding the fields of a session in the pieces of a plan. What finds no place is handed back, word for word.

Trainers write plans in their own layout: headings with minutes behind them, or a table with a row for each activity. We
go by the words that English plans use. Each piece of text has one place; what is read out of it besides, such as the
size of the group, leaves it as it is.
"""

from collections.abc import Callable, Iterator

from learning.plans.plan import Activity, Plan
from learning.plans.reading import Piece
from learning.plans.vocabulary import (
    A_BREAK,
    BARE,
    COLUMNS,
    GROUPINGS,
    LICENCES,
    PEOPLE,
    SECTIONS,
    SHORT_OF_TIME,
    first_in,
    label_of,
    minutes_in,
    without_minutes,
)

LISTS = ("outcomes", "questions", "key_points", "evaluation", "room_and_materials")
MOST = {"title": 250, "promise": 250, "activity": 120, "item": 300}
"""How many characters a field takes."""


def understand(pieces: list[Piece], name: str = "") -> Plan:
    """Return what a plan says, piece by piece. `name` is its title where it has none of its own."""
    reader = _Reader()
    for piece in pieces:
        reader.read(piece)
    plan = reader.plan
    plan.title = plan.title or name
    if plan.length_minutes is None and plan.activities:
        plan.length_minutes = sum(activity.minutes or 0 for activity in plan.activities) or None
    return plan


class _Reader:
    """Goes through a plan, and remembers under which heading it is."""

    def __init__(self) -> None:
        self.plan = Plan()
        self.section = "start"
        self.level = 0
        self.activity: Activity | None = None
        self.begun_as: tuple[str, bool] | None = None
        self.columns: list[str] = []

    def read(self, piece: Piece) -> None:
        """Give one piece its place."""
        handle: dict[str, Callable[[Piece], None]] = {"heading": self._heading, "row": self._row}
        handle.get(piece.kind, self._words)(piece)

    def _left(self, text: str) -> None:
        self.plan.left_out.append(text)

    # Headings

    def _heading(self, piece: Piece) -> None:
        plan = self.plan
        if not plan.title and (piece.is_title or (piece.level == 1 and not self._section_of(piece.text))):
            plan.title = self._fitting(piece.text, "title")
            self.section, self.level = "start", 0
            return
        below = self.section == "running_order" and piece.level > self.level
        has_minutes = minutes_in(piece.text) is not None
        named = self._section_of(piece.text)
        if below or (has_minutes and named not in ("outcomes", "access_notes")):
            if self.section != "running_order":
                self.section, self.level = "running_order", piece.level - 1
            self._begin(piece.text)
            self.begun_as = None
            return
        self.activity, self.columns = None, []
        self.section, self.level = named or "other", piece.level
        if named:
            plan.headings.append(piece.text)
        else:
            self._left(piece.text)

    def _section_of(self, heading: str) -> str:
        return first_in(SECTIONS, heading)

    def _begin(self, title: str, minutes: int | None = None) -> Activity:
        minutes = minutes if minutes is not None else minutes_in(title)
        plain, brackets = without_minutes(title)
        self.plan.labels.append(brackets)
        self.activity = Activity(self._fitting(plain, "activity"), minutes, bool(A_BREAK.match(plain)))
        self.plan.activities.append(self.activity)
        return self.activity

    def _fitting(self, text: str, what: str) -> str:
        """Return as much of a text as a field takes; the whole of a longer one is left out too."""
        if len(text) <= MOST[what]:
            return text
        self._left(text)
        return text[: MOST[what] - 1].rsplit(" ", 1)[0] + "…"

    # Words

    def _words(self, piece: Piece) -> None:
        text = piece.text
        if self.section == "start":
            self._at_the_start(text)
        elif self.section == "running_order":
            self._in_the_running_order(piece)
        elif self.section in LISTS:
            self.plan.lists.setdefault(self.section, []).append(self._fitting(text, "item"))
        elif self.section == "licence":
            self.plan.licence = self.plan.licence or first_in(LICENCES, text)
            self._left(text)
        elif self.section == "other":
            self._left(text)
        else:
            self.plan.notes.setdefault(self.section, []).append(text)

    def _at_the_start(self, text: str) -> None:
        plan = self.plan
        if not plan.title:
            plan.title = self._fitting(text, "title")
            return
        if plan.length_minutes is None:
            plan.length_minutes = minutes_in(text)
        people = PEOPLE.search(text)
        if people and not plan.group_size:
            plan.group_size = people[0]
        if not plan.promise and len(text) <= MOST["promise"]:
            plan.promise = text
        else:
            self._left(text)

    def _in_the_running_order(self, piece: Piece) -> None:
        text, activity = piece.text, self.activity
        like_this = (piece.kind, piece.ordered)
        has_minutes = minutes_in(text) is not None and len(text) <= MOST["activity"]
        if has_minutes and (activity is None or self.begun_as == like_this):
            self._begin(text)
            self.begun_as = like_this
            return
        if activity is None:
            self._left(text)
            return
        label, said, rest = label_of(text)
        self.plan.labels.append(said)
        if label == "materials":
            activity.materials += [part.strip() for part in rest.split(";") if part.strip()]
        elif label:
            getattr(activity, label).append(rest)
        elif SHORT_OF_TIME.match(text):
            activity.facilitator_notes.append(text)
        elif piece.kind == "item":
            activity.steps.append(text)
        else:
            activity.purpose.append(text)

    # Tables

    def _row(self, piece: Piece) -> None:
        if piece.begins_table:
            self.columns = [first_in(COLUMNS, cell) for cell in piece.cells]
            if "title" in self.columns and ("minutes" in self.columns or self.section == "running_order"):
                for name, cell in zip(self.columns, piece.cells, strict=True):
                    (self.plan.labels if name else self.plan.left_out).append(cell)
                return
            self.columns = []
        if not self.columns or len(piece.cells) > len(self.columns):
            self._left(piece.whole)
            return
        self._activity_in(dict(self._cells(piece.cells)))

    def _cells(self, cells: list[str]) -> Iterator[tuple[str, str]]:
        """Return the cells of a row by what they are about; of two about the same, the second finds no place."""
        seen = set()
        for name, cell in zip(self.columns, cells, strict=False):
            if not cell:
                continue
            if not name or name in seen:
                self._left(cell)
            else:
                seen.add(name)
                yield name, cell

    def _activity_in(self, row: dict[str, str]) -> None:
        time = row.pop("minutes", "")
        bare = BARE.fullmatch(time)
        minutes = int(bare[1]) if bare and 0 < int(bare[1]) <= 600 else minutes_in(time)
        (self.plan.labels if minutes is not None else self.plan.left_out).extend([time] if time else [])
        if "title" not in row:
            self.plan.left_out += row.values()
            return
        activity = self._begin(row.pop("title"), minutes)
        activity.grouping = row.get("grouping", "")
        if activity.grouping and not first_in(GROUPINGS, activity.grouping):
            self._left(activity.grouping)
        row.pop("grouping", None)
        if "materials" in row:
            activity.materials += [part.strip() for part in row.pop("materials").split(";") if part.strip()]
        for name, cell in row.items():
            getattr(activity, name).append(cell)
