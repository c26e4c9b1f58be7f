"""The vendored stylesheet: small, licensed, and reaching for nothing."""

import re
from importlib.resources import files

FOLDER = files("linkage.report")


def test_the_stylesheet_reaches_for_nothing() -> None:
    """No typeface, picture, address or other sheet; at most 25 KB."""
    for name in ("nhsuk.css", "page.css"):
        text = (FOLDER / name).read_text("utf-8")
        assert not re.search(r"url\(|@font-face|@import|https?:|//", text)
        assert len(text.encode()) <= 25_000


def test_the_licence_is_beside_it() -> None:
    """And the sheet says where it is from."""
    assert "MIT License" in (FOLDER / "nhsuk-frontend-LICENCE.txt").read_text("utf-8")
    assert "nhsuk-frontend 10.6.1, MIT licence" in (FOLDER / "nhsuk.css").read_text("utf-8")


def test_every_class_of_the_page_is_in_a_sheet() -> None:
    """A class that no rule speaks of is a slip."""
    styles = "".join((FOLDER / name).read_text("utf-8") for name in ("nhsuk.css", "page.css"))
    used = re.findall(
        r'class="([^"{]+)',
        "".join((FOLDER / name).read_text("utf-8") for name in ("page.html", "frame.html")),
    )

    assert used
    assert not {name for names in used for name in names.split() if f".{name}" not in styles}
