"""Who gets into the admin at all, and what those who do see of other people's drafts: nothing."""

import re
from collections.abc import Iterable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from wagtail.models import Page

from accounts.roles import DOORSTEP
from tests.builders import SECRET, case_in, make_module, make_programme, make_session, publish
from tests.matrix import signed_in
from tests.profiles import a_few, deep

SAMPLES = {"slug": "x", "str": "x", "int": "1", "path": "x", "uuid": "00000000-0000-4000-8000-000000000000"}


def _patterns(resolver, before=()) -> Iterator[tuple]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, (*before, entry))
        elif isinstance(entry, URLPattern):
            yield (*before, entry)


def admin_addresses(page, index) -> dict[str, str]:
    """Return one address for each pattern below /admin/, filled in with this page where it takes a page."""
    root = get_resolver()
    values = {
        "page_id": page.pk,
        "pk": page.pk,
        "parent_page_id": index.pk,
        "parent_id": index.pk,
        "page_to_move_id": page.pk,
        "destination_id": index.pk,
        "revision_id": page.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "content_type_app_name": "stories",
        "content_type_model_name": "storypage",
        "app_label": "wagtailcore",
        "model_name": "page",
        "action": "delete",
        "action_name": "approve",
        "task_state_id": 1,
        "task_id": 1,
        "workflow_state_id": 1,
        "object_id": page.pk,
    }
    found = {}
    for chain in _patterns(root):
        route = "".join(str(entry.pattern) for entry in chain)
        if not route.startswith("admin/"):
            continue
        path = re.sub(
            r"<(?:(\w+):)?(\w+)>", lambda match: str(values.get(match[2], SAMPLES.get(match[1] or "str", "1"))), route
        )
        path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda match: str(values.get(match[1], "1")), path)
        path = path.replace("^", "").replace("$", "").replace("\\", "").replace("(.*)", "x")
        path = re.sub(r"\(\?:[^()]*\)[?*]?|[?*]", "", path)
        name = getattr(chain[-1], "name", "") or ""
        namespaces = [entry.namespace for entry in chain[:-1] if entry.namespace]
        found[f"/{path}"] = ":".join([*namespaces, name])
    return found


@pytest.fixture
def draft(people):
    """A draft of somebody else, with a secret title."""
    return case_in("being checked", people).page


def _redirects(address: str, settings) -> bool:
    return any(address.startswith(start) for start in settings.ADMIN_ADDRESSES_THAT_REDIRECT)


@a_few(1)
@pytest.mark.parametrize("role", ["reporter", "translator", "reviewer"])
def test_who_does_not_work_in_the_admin_gets_403_at_every_address(role, draft, people, settings):
    client = signed_in(getattr(people, role))
    addresses = admin_addresses(draft, draft.get_parent())
    assert len(addresses) > 250
    open_to = () if role == "reporter" else DOORSTEP
    wrong = {}
    for address, name in {**addresses, "/admin/nothing/here/": "", "/admin/": "wagtailadmin_home"}.items():
        if _redirects(address, settings) or (name in open_to and name.endswith("logout")):
            continue
        for answer in (client.get(address), client.post(address, {})):
            expected_open = name in open_to
            if not expected_open and answer.status_code != 403:
                wrong[address] = answer.status_code
            if (
                answer.status_code == 200
                and hasattr(answer, "content")
                and SECRET in answer.content.decode(errors="ignore")
            ):
                wrong[address] = "shows a draft"
    assert wrong == {}


def test_signing_in_and_passwords_of_wagtail_lead_to_ours(client, people, settings):
    for address in ("/admin/login/", "/admin/password_reset/", "/admin/password_reset/confirm/x/y/"):
        assert client.post(address, {"username": "a@example.net", "password": "x"}).status_code in (301, 302, 405)
    assert client.get("/admin/").status_code == 302


def _other_peoples_drafts(people) -> dict[str, Page]:
    """Make drafts with secret titles, in every shape; each by the state it is in."""
    drafts = {
        state: case_in(state, people).page
        for state in ("draft", "being checked", "live, newer draft", "hidden", "alias of a draft")
    }
    programme = publish(make_programme(people), people)
    module = make_module(people, programme, words=SECRET)
    return drafts | {"module": module, "session": make_session(people, module, words=SECRET)}


