"""Two people with one story open on two phones."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from accounts.models import User
from tests.e2e import steps
from tests.studio.making import a_story, parts_of


@pytest.mark.deep
def test_each_sees_that_the_other_is_here(live_server, context_for: Callable, look: Callable) -> None:
    emails = [steps.make_reporter("hereone", "Hana Here"), steps.make_reporter("heretwo", "Theo There")]
    work = a_story(*(User.objects.get(email=email) for email in emails), title="Open on two phones")
    address = f"{live_server.url}/my/works/{work.pk}/"
    part = f"{address}parts/{parts_of(work)[0]['id']}/"
    hana, theo = (context_for("phone", email=email).new_page() for email in emails)
    hana.goto(part)
    expect(hana.get_by_text("Theo")).to_have_count(0)
    theo.goto(address)
    expect(theo.get_by_text("Hana is here too.")).to_be_visible()
    # Her name keeps its own direction, by two signs that nobody sees.
    expect(theo.get_by_text("By \u2068Hana\u2069")).to_be_visible()
    expect(hana.get_by_text("Theo is here too.")).to_be_visible(timeout=30_000)
    theo.goto(part)
    expect(theo.get_by_text("Hana has this open too.")).to_be_visible()
    look(theo, "the same part open on two phones")
    expect(hana.get_by_text("Theo has this open too.")).to_be_visible(timeout=30_000)
    hana.get_by_label("Your words").fill("Hana changed this while Theo looked on.")
    steps.save(hana)
    hana.close()
    expect(theo.get_by_text("Hana has this open too.")).to_have_count(0, timeout=90_000)
