"""The studio costs the same number of queries with one work or part as with ten."""

from types import SimpleNamespace

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from authorship.giving import give_parts
from authorship.services import add_contributor
from tests.builders import make_session
from tests.studio.making import a_module, a_picture, a_recording, a_story, approved, public, sent_in


def _cost(client, path: str) -> int:
    """Return the queries of a second look, once renditions and content types are there."""
    client.get(path)
    ContentType.objects.clear_cache()
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.deep
@pytest.mark.parametrize("way", [None, sent_in, approved, public])
def test_the_list_of_works(rita, sam, mo, visit, way) -> None:
    client = visit(rita)

    def one_more() -> None:
        work = a_story(rita, sam)
        if way is not None:
            way(work, rita, *((mo,) if way is not sent_in else ()))

    one_more()
    one = _cost(client, "/my/")
    for _number in range(9):
        one_more()
    assert _cost(client, "/my/") == one


@pytest.mark.deep
def test_the_list_of_works_with_modules(tess, visit) -> None:
    client = visit(tess)
    a_module(tess)
    few = _cost(client, "/my/")
    for _number in range(4):
        a_module(tess)
    assert _cost(client, "/my/") == few


@pytest.mark.deep
def test_the_page_of_a_work(rita, sam, visit) -> None:
    work = a_story(rita, sam, parts=())
    client = visit(rita)
    address = f"/my/works/{work.pk}/parts/add"

    def one_more() -> None:
        client.post(f"{address}/words/", {"text": "Words"})
        client.post(f"{address}/photo/", {"file": a_picture(), "alt_text": "A door"})
        client.post(f"{address}/audio/", {"file": a_recording(), "transcript": "Hello", "language": "en"})

    one_more()
    one = _cost(client, f"/my/works/{work.pk}/")
    for _number in range(9):
        one_more()
    assert _cost(client, f"/my/works/{work.pk}/") == one


@pytest.mark.deep
def test_the_page_of_a_module_with_parts_to_write(tess, rita, visit) -> None:
    made = a_module(tess)
    somebody = add_contributor(work=made.work, person=rita.person, role="co_author")
    address, sessions = f"/my/works/{made.work.pk}/", [made.session]

    def give_them() -> None:
        parts = [(page.pk, place) for page in sessions for place in ("title", "access_notes")]
        give_parts(contributor=somebody, parts=parts, by=tess)

    give_them()
    costs = {who.pk: _cost(visit(who), address) for who in (tess, rita)}
    for _number in range(5):
        sessions.append(make_session(SimpleNamespace(trainer=tess), made.fresh(made.module)))
    give_them()
    assert {who.pk: _cost(visit(who), address) for who in (tess, rita)} == costs
