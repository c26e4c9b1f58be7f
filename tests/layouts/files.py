"""What the spec tests of layouts share: a file of one, read, and the rows of its raw table."""

from pathlib import Path

from linkage.engine.base import Engine
from linkage.layouts.every import LAYOUTS
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source

PERSON = "TOKEN_PERSON_ID"


def rows_of(engine: Engine, folder: Path, name: str, content: str, columns: str) -> list[tuple[object, ...]]:
    """`columns` of the raw table of layout `name`, from a file that holds `content`."""
    layout = next(one for one in LAYOUTS if one.name == name)
    path = folder / "file.txt"
    path.write_text(content, "utf-8")
    person = PERSON if any(column.ours == "person_key" for column in layout.columns) else None
    source = Source(layout.dataset, (path,), layout.delimiter, {}, person, (), folder, layout=name)
    read_inputs(engine, [source])
    return engine.rows(f"select {columns} from {layout.dataset}_raw order by row_number")


def absent(engine: Engine) -> set[str]:
    """Columns that the file just read does not have."""
    return {str(name) for (name,) in engine.rows("select column_name from absent_column")}


def read_lookup(engine: Engine, folder: Path, dataset: str, *contents: str) -> None:
    """Read the files of a lookup, of which no layout is named, in this order of precedence."""
    paths = tuple(folder / f"file{number}.csv" for number in range(len(contents)))
    for path, content in zip(paths, contents, strict=True):
        path.write_text(content, "utf-8")
    read_inputs(engine, [Source(dataset, paths, ",", {}, None, (), folder)])
