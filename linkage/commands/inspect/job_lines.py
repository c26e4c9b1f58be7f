"""The lines of a job file that would read a file."""

from linkage.steps.inputs.hint import CONFIGURABLE
from linkage.steps.inputs.source import Source
from linkage.words.names import HOSPITAL


def job_lines(source: Source, *, has_header: bool) -> tuple[str, ...]:
    """The table of the data set, with what differs from its layout; a note where the user has to choose."""
    layout = source.made_from
    lines = [f"[{source.key}]"]
    if source.dataset == "did":
        lines.append(f'layout = "{layout.name}"')
    path = source.files[0]
    shown = path.relative_to(source.root) if path.is_relative_to(source.root) else path
    lines.append(f"paths = [{_quoted(shown.as_posix())}]  # from the folder of the job file")
    if source.delimiter != layout.delimiter:
        lines.append(
            f"delimiter = {CONFIGURABLE[source.delimiter]}"
            if source.delimiter in CONFIGURABLE
            else "# no setting reads this delimiter: write the file with a comma, a pipe or a tab"
        )
    if source.dataset in HOSPITAL or source.dataset == "deaths":
        lines.append(
            f'person_id = "{source.person_id}"'
            if source.person_id
            else '# person_id = "..."  # the column that holds the person key: none has a name that is known'
        )
    if not has_header and source.dataset != "did":
        lines.append('# column_order = ["..."]  # every column in order: the file has no header')
    return tuple(lines)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
