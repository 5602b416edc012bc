"""Translations in the admin: their screens, and the way to them."""

from typing import Any

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.roles import has_role
from core.admin import AdminPanel
from translation.lists import Mine, work_for
from translation.models import Assignment
from translation.services import may_assign
from translation.views import checking, editing, mine, people


@hooks.register("register_admin_urls", order=-1)
def translation_addresses() -> list:
    """Our screens; those for PO files and for the machine stand before wagtail-localize's, which they replace."""
    return [
        path("translations/", people.all_translations, name="translation_all"),
        path("translations/people/", people.people, name="translation_people"),
        path("translations/invite/", people.invite_somebody, name="translation_invite"),
        path("translations/mine/", mine.my_translations, name="translation_mine"),
        path("translations/mine/<int:assignment_id>/name/", mine.name, name="translation_name"),
        path("translations/mine/<int:assignment_id>/give-up/", mine.give_up, name="translation_give_up"),
        path("translations/mine/<int:assignment_id>/take-back/", mine.take_back, name="translation_take_back"),
        # Not `page_id`: it names a public page, and leads to no draft of it.
        path("translations/of/<int:about>/<slug:code>/", people.choose_people, name="translation_choose_people"),
        path("translations/<int:page_id>/send/", editing.send, name="translation_send"),
        path("translations/<int:page_id>/get-back/", editing.get_back, name="translation_get_back"),
        path("translations/<int:page_id>/check/", checking.check, name="translation_check"),
        path("translations/<int:page_id>/words/", checking.words, name="translation_words"),
        path(
            "localize/translate/<int:translation_id>/machine_translate/",
            editing.ask_machine,
            name="translation_ask_machine",
        ),
        path(
            "localize/translate/<int:translation_id>/pofile/upload/",
            editing.upload_file,
            name="translation_upload",
        ),
    ]


class MyTranslationsMenuItem(MenuItem):
    """What somebody translates or checks."""

    def is_shown(self, request: Any) -> bool:
        """Translators and language reviewers."""
        return has_role(request.user, *Assignment.Part.values)


@hooks.register("register_admin_menu_item")
def my_translations_in_the_menu() -> MenuItem:
    """Add what this person translates and checks."""
    address = reverse("translation_mine")
    return MyTranslationsMenuItem(_("My translations"), address, name="my-translations", icon_name="globe", order=80)


class AllTranslationsMenuItem(MenuItem):
    """What is translated, and by whom."""

    def is_shown(self, request: Any) -> bool:
        """Those who give translations to people."""
        return may_assign(request.user)


@hooks.register("register_admin_menu_item")
def all_translations_in_the_menu() -> MenuItem:
    """Add what is translated into which language."""
    address = reverse("translation_all")
    return AllTranslationsMenuItem(_("Translations"), address, name="translations", icon_name="globe", order=260)


class MyTranslationsPanel(AdminPanel):
    """What waits for a translator or a language reviewer."""

    name = "my_translations"
    template_name = "translation/admin/mine_panel.html"
    order = 60

    def __init__(self, mine: list[Mine]) -> None:
        super().__init__()
        self.mine = mine

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add what is theirs to do."""
        return {"mine": self.mine}


@hooks.register("construct_homepage_panels")
def what_waits_for_translators(request: Any, panels: list) -> None:
    """Show what was given to this person, where there is any."""
    mine = work_for(request.user) if has_role(request.user, *Assignment.Part.values) else []
    if mine:
        panels.append(MyTranslationsPanel(mine))
