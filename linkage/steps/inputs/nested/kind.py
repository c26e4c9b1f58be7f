"""What a file looks like by its beginning, and the refusal of one that is of another layout than the job says."""

import re

from linkage.errors import InputError
from linkage.layouts.layout import Layout
from linkage.steps.inputs.head import UTF_8_MARK, Head
from linkage.steps.inputs.source import InputFile

XML = re.compile(rb"\s*<[?!A-Za-z_]")
JSON = re.compile(rb"\s*(?:\[\s*[{\[\]]|\{\s*[\"}])")
FIRST = re.compile(rb"ImagingActivity|PersonalAndDemographics", re.IGNORECASE)
SECOND = re.compile(rb"CODED[ _]?PROCEDURE", re.IGNORECASE)
"""Names that one version of the Diagnostic Imaging Data Set has, and the other has not."""
CALLED = {"text": "delimited text", "xml": "XML", "json": "JSON"}


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


def refuse_other_kind(file: InputFile, head: Head, layout: Layout) -> None:
    """
    InputError for a file of rows where the layout is of nested records, or of another version of these.

    Markup where the layout is of rows is known before (see `likeness.markup`).
    """
    found = "text" if head.parquet else reader_of(head.begins)
    like = None if head.parquet else layout_like(head.begins)
    wrong_version = layout.reader == "xml" == found and like is not None and like != layout.name
    if layout.reader == "text" or (found == layout.reader and not wrong_version):
        return
    what = "Parquet" if head.parquet else CALLED[found]
    if like is None:
        version = layout.name.split("_")[1]
        said = (
            f'is {what}, and no {CALLED[layout.reader]}; set [did] layout = "did_{version}_csv" if it is such'
        )
    else:
        version = like.split("_")[1].removeprefix("v")
        said = f'is a DID version {version} file in {what}; set [did] layout = "{like}"'
    raise InputError(f"{file.name}: {said}")
