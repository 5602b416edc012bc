"""What our pages say to machines: terms that schema.org has, where it has them, and nothing else than the page says."""

import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from authorship.selectors import contributors_of
from authorship.services import choose_credit
from config.env import ROOT
from learning.models import WorkshopPage
from tests.builders import add_co_author, fresh, make_module, make_programme, make_session, publish
from tests.learning.making import workshop
from tests.matrix import signed_in

SCHEMA, RDF = "http://schema.org/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
QUAD = re.compile(r"<([^>]+)> <([^>]+)> <([^>]+)>")
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)
TEXTS = {"Text", "URL", "Date", "DateTime", "Duration", "Boolean", "Integer", "Number", "DefinedTerm"}


class Vocabulary:
    """The terms of schema.org: which classes there are, and where each property may stand with what."""

    def __init__(self, quads: str) -> None:
        self.classes: set[str] = set()
        self.members: set[str] = set()
        self.above: dict[str, set[str]] = defaultdict(set)
        self.domain: dict[str, set[str]] = defaultdict(set)
        self.range: dict[str, set[str]] = defaultdict(set)
        kinds = {f"{SCHEMA}domainIncludes": self.domain, f"{SCHEMA}rangeIncludes": self.range, SUBCLASS: self.above}
        for subject, predicate, value in QUAD.findall(quads):
            name, other = subject.removeprefix(SCHEMA), value.removeprefix(SCHEMA)
            if predicate in kinds:
                kinds[predicate][name].add(other)
            elif predicate == f"{RDF}type" and value == "http://www.w3.org/2000/01/rdf-schema#Class":
                self.classes.add(name)
            elif predicate == f"{RDF}type":
                self.members.add(name)

    def all_above(self, name: str) -> set[str]:
        """Return a class and all that it is one of."""
        return {name}.union(*(self.all_above(other) for other in self.above[name]))

    def problems(self, node: dict[str, Any]) -> Iterator[str]:
        """Yield what schema.org does not know of a node."""
        kinds = node["@type"] if isinstance(node["@type"], list) else [node["@type"]]
        yield from (f"no class: {kind}" for kind in kinds if kind not in self.classes)
        mine = set().union(*map(self.all_above, kinds))
        for name, value in node.items():
            if name.startswith("@"):
                continue
            if not self.domain[name] & mine:
                yield f"{kinds} has no {name}"
            for one in value if isinstance(value, list) else [value]:
                yield from self._of_value(name, one)

    def _of_value(self, name: str, value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            kinds = value["@type"] if isinstance(value["@type"], list) else [value["@type"]]
            if not self.range[name] & set().union(*map(self.all_above, kinds)):
                yield f"{name} cannot be {kinds}"
            yield from self.problems(value)
        elif isinstance(value, str) and value.startswith("https://schema.org/"):
            if value.removeprefix("https://schema.org/") not in self.members:
                yield f"{name}: no such member as {value}"
        elif not self.range[name] & TEXTS:
            yield f"{name} cannot be a text"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """Return the terms, brought here where nobody has done so yet."""
    subprocess.run(["sh", ".ci/vocabulary"], cwd=ROOT, check=True)
    return Vocabulary((ROOT / ".cache/vocabulary/schema.nq").read_text())


def node_of(address: str) -> dict[str, Any]:
    (text,) = SCRIPT.findall(Client().get(address).content.decode())
    found: dict[str, Any] = json.loads(text)
    assert found["@context"] == "https://schema.org"
    return found


@pytest.fixture
def pages(people: Any) -> dict[str, Any]:
    """A public programme, module, session and workshop with all that they can say."""
    programme = publish(make_programme(people, audience="qzeverybody"), people)
    fields = {"prerequisites": "qzbefore", "based_on": "qzbased", "audience": "qzreporters", "licence": "cc-by-4.0"}
    module = make_module(people, programme, outcomes=[("items", ["qzoutcome"])], **fields)
    choose_credit(contributor=add_co_author(module, people.reporter), credit="made_up_name", credit_name="Qzname")
    session = make_session(people, module)
    module = publish(fresh(module), people, sender=people.trainer)
    session = publish(fresh(session), people, sender=people.trainer)
    day = workshop(people, title="qzday", teaches=session, delivery="either", join_link="https://example.org/qzsecret")
    return {"programme": programme, "module": module, "session": session, "workshop": day}


@pytest.mark.parametrize("kind", ["programme", "module", "session", "workshop"])
def test_schema_org_has_each_term_there(pages: dict[str, Any], vocabulary: Vocabulary, kind: str) -> None:
    assert list(vocabulary.problems(node_of(pages[kind].get_url()))) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Lesson"},
        {"@type": "Course", "startDate": "2026-01-01"},
        {"@type": "Course", "hasPart": {"@type": "Person", "name": "x"}},
        {"@type": "EducationEvent", "eventStatus": "https://schema.org/EventForgotten"},
    ],
)
def test_what_schema_org_does_not_know_is_found(vocabulary: Vocabulary, wrong: dict[str, Any]) -> None:
    assert list(vocabulary.problems(wrong))


