"""Taking a draft to the state that the demo wants, by the same steps that people take."""

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from authorship.models import Contributor
from authorship.selectors import contributors_of, work_of
from authorship.services import add_contributor, choose_credit
from consent.services import agrees_to_everything, hide
from moderation.forms import ApproveForm
from moderation.guides import newest_guide
from moderation.services import give_ok, send_in, step_of, waiting_ok_step


def put_names(page: Any, rows: Iterable[dict[str, str]], people: dict[str, User]) -> None:
    """Make the people of a content file contributors of `page`, each named as they chose."""
    work = work_of(page)
    assert work is not None, "a work comes with its page"
    for order, row in enumerate(rows, start=1):
        person = people[row["person"]].person
        contributor = add_contributor(work=work, person=person, role=row["role"], expertise=row["expertise"])
        Contributor.objects.filter(pk=contributor.pk).update(role=row["role"], expertise=row["expertise"], order=order)
        contributor.refresh_from_db()
        choose_credit(contributor=contributor, credit=row["credit"], credit_name=row.get("credit_name", ""))
        agrees_to_everything(contributor=contributor, language=page.locale.language_code)


NOT_SERIOUS = [ApproveForm.NONE]
# The rule that the demo's requests for changes are about.
RULE = 4


def act(page: Any, moderator: User, action: str, **words: Any) -> None:
    """Approve, or ask for changes, at the step where `page` is."""
    step = step_of(page)
    assert step is not None, "it has been sent in"
    step.task.specific.on_action(step, moderator, action, **words)


def fresh(page: Any) -> Any:
    """Return the page as the database has it now."""
    return type(page).objects.get(pk=page.pk)


def everybody_says_yes(page: Any) -> Any:
    """Give the OK of each contributor, as long as it is waited for; return the page."""
    for contributor in contributors_of(page):
        if waiting_ok_step(page):
            give_ok(page=page, user=contributor.person.user)
            page = fresh(page)
    return page


def bring_to(page: Any, state: str, *, sender: User, moderator: User, asked: str = "") -> Any:
    """Take a draft to `state` (see the content files) and return it as it is then."""
    if state == "draft":
        return fresh(page)
    if contributors_of(page):
        send_in(page=page, user=sender)
    else:
        page.get_workflow().start(page, sender)
    page = fresh(page)
    if state == "sent_in":
        return page
    if state == "changes_asked":
        guide = newest_guide()
        act(page, moderator, "reject", comment=asked, rule=guide.rules[RULE - 1].id if guide else "")
        return fresh(page)
    act(page, moderator, "approve", ticks=NOT_SERIOUS)
    page = fresh(page)
    if state == "waiting_for_ok":
        return page
    page = everybody_says_yes(page)
    if state == "taken_down":
        hide(contributor=contributors_of(page).get(person__user=sender), by=sender)
    return fresh(page)
