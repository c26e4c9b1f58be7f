"""Files that are text, and no rows of it: web pages, XML and JSON."""

import re

from linkage.steps.inputs.source import LOOKUPS, Source

LOOKED_AT = 1 << 16
LOGIN = re.compile(
    r"type\s*=\s*.?password|log ?in|sign ?in|session (has )?(expired|timed out)", re.IGNORECASE
)
PAGE = re.compile(r"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
ELEMENT = re.compile(r"<([A-Za-z_][\w.:-]*)")
XML_BEGINS = re.compile(rb"\s*<[?!A-Za-z_]")
JSON_BEGINS = re.compile(rb"\s*(?:\[\s*[{\[\]]|\{\s*[\"}])")
FIRST = re.compile(rb"ImagingActivity|PersonalAndDemographics", re.IGNORECASE)
SECOND = re.compile(rb"CODED[ _]?PROCEDURE", re.IGNORECASE)
"""Names that one version of the Diagnostic Imaging Data Set has, and the other has not."""
MARK = b"\xef\xbb\xbf"


def reader_of(begins: bytes) -> str:
    """By which reader a file that begins so is read: text, xml or json."""
    text = begins.removeprefix(MARK)
    return "xml" if XML_BEGINS.match(text) else "json" if JSON_BEGINS.match(text) else "text"


def layout_like(begins: bytes) -> str | None:
    """The layout of imaging files whose names the beginning of a file has; None where it has none."""
    reader = reader_of(begins)
    if SECOND.search(begins):
        return {"text": "did_v2_csv", "xml": "did_v2_xml", "json": "did_v2_json"}[reader]
    return "did_v1_xml" if reader == "xml" and FIRST.search(begins) else None


def known_by_markup(text: str, source: Source) -> str | None:
    """What a text is that is marked up otherwise than the job says, and which layout reads it; None for any other."""
    text, reader = text[:LOOKED_AT].lstrip(), source.made_from.reader
    if text.startswith("<"):
        return _marked_up(text, source)
    if reader != "json" and source.dataset not in LOOKUPS and JSON_BEGINS.match(text.encode()):
        return f"{_named(text, 'JSON')}; {_reads(source, text)}"
    return None


def _marked_up(text: str, source: Source) -> str | None:
    if PAGE.search(text[:1_000]):
        of = " of a login or an expired session, it seems" if LOGIN.search(text) else ""
        return f"a web page (HTML){of}; download the file itself"
    if source.made_from.reader == "xml":
        return None
    if not ELEMENT.search(text):
        return None
    return f"{_named(text, 'XML')}; {_reads(source, text)}"


def _named(text: str, how: str) -> str:
    """What it is, with its article."""
    like = layout_like(text.encode())
    if like is None:
        return f"{'an' if how == 'XML' else 'a'} {how} file"
    return f"a DID version {like.split('_')[1].removeprefix('v')} file in {how}"


def _reads(source: Source, text: str) -> str:
    """Which setting reads it, if any layout does."""
    like = layout_like(text.encode())
    if like is None:
        return "no layout reads it: export the data as text with one row a line, or as Parquet"
    if source.dataset != "did":
        return f'name it under [did] paths, with layout = "{like}"'
    return f'set [{source.key}] layout = "{like}"'
