"""What a file looks like by its beginning, and the refusal of one that is of another layout than the job says."""

from linkage.errors import InputError
from linkage.layouts.layout import Layout
from linkage.steps.inputs.head import Head
from linkage.steps.inputs.likeness.markup import layout_like, reader_of
from linkage.steps.inputs.source import InputFile

CALLED = {"text": "delimited text", "xml": "XML", "json": "JSON"}


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
