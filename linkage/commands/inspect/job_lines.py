"""The lines of a job file that would read a file, or several."""

from collections.abc import Iterable, Iterator

from linkage.commands.inspect.inspected import Inspected
from linkage.config.toml_text import is_writable, toml_text
from linkage.steps.inputs.hint import CONFIGURABLE
from linkage.steps.inputs.source import LOOKUPS, Source
from linkage.words.names import HOSPITAL

PATHS, FROM = "paths = [", "]  # from the folder of the job file"


def job_lines(source: Source, *, has_header: bool) -> tuple[str, ...]:
    """The table of the data set, with what differs from its layout; a note where the user has to choose."""
    layout = source.made_from
    lines = [f"[{source.key}]"]
    if source.dataset == "did":
        lines.append(f'layout = "{layout.name}"')
    path = source.files[0]
    shown = (path.relative_to(source.root) if path.is_relative_to(source.root) else path).as_posix()
    lines.append(
        f"{PATHS}{toml_text(shown)}{FROM}"
        if is_writable(shown)
        else "# no job can name this file, whose name is not UTF-8: give it another"
    )
    if source.delimiter != layout.delimiter and source.made_from.reader == "text" and source.delimiter:
        lines.append(
            f"delimiter = {CONFIGURABLE[source.delimiter]}"
            if source.delimiter in CONFIGURABLE
            else "# no setting reads this delimiter: write the file with a comma, a pipe or a tab"
        )
    if source.dataset in HOSPITAL or source.dataset == "deaths":
        lines.append(
            f"person_id = {toml_text(source.person_id)}"
            if source.person_id
            else '# person_id = "..."  # the column that holds the person key: none has a name that is known'
        )
    if not has_header and source.dataset not in ("did", *LOOKUPS):
        lines.append('# column_order = ["..."]  # every column in order: the file has no header')
    return tuple(lines)


def joined_lines(found: Iterable[Inspected]) -> Iterator[str]:
    """The lines that read all files together: those that differ in their paths alone are one table."""
    tables: dict[tuple[str, ...], list[str]] = {}
    for one in found:
        if one.problem is None:
            said = tuple(PATHS if line.startswith(PATHS) else line for line in one.job)
            paths = [line[len(PATHS) : -len(FROM)] for line in one.job if line.startswith(PATHS)]
            tables.setdefault(said, []).extend(paths)
    heads = [lines[0] for lines in tables]
    for lines, paths in tables.items():
        if heads.index(lines[0]) < list(tables).index(lines):
            yield f"# a job has one table {lines[0]}, read in one way: files that differ in it go to another job"
        yield from (f"{PATHS}{', '.join(paths)}{FROM}" if line == PATHS else line for line in lines)
