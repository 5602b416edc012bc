"""Are the letters there? A letter that no font has is drawn as the same empty box as a sign that does not exist."""

from playwright.sync_api import Locator

# U+0378 belongs to nothing: whatever is drawn for it is the box.
MISSING = """(element) => {
    const style = getComputedStyle(element), canvas = document.createElement("canvas");
    canvas.width = canvas.height = 96;
    const pen = canvas.getContext("2d", {willReadFrequently: true});
    const drawn = (sign) => {
        pen.clearRect(0, 0, 96, 96);
        pen.font = `40px ${style.fontFamily}`;
        pen.fillText(sign, 28, 60);
        return pen.getImageData(0, 0, 96, 96).data.join();
    };
    const box = drawn("\\u0378"), nothing = drawn(" ");
    const letters = new Set([...element.textContent].filter((sign) => /\\p{L}|\\p{N}/u.test(sign)));
    return [...letters].filter((sign) => [box, nothing].includes(drawn(sign)));
}"""


def letters_missing_in(element: Locator) -> list[str]:
    """Return the letters of an element's words that its fonts do not have."""
    return list(element.evaluate(MISSING))
