"""Each kind of page there is goes all the way: translated, compared, approved, public; then its source changes."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from accounts.models import User
from authorship.selectors import contributors_of
from demo.examples import EXAMPLES, example
from publishing.audit import audit_public
from publishing.errors import PublishBlocked
from publishing.selectors import is_released
from tests.builders import fresh, publish
from tests.furnished_house import demo_files, house, own_file_roots  # noqa: F401
from tests.profiles import a_few
from tests.translating import give, go_all_the_way, page_at, people_of_the_demo
from translation.sentences import pairs_of
from translation.services import is_up_to_date

INTO = "bn"
IN_BENGALI = "qzbangla"
OUT_OF_DATE = "This translation is not up to date"
IN_EACH_LANGUAGE = ("home", "list of stories", "list of programmes")
"""These have fixed words of their own in every language, so that nobody translates them."""
NO_PAGES = ("nothing there", "taken back")


@pytest.fixture
def people() -> SimpleNamespace:
    """The demo's people, by their roles."""
    return people_of_the_demo()


def in_bengali(sentence: str) -> str:
    return f"{IN_BENGALI} {sentence}"


def somebody_who_sends(page: Any, people: SimpleNamespace) -> User:
    """Return who sends a new version in: one who tells it, or for the site itself an administrator."""
    first = contributors_of(page).first()
    return first.person.user if first is not None else people.admin


@pytest.mark.usefixtures("house")
@pytest.mark.django_db
@a_few(3)
@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in NO_PAGES and " in " not in name])
def test_each_survives_the_trip(name, people, django_capture_on_commit_callbacks):
    page = page_at(example(name).path)
    if page is None:
        pytest.skip("a screen, and no page")
    if name in IN_EACH_LANGUAGE:
        with pytest.raises(PublishBlocked, match="is there already"):
            give(page, people, INTO)
        return
    target = go_all_the_way(page, people, INTO, in_bengali)
    assert is_released(target)
    assert is_up_to_date(target)
    html = Client().get(target.get_url()).content.decode()
    assert IN_BENGALI in html
    assert OUT_OF_DATE not in html
    left = [
        pair for pair in pairs_of(fresh(page), target) if pair.source and not pair.translated.startswith(IN_BENGALI)
    ]
    assert left == []
    _change_the_source(page, people, django_capture_on_commit_callbacks)
    assert not is_up_to_date(fresh(target))
    assert OUT_OF_DATE in Client().get(target.get_url()).content.decode()
    address = fresh(target).get_url()
    with django_capture_on_commit_callbacks(execute=True):
        target = go_all_the_way(page, people, INTO, in_bengali)
    assert is_up_to_date(target)
    assert target.get_url() == address
    html = Client().get(address).content.decode()
    assert escape(f"{IN_BENGALI} qzmended") in html
    assert OUT_OF_DATE not in html
    # Copies of pictures stay from cases before this one, whose rows were taken back.
    assert [line for line in audit_public() if "public file" not in line] == []


def _change_the_source(page: Any, people: SimpleNamespace, on_commit: Any) -> None:
    """Let a page say something else in public."""
    sender = somebody_who_sends(page, people)
    draft = fresh(page).get_latest_revision_as_object()
    draft.title = f"qzmended {draft.title}"[:120]
    draft.save_revision(user=sender)
    with on_commit(execute=True):
        publish(fresh(page), people, sender=sender, moderator=people.moderator2)
    assert fresh(page).title.startswith("qzmended")
