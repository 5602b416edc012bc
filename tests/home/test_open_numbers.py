"""The numbers of a year: counted in the log once it is over, small ones hidden, and not to be worked out."""

import re
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from authorship.models import Work
from home.feeds import ReleasedSitemap
from home.figures import FEWEST, MEASURES, OTHERS, Figure, figures_of, parted, shown, write_down_each_year
from publishing.candidates import object_key
from publishing.errors import NotReleased
from publishing.models import Decision
from tests.builders import make_draft

YEAR = 2024
AFTER = datetime(2025, 1, 1, 1, tzinfo=UTC)


@pytest.fixture
def works(people) -> list[Work]:
    """Eight works."""
    return [make_draft(people.reporter).work for _number in range(8)]


def log(kind: str, works: list[Work], *, rule: str = "", year: int = YEAR, detail: str = "") -> None:
    """Write a line of that year about each of these works."""
    when = datetime(year, 6, 1, tzinfo=UTC)
    for work in works:
        Decision.objects.create(kind=kind, rule=rule, detail=detail, created_at=when, **object_key(work))


def number(measure: str, part: str = "", year: int = YEAR) -> int | None:
    """Return a number as it was written down."""
    return Figure.objects.get(year=year, measure=measure, part=part).number


def parts(measure: str) -> dict[str, int | None]:
    """Return the parts of a number as they were written down."""
    return dict(Figure.objects.filter(measure=measure).exclude(part="").values_list("part", "number"))


def test_the_map_goes_on_where_there_are_more_pages_than_fit(works, client, monkeypatch):
    monkeypatch.setattr(ReleasedSitemap, "limit", 2)
    pages = [client.get(f"/sitemap.xml?p={number}") for number in (1, 2, 1000)]
    assert [page.status_code for page in pages] == [200, 200, 404]
    first, second = ({*re.findall(r"<loc>(.*?)</loc>", page.content.decode())} for page in pages[:2])
    assert any("/open-numbers/" in address for address in first)
    assert len(second) == 2
    assert not first & second


@pytest.mark.deep
def test_each_work_counts_once_and_each_time_counts(works):
    log("sent_in", works)
    log("sent_in", works[:3])
    log("ok_recorded", [works[0]] * 6)
    assert write_down_each_year(AFTER) == 1
    assert number("received") == 8
    assert number("oks_recorded") == 6
    assert number("published") == 0


@pytest.mark.deep
def test_pages_of_the_site_are_no_works(people, works):
    from home.models import HomePage

    Decision.objects.filter(kind="released").count()
    when = datetime(YEAR, 6, 1, tzinfo=UTC)
    for _time in range(7):
        Decision.objects.create(kind="released", created_at=when, **object_key(HomePage.objects.first()))
    write_down_each_year(AFTER)
    assert number("published") == 0


@pytest.mark.deep
def test_a_year_that_is_not_over_has_no_numbers(works, client):
    log("sent_in", works)
    assert write_down_each_year(datetime(YEAR, 12, 31, 22, tzinfo=UTC)) == 0
    assert client.get(f"/open-numbers/{YEAR}/").status_code == 404
    assert "We count a year when it is over." in client.get("/open-numbers/").content.decode()


def test_a_number_stays_as_it_was_written(works):
    log("sent_in", works)
    write_down_each_year(AFTER)
    log("sent_in", works)
    assert write_down_each_year(AFTER) == 0
    figure = Figure.objects.get(measure="received")
    figure.number = 99
    with pytest.raises(NotReleased):
        figure.save()
    with pytest.raises(NotReleased):
        figure.delete()