def _asked(filled: list[list[str]], every: bool) -> list[str]:
    """Return the addresses to ask for: each filled with every page, or each with one, in turn."""
    if every:
        return sorted({address for addresses in filled for address in addresses})
    return [filled[number % len(filled)][number] for number in range(len(filled[0]))]


def _lists(index: Page, drafts: Iterable[Page]) -> list[str]:
    """Return addresses that list or search pages, or ask about several at once."""
    found = f"q={SECRET}"
    return [
        f"/admin/pages/{index.pk}/",
        f"/admin/pages/{index.pk}/?{found}",
        f"/admin/pages/search/results/?{found}",
        f"/admin/choose-page/{index.pk}/",
        f"/admin/api/main/pages/?search={SECRET}&for_explorer=1",
        f"/admin/api/main/pages/?child_of={index.pk}&for_explorer=1&fields=*",
        *(
            f"/admin/bulk/wagtailcore/page/{action}/?id={page.pk}&next=/admin/"
            for action in ("move", "delete", "publish", "unpublish")
            for page in drafts
        ),
    ]


# Nobody makes a page of no kind, and no screen leads there: Wagtail's own mistake.
BROKEN = "/admin/pages/create/wagtailcore/page"
SEARCHED = re.compile("choose|search|report")
TITLES = re.compile(f"{SECRET} (newer )?(title|module|session)")


def _shown(client: Client, addresses: Iterable[str], *, sends: bool = False) -> set[str]:
    """Return the addresses that show a secret title, or break. `sends`: after a form sent to each that is of pages."""
    found = set()
    for address in addresses:
        if "logout" in address or address == BROKEN:
            continue
        if sends and address.startswith("/admin/pages/"):
            # What is sent may leave a message, which the next screen shows.
            client.post(address)
        for query in ("", f"?q={SECRET}") if SEARCHED.search(address) and "?" not in address else ("",):
            answer = client.get(address + query)
            if answer.status_code >= 500:
                found.add(f"{address} broke")
            elif answer.status_code == 200 and not getattr(answer, "streaming", False):
                if TITLES.search(answer.content.decode(errors="ignore")):
                    found.add(address)
    return found


@a_few(1)
@pytest.mark.parametrize("every", [False, deep(True)])
@pytest.mark.parametrize("role", ["trainer2", "moderator", "admin", "safeguarding", "translator"])
def test_who_works_in_the_admin_sees_no_draft_title_of_others(role, people, every):
    """Every address of the admin, walked by somebody with a role, shows no title of a draft that is not theirs.

    A moderator sees what waits to be checked.
    """
    drafts = _other_peoples_drafts(people)
    if role == "moderator":
        del drafts["being checked"]
    index = drafts["draft"].get_parent()
    addresses = _asked([list(admin_addresses(page, index)) for page in drafts.values()], every)
    client = signed_in(getattr(people, role))
    shown = _shown(client, [*addresses, *_lists(index, drafts.values())], sends=role in ("trainer2", "moderator"))
    if role == "moderator":
        shown -= {"/admin/", "/admin/checking/"}
    assert shown == set()


@pytest.mark.deep
def test_the_walk_would_see_a_title(people):
    """A superuser, which is nobody's account here, is shown all of it: so the right addresses are asked."""
    drafts = _other_peoples_drafts(people)
    index = drafts["draft"].get_parent()
    lists = _lists(index, drafts.values())
    assert len(_shown(signed_in(people.superuser), lists)) > len(lists) / 2


@pytest.mark.parametrize(
    "name", ["wagtailadmin_workflows:add", "wagtailadmin_workflows:select_task_type", "wagtailadmin_workflows:index"]
)
@pytest.mark.parametrize("role", ["admin", "moderator", "trainer"])
def test_only_the_system_changes_workflows(name, role, people):
    try:
        address = reverse(name)
    except NoReverseMatch:
        pytest.skip("no such address in this Wagtail")
    answer = signed_in(getattr(people, role)).get(address)
    assert answer.status_code in (302, 403)