def test_machines_read_what_the_page_says(pages: dict[str, Any]) -> None:
    module, session = node_of(pages["module"].get_url()), node_of(pages["session"].get_url())
    assert (module["teaches"], module["competencyRequired"]) == (["qzoutcome"], "qzbefore")
    assert (module["isBasedOn"][0]["name"], module["audience"]["audienceType"]) == ("qzbased", "qzreporters")
    assert module["license"].startswith("https://creativecommons.org/licenses/by/4.0")
    assert [part["name"] for part in module["hasPart"]] == [session["name"]]
    assert module["isPartOf"]["name"] == pages["programme"].title
    assert session["timeRequired"] == module["timeRequired"] == "PT30M"
    assert "Qzname" in {person["name"] for person in module["author"]}
    assert {part["encodingFormat"] for part in session["hasPart"]} == {"text/html", "application/pdf"}
    day = node_of(pages["workshop"].get_url())
    assert day["workFeatured"]["name"] == session["name"]
    assert day["eventAttendanceMode"].endswith("/MixedEventAttendanceMode")
    assert "qzsecret" not in json.dumps(day)


def test_who_wants_no_name_has_none_there_either(people: Any, pages: dict[str, Any]) -> None:
    choose_credit(contributor=contributors_of(pages["module"]).get(person__user=people.reporter), credit="none")
    for kind in ("module", "session"):
        assert "Qzname" not in json.dumps(node_of(pages[kind].get_url()))


def test_no_text_of_a_page_ends_it(people: Any) -> None:
    evil = "</script><script>alert(1)</script> & <!--"
    programme = publish(make_programme(people, promise=evil), people)
    html = Client().get(programme.get_url()).content.decode()
    assert "alert(1)</script>" not in html
    assert node_of(programme.get_url())["description"] == evil


def test_a_preview_and_the_facilitators_view_say_nothing_to_machines(people: Any, pages: dict[str, Any]) -> None:
    assert not SCRIPT.search(Client().get(f"{pages['session'].get_url()}facilitator/").content.decode())
    draft = make_module(people, pages["programme"])
    address = f"/admin/pages/{draft.pk}/view_draft/"
    answer = signed_in(people.trainer).get(address)
    assert answer.status_code == 200
    assert not SCRIPT.search(answer.content.decode())


def test_it_costs_no_question_more_with_more_sessions(
    people: Any, pages: dict[str, Any], django_assert_num_queries: Any
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = pages["module"].get_url()
    node_of(address)
    with CaptureQueriesContext(connection) as few:
        node_of(address)
    for _number in range(3):
        publish(make_session(people, pages["module"]), people, sender=people.trainer)
    with django_assert_num_queries(len(few)):
        assert len(node_of(address)["hasPart"]) == 4


def test_a_workshop_that_is_online_only_names_no_place(people: Any) -> None:
    day: WorkshopPage = workshop(people, delivery="online", venue="")
    (place,) = node_of(day.get_url())["location"]
    assert place["@type"] == "VirtualLocation"
