"""The page on which a reviewer works: one file, no server, no network, everything in it."""

import base64
import hashlib
import json
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from linkage.review.answer_file import FORMAT, LONGEST_NOTE, REVIEWER
from linkage.review.shown import ShownSample, as_data

SCRIPTS = ("sha256.js", "answers.js", "event.js", "review.js")
"""In the order in which they stand in the page."""
STYLES = (("linkage.report", "nhsuk.css"), ("linkage.review", "review.css"))


def render_page(sample: ShownSample, digest: str) -> str:
    """
    The page as HTML. `digest` names what it shows, so that answers come back to the page that they were given on.

    Its content policy lets nothing in or out: no address is asked for, and no script runs but its own.
    """
    script = "\n".join(_text("linkage.review", name) for name in SCRIPTS)
    data = {
        **as_data(sample),
        "page": digest,
        "format": FORMAT,
        "reviewer_pattern": REVIEWER,
        "longest_note": LONGEST_NOTE,
    }
    environment = Environment(
        loader=FunctionLoader(lambda name: _text("linkage.review", name)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("review.html").render(
        sample=sample,
        script=Markup(script),  # noqa: S704 - our own file
        script_digest=base64.b64encode(hashlib.sha256(f"\n{script}\n".encode()).digest()).decode(),
        style=Markup("".join(_text(*place) for place in STYLES)),  # noqa: S704 - our own files
        data=Markup(in_script(data)),  # noqa: S704 - escaped below
        longest_note=LONGEST_NOTE,
        reviewer_pattern=REVIEWER.strip("^$"),
    )


def in_script(data: object) -> str:
    """JSON that can end no script: every letter that HTML could take for its own is written as its number."""
    text = json.dumps(data)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _text(package: str, name: str) -> str:
    return (files(package) / name).read_text("utf-8")
