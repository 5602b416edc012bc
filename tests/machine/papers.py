"""Papers: whoever reads training takes it along, and what is kept for them never says more than the public page."""

import zipfile
from typing import Any

from learning.models import ModulePage, Paper
from tests.machine.table import NothingToDo, Step, action, is_live, operators


@action("take along", "public", fits=lambda story: is_live(story) and not story.is_told, who=operators)
def ask_for_a_pack(step: Step) -> Any:
    """Ask for a module in one file, which is made at once here."""
    page = step.page
    if not isinstance(page, ModulePage):
        raise NothingToDo
    return step.house.public.get(f"{page.get_url()}pack/")


def kept() -> list[Paper]:
    """Return the papers that are made."""
    return list(Paper.objects.exclude(file="").order_by("pk"))


def text_of(paper: Paper) -> str:
    """Return all words of a pack."""
    with paper.file.storage.open(paper.file.name) as file, zipfile.ZipFile(file) as pack:
        named = [name for name in pack.namelist() if name.endswith((".html", ".json", ".txt"))]
        return "\n".join(pack.read(name).decode() for name in named)
