"""The rules themselves: each kind of fault is seen, and a good page has none."""

import pytest

from tests.markup.rules import Document

GOOD = """<!doctype html>
<html lang="en" dir="ltr"><head><title>Stories</title></head><body><main>
<h1>Stories</h1><h2 id="new">New</h2><h3>One</h3><h2>Old</h2>
<img src="/a.jpg" alt=""><a href="#new">New</a>
<form><label for="q">Words</label><input id="q" name="q"><label><input type="checkbox"> Yes</label>
<input type="hidden" name="base"><button>Go</button></form>
</main></body></html>"""
FAULTS = {
    "an element that is not closed": ("<h1>Stories</h1>", "<div><h1>Stories</h1>", "seen too early"),
    "a list in a paragraph": ("<h3>One</h3>", "<h3>One</h3><p><ul><li>a</li></ul></p>", "Unexpected end tag"),
    "no doctype": ("<!doctype html>", "", "DOCTYPE"),
    "an attribute twice": ('<img src="/a.jpg"', '<img src="/a.jpg" alt="x"', "uplicate"),
    "an id twice": ("<h3>", '<h3 id="new">', "2 elements have the id new"),
    "a label that points at nothing": ('for="q"', 'for="p"', "for=p points at nothing"),
    "a link that leads nowhere": ('href="#new"', 'href="#old"', "leads nowhere"),
    "two first headings": ("<h2>Old</h2>", "<h1>Old</h1>", "2 headings of the first level"),
    "a heading that jumps": ("<h3>One</h3>", "<h4>One</h4>", "jumps from h2 to h4"),
    "an empty heading": ("<h3>One</h3>", "<h3></h3>", "a heading without words"),
    "a picture without a description": (' alt=""', "", "no alt: /a.jpg"),
    "a field without a label": ("Words", "", "no label: q"),
    "a button without words": ("<button>Go", "<button>", "no words: button"),
    "no language": (' lang="en"', "", "does not say its language"),
    "no direction": (' dir="ltr"', "", "does not say its direction"),
    "no title": ("<title>Stories", "<title>", "no title"),
    "an inline style": ("<h3>", '<h3 style="color: red">', "inline style"),
    "an inline script": ("<main>", "<main><script>1</script>", "an inline script"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_is_seen(fault: str) -> None:
    """A good page with one fault gets a complaint about it."""
    good, bad, complaint = FAULTS[fault]
    assert good in GOOD
    found = Document(GOOD.replace(good, bad, 1)).faults()
    assert any(complaint in one for one in found), found


def test_a_good_page_has_no_fault() -> None:
    """The page that the faults are put into has none of its own."""
    assert Document(GOOD).faults() == []
    assert Document(GOOD).links() == {"/a.jpg"}
