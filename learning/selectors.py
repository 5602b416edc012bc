"""Reading programmes, modules and sessions for the public."""

from typing import Any

from files.selectors import with_cards
from publishing.selectors import released


def programmes_of(index_page: Any) -> list[Any]:
    """Return the released programmes below the index, in the order of the tree."""
    from learning.models import ProgrammePage

    return with_cards(released(ProgrammePage.objects.child_of(index_page)).order_by("path"), "image_id")


def modules_of(programme: Any) -> list[Any]:
    """Return the released modules of a programme, in the order of the tree."""
    from learning.models import ModulePage

    return with_cards(released(ModulePage.objects.child_of(programme)).order_by("path"), "image_id")


def sessions_of(module: Any) -> list[Any]:
    """Return the released sessions of a module, in the order of the tree."""
    from learning.models import SessionPage

    return list(released(SessionPage.objects.child_of(module)).order_by("path"))
