"""Style sheets hold for every language: they say nothing in words, and know no left and right."""

import re

import pytest

from tests.architecture.house import ROOT, here

SHEETS = sorted((ROOT / "site" / "static" / "css").glob("*.css"))
OUR_NAME = "Told Together"
A_SIDE = re.compile(
    r"^\s*(?:(?:[\w-]+-)?(?:left|right)(?:-[\w-]+)?\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)\b)", re.M
)


@pytest.mark.parametrize("sheet", SHEETS, ids=here)
def test_a_style_sheet_says_nothing_in_words(sheet) -> None:
    said = [
        text for what in re.findall(r"content:([^;]*);", sheet.read_text()) for text in re.findall('"([^"]*)"', what)
    ]
    assert not [text for text in said if re.search(r"[^\W\d_]", text.replace(OUR_NAME, ""))]


@pytest.mark.parametrize("sheet", SHEETS, ids=here)
def test_a_style_sheet_knows_no_left_and_right(sheet) -> None:
    assert not A_SIDE.findall(sheet.read_text())


@pytest.mark.parametrize("line", ["  margin-left: 1em", "  left: 0", "  text-align: right", "  border-left-width: 1px"])
def test_sides_would_be_found(line: str) -> None:
    assert A_SIDE.findall(f"a {{\n{line};\n}}")
