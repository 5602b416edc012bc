"""Two trainers write two sessions of one module at once; one of them loses the network, and no word."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import Page, expect

FIRST, SECOND = "Qz first session", "Qz second session"


def a_module() -> tuple[Any, Any]:
    """Make a draft of two trainers with two sessions; return these."""
    from accounts.making import make_person
    from accounts.models import User
    from tests.builders import add_co_author, make_module, make_programme, make_session

    other = make_person(email="nadia@example.org", name="Nadia Other", roles=["Trainer"])
    people = SimpleNamespace(trainer=User.objects.get(email="trainer@example.org"))
    module = make_module(people, make_programme(people))
    add_co_author(module, other, role="trainer")
    return make_session(people, module, title=FIRST), make_session(people, module, title=SECOND)


def promise(page: Page) -> Any:
    """The field that both write in, each in a session of their own."""
    return page.get_by_role("textbox", name="What it offers, in one line")


def write(page: Page, words: str) -> None:
    """Type instead of what stands there, key by key."""
    promise(page).press("ControlOrMeta+a")
    promise(page).press_sequentially(words)


def test_both_see_each_other_and_a_lost_connection_loses_nothing(
    live_server, context_for: Callable, watch: Any
) -> None:
    first, second = a_module()
    ruth, nadia = (context_for("desktop", email=f"{name}@example.org").new_page() for name in ("trainer", "nadia"))
    ruth.goto(f"{live_server.url}/admin/pages/{first.pk}/edit/")
    nadia.goto(f"{live_server.url}/admin/pages/{second.pk}/edit/")
    expect(nadia.get_by_text(f"is at “{FIRST}” just now.")).to_be_visible()

    write(nadia, "Nadia's words")
    # She learns of Nadia with her own first save.
    write(ruth, "Ruth's words")
    expect(ruth.get_by_text(f"is at “{SECOND}” just now.")).to_be_visible(timeout=30_000)

    ruth.context.set_offline(True)
    write(ruth, "Ruth's words without a network")
    ruth.wait_for_timeout(3_000)
    expect(promise(ruth)).to_have_value("Ruth's words without a network")
    ruth.context.set_offline(False)
    watch.complaints[:] = [said for said in watch.complaints if "ERR_INTERNET_DISCONNECTED" not in said]
    # With her next letters the network is there again, and all of it is saved.
    promise(ruth).press("End")
    promise(ruth).press_sequentially(".")
    waits_for(ruth, first, "Ruth's words without a network.")
    waits_for(nadia, second, "Nadia's words")


def waits_for(page: Page, session: Any, words: str) -> None:
    """Wait until the newest draft of a session says these words."""
    for _look in range(60):
        session.refresh_from_db()
        if session.get_latest_revision_as_object().promise == words:
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"not saved: {words}, but {session.get_latest_revision_as_object().promise}")


ANSWERS_COME_LATE = """
const now = window.fetch;
window.fetch = async (...request) => {
  const answer = await now(...request);
  await new Promise((goes_on) => setTimeout(goes_on, 3000));
  return answer;
};
"""


def test_what_is_typed_while_the_editor_saves_is_saved_too(live_server, context_for: Callable) -> None:
    page, _other = a_module()
    ruth = context_for("desktop", email="trainer@example.org").new_page()
    ruth.add_init_script(ANSWERS_COME_LATE)
    ruth.goto(f"{live_server.url}/admin/pages/{page.pk}/edit/")
    with ruth.expect_request(lambda request: request.method == "POST" and request.url.endswith("/edit/")):
        write(ruth, "First letters")
    promise(ruth).press("End")
    promise(ruth).press_sequentially(" and late letters")
    waits_for(ruth, page, "First letters and late letters")


ANSWERS_COME_WITH_THE_NEXT_LETTER = """
const now = window.fetch;
window.fetch = async (...request) => {
  const answer = await now(...request);
  if (answer.url.endsWith("/edit/") && !window.letterCame) {
    await new Promise((goes_on) => document.addEventListener("input", goes_on, { once: true }));
    window.letterCame = true;
  }
  return answer;
};
"""


def test_a_letter_typed_just_before_the_answer_comes_is_saved_too(live_server, context_for: Callable) -> None:
    page, _other = a_module()
    ruth = context_for("desktop", email="trainer@example.org").new_page()
    ruth.add_init_script(ANSWERS_COME_WITH_THE_NEXT_LETTER)
    ruth.goto(f"{live_server.url}/admin/pages/{page.pk}/edit/")
    write(ruth, "First letter")
    waits_for(ruth, page, "First letter")
    promise(ruth).press("End")
    promise(ruth).press_sequentially("s")
    ruth.wait_for_function("window.letterCame")
    waits_for(ruth, page, "First letters")


def test_letters_typed_as_soon_as_the_editor_is_there_are_saved_and_opening_it_saves_nothing(
    live_server, context_for: Callable
) -> None:
    page, other = a_module()
    ruth, nadia = (context_for("desktop", email=f"{name}@example.org").new_page() for name in ("trainer", "nadia"))
    before = other.latest_revision_id
    nadia.goto(f"{live_server.url}/admin/pages/{other.pk}/edit/")
    ruth.goto(f"{live_server.url}/admin/pages/{page.pk}/edit/", wait_until="domcontentloaded")
    write(ruth, "Early letters")
    waits_for(ruth, page, "Early letters")
    nadia.wait_for_timeout(3_000)
    other.refresh_from_db()
    assert other.latest_revision_id == before
