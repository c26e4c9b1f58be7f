"""The templates of the pages: one frame with the banner, the style and the content policy, and what goes into it."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from linkage.report.table import written
from linkage.words.label import visible

STYLES = ("nhsuk.css", "page.css")
"""The NHS look, and our own additions."""


def rendered(template: str, *, shareable: bool = False, **values: object) -> str:
    """
    A template of this folder with its values; text is escaped, and a value that is not there is an error.

    Every template can write a cell of a table: `written`.

    No character that cannot be seen is left, wherever it came from.
    """
    page = _environment().get_template(template).render(values, style=_style(), shareable=shareable)
    return "\n".join(map(visible, page.split("\n")))


def css_string(text: str) -> Markup:
    r"""
    A string of a style sheet in which nothing but letters, digits and blanks stands as it is.

    >>> css_string('a "b"')
    Markup('"a \\22 b\\22 "')
    """
    plain = "".join(
        letter if letter == " " or (letter.isascii() and letter.isalnum()) else f"\\{ord(letter):x} "
        for letter in visible(text)
    )
    return Markup(f'"{plain}"')  # noqa: S704 - every sign is written as its number


@cache
def _environment() -> Environment:
    """Kept with the templates that it has compiled: to compile them takes longer than to fill them in."""
    environment = Environment(
        loader=FunctionLoader(_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["css_string"] = css_string
    environment.globals["written"] = written
    return environment


@cache
def _style() -> Markup:
    return Markup("".join(map(_text, STYLES)))  # noqa: S704 - our own files


def _text(name: str) -> str:
    return (files("linkage.report") / name).read_text("utf-8")
