"""Files that are text, and no rows of it: web pages, XML and JSON."""

import re

from linkage.steps.inputs.likeness.encoding import UTF_8_MARK
from linkage.steps.inputs.source import LOOKUPS, Source

LOGIN = re.compile(
    rb"type\s*=\s*.?password|log ?in|sign ?in|session (has )?(expired|timed out)", re.IGNORECASE
)
PAGE = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
ELEMENT = re.compile(rb"<[A-Za-z_]")
XML = re.compile(rb"\s*<[?!A-Za-z_]")
JSON = re.compile(rb"\s*(?:\[\s*[{\[\]]|\{\s*[\"}])")
FIRST = re.compile(rb"ImagingActivity|PersonalAndDemographics", re.IGNORECASE)
SECOND = re.compile(rb"CODED[ _]?PROCEDURE", re.IGNORECASE)
"""Names that one version of the Diagnostic Imaging Data Set has, and the other has not."""


def reader_of(begins: bytes) -> str:
    """By which reader a file that begins so is read: text, xml or json."""
    text = begins.removeprefix(UTF_8_MARK)
    return "xml" if XML.match(text) else "json" if JSON.match(text) else "text"


def layout_like(begins: bytes) -> str | None:
    """The layout of imaging files whose names the beginning of a file has; None where it has none."""
    reader = reader_of(begins)
    if SECOND.search(begins):
        return {"text": "did_v2_csv", "xml": "did_v2_xml", "json": "did_v2_json"}[reader]
    return "did_v1_xml" if reader == "xml" and FIRST.search(begins) else None


def known_by_markup(begins: bytes, source: Source) -> str | None:
    """What a text is that is marked up otherwise than the job says, and which layout reads it; None for any other."""
    text, reader = begins.removeprefix(UTF_8_MARK).lstrip(), source.made_from.reader
    if text.startswith(b"<"):
        return _marked_up(text, source)
    if reader != "json" and source.dataset not in LOOKUPS and JSON.match(text):
        return _of_layout(text, "JSON", source)
    return None


def _marked_up(text: bytes, source: Source) -> str | None:
    if PAGE.search(text[:1_000]):
        of = " of a login or an expired session, it seems" if LOGIN.search(text) else ""
        return f"a web page (HTML){of}; download the file itself"
    if source.made_from.reader == "xml" or not ELEMENT.search(text):
        return None
    return _of_layout(text, "XML", source)


def _of_layout(text: bytes, how: str, source: Source) -> str:
    """What it is, and which setting reads it, if any layout does."""
    like = layout_like(text)
    if like is None:
        article = "an" if how == "XML" else "a"
        return f"{article} {how} file; no layout reads it: export the data as text with one row a line, or as Parquet"
    layout = f'layout = "{like}"'
    setting = (
        f"set [did] {layout}" if source.dataset == "did" else f"name it under [did] paths, with {layout}"
    )
    return f"a DID version {like.split('_')[1].removeprefix('v')} file in {how}; {setting}"
