"""Every template compiles, and none breaks the two promises of a page: nothing inline, nobody else asked."""

import re

import pytest
from django.template.loader import get_template

from tests.architecture.house import TEMPLATE_FOLDERS, files, here

TEMPLATES = [(folder, path) for folder in TEMPLATE_FOLDERS for path in files(".html", ".txt", ".xml", under=[folder])]
PAGES = [path for folder, path in TEMPLATES if path.suffix == ".html"]
INLINE = re.compile(
    r"""<style[\s>]|\sstyle\s*=|\son[a-z]+\s*=\s*["']|<script(?![^>]*\b(?:src|nonce)=)|javascript:""", re.I
)
ELSEWHERE = re.compile(
    r"""<(?:script|link|img|audio|video|source|track|iframe)\b[^>]*\b(?:src|srcset|href)=["']?(?:https?:)?//""",
    re.I,
)
# Markup that a browser never runs, though it looks like a script: a table of words for machines.
DATA = re.compile(r"""<script[^>]*type=["']application/(?:ld\+)?json["'][^>]*>""", re.I)


def test_there_are_templates() -> None:
    assert TEMPLATES


@pytest.mark.parametrize(("folder", "path"), TEMPLATES, ids=[here(path) for _, path in TEMPLATES])
def test_template_compiles(folder, path) -> None:
    get_template(path.relative_to(folder).as_posix())


@pytest.mark.parametrize("path", PAGES, ids=here)
def test_template_has_no_inline_style_or_script_and_asks_nobody_else(path) -> None:
    text = DATA.sub("", re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", path.read_text(), flags=re.S))
    assert [match.group() for match in INLINE.finditer(text)] == []
    assert [match.group() for match in ELSEWHERE.finditer(text)] == []


@pytest.mark.parametrize("path", PAGES, ids=here)
def test_a_note_in_a_template_ends_on_its_line_or_everybody_reads_it(path) -> None:
    assert [line for line in path.read_text().splitlines() if line.count("{#") != line.count("#}")] == []
