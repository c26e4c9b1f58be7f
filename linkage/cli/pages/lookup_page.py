"""What a lookup holds, as text for the terminal; no value of a row."""

from linkage.commands.lookup.look import Looked, LookedFile
from linkage.report.figures import percent
from linkage.words.number_words import number_of


def lookup_text(looked: Looked) -> str:
    """The files with their columns, what they say together, and the lines of the job file."""
    lines = [line for file in looked.files for line in file_lines(file)]
    lines.append("together:")
    lines += [
        f"  {one.meaning}: {one.codes:,} of {one.of:,} ({percent(one.codes, one.of)})"
        for one in looked.gives
        if one.of
    ]
    if looked.unknown:
        lines.append(f"  unknown of every event: {'; '.join(looked.unknown_words)}")
    lines += ["", "in the job file:", *(f"  {line}".rstrip() for line in looked.job.splitlines())]
    return "\n".join(lines)


def file_lines(file: LookedFile) -> list[str]:
    """One file: its layout, its rows, and each column that a run uses."""
    aside = file.rows - file.accepted
    told = f"{file.path}: layout {file.layout}, {number_of(file.rows, 'row')}, {aside:,} set aside"
    wide = max(len(column.ours) for column in file.columns)
    lines = [told]
    for column in file.columns:
        found = (
            f"{column.theirs}, filled in {percent(column.filled, file.accepted)}"
            if column.theirs
            else "not there"
        )
        areas = file.deprivation_areas if column.ours == "deprivation_rank" else None
        scale = f", ranks over {areas:,} areas of England" if areas else ""
        lines.append(f"  {column.ours:<{wide}}  {found}{scale}")
    return [*lines, ""]
