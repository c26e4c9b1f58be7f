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
    """InputError for a file that another reader reads, or another version of the same, with the setting to change."""
    found = "text" if head.parquet else reader_of(head.begins)
    like = None if head.parquet else layout_like(head.begins)
    wrong_version = layout.reader == "xml" == found and like is not None and like != layout.name
    if found == layout.reader and not wrong_version:
        return
    if layout.dataset != "did":
        raise InputError(
            f"{file.name}: is {CALLED[found]}, and [{file.source.key}] is read as text; ask for it as text"
        )
    what = "Parquet" if head.parquet else CALLED[found]
    if like is not None:
        version = like.split("_")[1].removeprefix("v")
        said = f'this is DID {what}, version {version}: set [did] layout = "{like}"'
    elif found == "text":
        version = layout.name.split("_")[1]
        said = (
            f'is {what}, and no {CALLED[layout.reader]}; set [did] layout = "did_{version}_csv" if it is such'
        )
    else:
        said = (
            f"is {what}, in none of the layouts of imaging files that are known by their names, and [did] layout = "
            f'"{layout.name}" is read as {CALLED[layout.reader]}; ask for it in one of them'
        )
    raise InputError(f"{file.name}: {said}")
