"""Who gets into the admin at all, and what those who do see of other people's drafts: nothing."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch

from accounts.roles import DOORSTEP
from tests.builders import SECRET, case_in, change_draft, make_draft, make_module, make_programme, make_session, publish
from tests.matrix import signed_in

SAMPLES = {"slug": "x", "str": "x", "int": "1", "path": "x", "uuid": "00000000-0000-4000-8000-000000000000"}


def _patterns(resolver, before=()) -> Iterator[tuple]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, (*before, entry))
        elif isinstance(entry, URLPattern):
            yield (*before, entry)


def admin_addresses(page, index) -> dict[str, str]:
    """Return one address for each pattern below /admin/, filled in with this page where it takes a page."""
    import re

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


def _other_peoples_drafts(people) -> None:
    """Drafts with secret titles, in every shape."""
    for state in ("draft", "being checked", "live, newer draft", "hidden"):
        case_in(state, people)
    programme = publish(make_programme(people), people)
    module = make_module(people, programme, words=SECRET)
    make_session(people, module, words=SECRET)


@pytest.mark.parametrize("role", ["trainer2", "moderator", "admin", "safeguarding", "translator"])
def test_who_works_in_the_admin_sees_no_draft_title_of_others(role, people):
    """Every address of the admin, walked by somebody with a role, shows no title of a draft that is not theirs.

    A moderator sees what waits to be checked.
    """
    _other_peoples_drafts(people)
    page = make_draft(people.reporter)
    change_draft(page, people.reporter)
    client = signed_in(getattr(people, role))
    index = page.get_parent()
    addresses = admin_addresses(page, index)
    more = [
        f"/admin/pages/search/?q={SECRET}",
        f"/admin/pages/search/results/?q={SECRET}",
        f"/admin/choose-page/search/?q={SECRET}",
        f"/admin/choose-page/{index.pk}/",
        f"/admin/api/main/pages/?search={SECRET}&for_explorer=1",
        f"/admin/api/main/pages/?child_of={index.pk}&for_explorer=1&fields=*",
        f"/admin/pages/{index.pk}/?q={SECRET}",
        f"/admin/bulk/wagtailcore/page/move/?id={page.pk}&next=/admin/",
        f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}&next=/admin/",
        f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/",
    ]
    leaks = {}
    for address in [*addresses, *more]:
        if "logout" in address:
            continue
        answer = client.get(address)
        if answer.status_code != 200 or getattr(answer, "streaming", False):
            continue
        text = (
            answer.content.decode(errors="ignore")
            .replace(address, "")
            .replace(f"q={SECRET}", "")
            .replace(f'value="{SECRET}"', "")
        )
        if (
            f"{SECRET} title" in text
            or f"{SECRET} newer title" in text
            or f"{SECRET} module" in text
            or f"{SECRET} session" in text
        ):
            leaks[address] = addresses.get(address, "")
    if role == "moderator":
        for waiting in ("/admin/", "/admin/checking/"):
            leaks.pop(waiting, None)
    assert leaks == {}


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
