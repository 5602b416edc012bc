"""A page that is not saved yet can be looked at, as the editor shows it beside the form."""

import pytest
from wagtail.models import Page

from learning.models import GlossaryPage, GlossaryTermPage, ModulePage, SessionPage, WorkshopIndexPage, WorkshopPage
from tests.builders import live_learning
from tests.learning.making import grown, learning_index


@pytest.mark.parametrize(
    "model", [ModulePage, SessionPage, GlossaryPage, GlossaryTermPage, WorkshopIndexPage, WorkshopPage]
)
def test_a_new_page_can_be_looked_at_before_it_is_saved(people, model) -> None:
    learning = live_learning(people)
    parent = {
        ModulePage: lambda: learning.programme,
        SessionPage: lambda: learning.modules[0],
        GlossaryTermPage: lambda: grown(learning_index(), people, GlossaryPage(title="Words")),
        WorkshopPage: lambda: grown(learning_index(), people, WorkshopIndexPage(title="Workshops")),
    }.get(model, learning_index)()
    page = model(title="qznew", slug="qznew", locale=parent.locale, live=False)
    # As Wagtail places a page that is still being made.
    page.path, page.depth = Page._get_children_path_interval(parent.path)[1], parent.depth + 1
    page.set_url_path(parent)
    answer = page.make_preview_request()
    assert answer.status_code == 200
    answer.render()
    assert "qznew" in answer.content.decode()
