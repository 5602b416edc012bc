"""The words by which we know what is what in an English plan, and how people write minutes."""

import re

NUMBERS = {
    "half": 0.5, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90,
}  # fmt: skip
AMOUNT = rf"(?P<number>\d{{1,4}}(?:[.,]\d{{1,2}})?|{'|'.join(NUMBERS)})"
MINUTES = re.compile(rf"\b{AMOUNT}[\s-]*(?:minutes?|mins?)\b", re.IGNORECASE)
HOURS = re.compile(rf"\b{AMOUNT}[\s-]*(?:an\s+)?(?:hours?|hrs?|h)\b", re.IGNORECASE)
CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})\s*(?:-|–|—|to|until)\s*(\d{1,2})[:.](\d{2})\b")
BARE = re.compile(r"\s*(\d{1,3})\s*")
IN_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
PEOPLE = re.compile(
    r"\b((?:up to |about |around |at most )?\d+(?:\s*(?:-|–|to)\s*\d+)?)\s+(?:people|participants|reporters|learners)",
    re.IGNORECASE,
)
A_BREAK = re.compile(
    r"^\W*(?:(?:short|long|tea|coffee|lunch|comfort|rest)\s+){0,2}(?:break|pause|lunch)\b", re.IGNORECASE
)
WORD = re.compile(r"\w+")
SHORT_OF_TIME = re.compile(r"^if (?:you are |you’re |you're )?(?:short of|running out of|low on) time\b", re.IGNORECASE)

SECTIONS: tuple[tuple[str, str], ...] = (
    ("outcomes", r"outcomes?|objectives?|by the end|will be able to|aims?"),
    ("questions", r"questions (?:this|we|it) |what we (?:will )?find out|key questions"),
    ("running_order", r"running order|activit(?:y|ies)|session plan|agenda|timetable|time ?table|schedule|what we do"),
    ("safety_notes", r"safety|safeguarding|well-?being|care\b|taking care"),
    ("access_notes", r"access(?:ibility)?\b|inclusion"),
    ("language_notes", r"languages?\b|interpret"),
    ("room_and_materials", r"materials?|room\b|equipment|resources|you (?:will )?need|what to bring"),
    ("key_points", r"key points?|remember|take[- ]?aways?|summary"),
    ("evaluation", r"evaluation|feedback|before we go|closing questions"),
    ("facilitator_notes", r"facilitat|trainer|preparation|prepare|before the session|notes?\b"),
    ("licence", r"licen[cs]e|copyright"),
)  # fmt: skip
LABELS: tuple[tuple[str, str], ...] = (
    (
        "facilitator_notes",
        r"(?:facilitator|trainer)(?:['’]s)? notes?|notes? for (?:the )?(?:facilitator|trainer)s?|notes?",
    ),
    ("materials", r"materials?|you (?:will )?need|equipment|resources|bring"),
    ("purpose", r"purpose|aim|what it is for|why"),
    ("output", r"output|result|what comes out(?: of it)?"),
    ("access_note", r"access(?: note)?|instead"),
)
COLUMNS: tuple[tuple[str, str], ...] = (
    ("minutes", r"time|minutes?|mins?|duration|how long|length"),
    ("facilitator_notes", r"notes?|facilitat|trainer|comments?"),
    ("materials", r"materials?|resources?|equipment|need|bring"),
    ("grouping", r"group|who"),
    ("purpose", r"purpose|aim|why|outcome|objective"),
    ("title", r"activit|what|title|topic|session|content"),
    ("steps", r"how|steps?|description|method|details?"),
)
RHYTHMS: tuple[tuple[str, str], ...] = (
    ("peer_review", r"peer|feedback|review"),
    ("welcome", r"welcome|settle|arriv|check[- ]?in|introduc|hello|warm[- ]?up|ice[- ]?breaker"),
    ("close", r"close|closing|goodbye|wrap"),
    ("share", r"share|sharing|check[- ]?out|show"),
    ("practise", r"practi[sc]e|try|exercise"),
    ("teach", r"teach|explain|input|learn|listen|what (?:a|is)\b"),
)
GROUPINGS: tuple[tuple[str, str], ...] = (
    ("pairs", r"\bpairs?\b|\bin twos\b"),
    ("small_groups", r"\b(?:threes|fours|fives|small groups?|trios)\b"),
    ("alone", r"\b(?:alone|on your own|individual(?:ly)?|by yourself)\b"),
)
LICENCES: tuple[tuple[str, str], ...] = (
    ("cc-by-sa-4.0", r"\bcc[ -]by[ -]sa\b|share ?alike"),
    ("cc-by-4.0", r"\bcc[ -]by\b(?![ -]n)|creative commons attribution 4"),
    ("all-rights", r"all rights"),
)


def minutes_in(text: str) -> int | None:
    """Return how many minutes a text names: “15 min”, “two hours”, “10:00 to 10:15”; None where it names none."""
    clock = CLOCK.search(text)
    if clock:
        begins, ends = (int(clock[one]) * 60 + int(clock[one + 1]) for one in (1, 3))
        return ends - begins if ends > begins else None
    hours, minutes = HOURS.search(text), MINUTES.search(text)
    if not hours and not minutes:
        return None
    found = round((_number(hours) * 60 if hours else 0) + (_number(minutes) if minutes else 0))
    return found if 0 < found <= 600 else None


def _number(match: re.Match[str]) -> float:
    word = match["number"].lower().replace(",", ".")
    return NUMBERS[word] if word in NUMBERS else float(word)


def first_in(table: tuple[tuple[str, str], ...], text: str) -> str:
    """Return the name whose pattern comes first in the table of those that stand in a text."""
    return next((name for name, pattern in table if re.search(pattern, text, re.IGNORECASE)), "")


def words_in(text: str) -> set[str]:
    """Return the words of a text, whatever language it is in."""
    return set(WORD.findall(text.casefold()))


def without_minutes(title: str) -> tuple[str, str]:
    """Return a heading, and the brackets behind it where minutes stand in them and nothing else."""
    last = IN_BRACKETS.search(title)
    if not last or not last.start() or minutes_in(last[0]) is None:
        return title, ""
    rest = last[0]
    for time in (CLOCK, HOURS, MINUTES):
        rest = time.sub("", rest)
    return (title, "") if WORD.search(rest) else (title[: last.start()], last[0])


def label_of(text: str) -> tuple[str, str, str]:
    """Return what a paragraph such as “Materials: paper” is about, its label, and the rest of it."""
    before, colon, after = text.partition(":")
    if colon and len(before) < 40 and after.strip():
        for name, pattern in LABELS:
            if re.fullmatch(rf"\W*(?:{pattern})\W*", before, re.IGNORECASE):
                return name, before, after.strip()
    return "", "", text