@pytest.mark.parametrize(("counted", "said"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_one_to_four_are_not_said(counted, said):
    assert shown(counted) is said or shown(counted) == said


@pytest.mark.parametrize(
    ("counts", "said", "may_sum"),
    [
        ({"a": 9, "b": 6}, {"a": 9, "b": 6}, True),
        ({"a": 9, "b": 2}, {"a": 9, OTHERS: None}, False),
        ({"a": 9, "b": 2, "c": 1}, {"a": 9, OTHERS: None}, False),
        ({"a": 9, "b": 3, "c": 4}, {"a": 9, OTHERS: 7}, True),
        ({"a": 9, "b": 4, "c": 4}, {"a": 9, OTHERS: None}, False),
        (dict.fromkeys("abcde", 1), {OTHERS: None}, False),
        ({"a": 3}, {OTHERS: None}, False),
        ({}, {}, True),
    ],
)
def test_no_sum_tells_what_is_hidden(counts, said, may_sum):
    assert parted(counts) == (said, may_sum)


def test_what_is_written_down_leaves_more_than_one_way_it_could_have_been():
    """For each way that two or three rules can have been named: what is said fits another way too, rule by rule."""
    from itertools import product

    for rules in (2, 3):
        ways: dict = {}
        for counts in product(range(8), repeat=rules):
            said, may_sum = parted(dict(zip("abc", counts, strict=False)))
            key = (tuple(sorted(said.items(), key=str)), sum(counts) if may_sum else None)
            ways.setdefault(key, []).append(counts)
        for fitting in ways.values():
            for rule in range(rules):
                numbers = {counts[rule] for counts in fitting}
                small = {number for number in numbers if 0 < number < FEWEST}
                assert not small or len(numbers) > 1, fitting


def test_changes_stand_by_the_rule_that_was_named(people, works, client):
    from moderation.guides import newest_guide
    from tests.builders import make_guide

    make_guide(people, "Ask", "Be fair", "Be kind")
    edition = newest_guide().version.pk
    log("changes_asked", works, rule=f"2 of {edition}")
    log("changes_asked", works[:2], rule=f"1 of {edition}")
    write_down_each_year(AFTER)
    assert parts("changes_asked") == {f"2 of {edition}": 8, OTHERS: None}
    assert number("changes_asked") is None
    text = client.get(f"/open-numbers/{YEAR}/").content.decode()
    assert "Rule 2" in text
    assert "Rule 1" not in text
    assert "so that a small number below stays hidden" in text
    assert "10" not in text.split('<dl class="numbers">')[1].split("</dl>")[0]


def test_no_hidden_number_is_in_any_row_or_page(works, client):
    log("take_back", works[:3])
    write_down_each_year(AFTER)
    assert number("taken_back") is None
    assert "Fewer than 5" in client.get(f"/open-numbers/{YEAR}/").content.decode()


def test_decisions_that_no_room_makes_are_no_number(works, monkeypatch):
    from publishing import registry

    kinds = {kind: label for kind, label in registry.decision_kinds.items() if kind != "ok_recorded"}
    monkeypatch.setattr(registry, "decision_kinds", kinds)
    assert "oks_recorded" not in {figure.measure for figure in figures_of(YEAR)}


def test_the_public_never_asks_the_log(works, client):
    log("sent_in", works)
    write_down_each_year(AFTER)
    for address in ("/open-numbers/", f"/open-numbers/{YEAR}/", "/sitemap.xml"):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert not any("publishing_decision" in query["sql"] for query in queries)


@pytest.mark.deep
def test_they_are_found_from_each_page_and_in_the_sitemap(works, client):
    log("sent_in", works)
    write_down_each_year(AFTER)
    assert 'href="/open-numbers/"' in client.get("/").content.decode()
    assert f'href="/open-numbers/{YEAR}/"' in client.get("/open-numbers/").content.decode()
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/open-numbers/</loc>" in sitemap
    assert f"/open-numbers/{YEAR}/</loc>" in sitemap
    assert client.post("/open-numbers/").status_code == 405


def test_each_number_is_explained():
    for measure in MEASURES:
        assert str(measure.meaning).endswith(".")
        assert str(measure.label)
