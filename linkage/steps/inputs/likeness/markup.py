"""Files that are text, and no rows of it: web pages, XML and JSON."""

import re

from linkage.layouts import every
from linkage.layouts.layout import Layout
from linkage.steps.inputs.source import LOOKUPS, Source

LOOKED_AT = 1 << 16
LOGIN = re.compile(
    r"type\s*=\s*.?password|log ?in|sign ?in|session (has )?(expired|timed out)", re.IGNORECASE
)
PAGE = re.compile(r"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
ELEMENT = re.compile(r"<([A-Za-z_][\w.:-]*)")
DID_V1 = {"PersonalAndDemographics", "ImagingActivity", "DIDSRecord"}
"""Elements of version 1 of the Diagnostic Imaging Data Set as XML."""
DID_ANY = re.compile("DIDS|DiagnosticImaging", re.IGNORECASE)
VERSION_2 = re.compile(r"timestamp|coded_?procedure|v(ersion)?[ _=\"'-]*2(\.0)?\b", re.IGNORECASE)
"""What version 2 has and version 1 has not: time stamps, and other names of the imaging codes."""
JSON = re.compile(r"[\[{]\s*([\[{\"]|$)")


def known_by_markup(text: str, source: Source) -> str | None:
    """What a text is that is marked up otherwise than the job says, and which layout reads it; None for any other."""
    text, reader = text[:LOOKED_AT].lstrip(), source.made_from.reader
    if text.startswith("<"):
        return _marked_up(text, source)
    if reader != "json" and source.dataset not in LOOKUPS and JSON.match(text):
        version = _version(text, is_did="accession" in text.lower())
        return f"{_named(version, 'JSON')}; {_reads(source, version, 'json')}"
    return None


def _marked_up(text: str, source: Source) -> str | None:
    if PAGE.search(text[:1_000]):
        of = " of a login or an expired session, it seems" if LOGIN.search(text) else ""
        return f"a web page (HTML){of}; download the file itself"
    if source.made_from.reader == "xml":
        return None
    elements = {name.rpartition(":")[2] for name in ELEMENT.findall(text)}
    if not elements:
        return None
    is_did = bool(elements & DID_V1) or any(DID_ANY.search(name) for name in elements)
    version = _version(text, is_did=is_did)
    return f"{_named(version, 'XML')}; {_reads(source, version, 'xml')}"


def _version(text: str, *, is_did: bool) -> str:
    """The version of the Diagnostic Imaging Data Set that a text looks like; empty when it looks like none."""
    if not is_did:
        return ""
    return "2" if VERSION_2.search(text) else "1"


def _named(version: str, how: str) -> str:
    """What it is, with its article."""
    if not version:
        return f"{'an' if how == 'XML' else 'a'} {how} file"
    return f"a DID version {version} file in {how}"


def _reads(source: Source, version: str, how: str) -> str:
    """Which setting reads it, if any layout of the data set does."""
    found = [
        layout
        for layout in every.LAYOUTS
        if layout.dataset == source.dataset and version and _is_of(layout, version, how)
    ]
    if version and source.dataset != "did":
        return "name it under [did] paths, with its layout"
    if found:
        return f'set [{source.key}] layout = "{found[0].name}"'
    return "no layout reads it: export the data as text with one row a line, or as Parquet"


def _is_of(layout: Layout, version: str, how: str) -> bool:
    return layout.reader == how and f"_v{version}_" in layout.name
