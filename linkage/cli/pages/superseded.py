"""Superseded rows, file by file, as commands print them."""

from collections.abc import Iterable, Iterator

from linkage.commands.run.superseded import FileRows


def superseded_lines(files: Iterable[FileRows]) -> Iterator[str]:
    """A short table of the DID files whose rows replaced others or were replaced; nothing when there are none."""
    found = [file for file in files if any(counts_of(file))]
    if not found:
        return
    gone = any(file.rows_withdrawn for file in found)
    last = f"{'withdrawn':>12}" if gone else ""
    heading = "rows of one site and accession number: the last counts"
    width = max(len(heading), *(len(file.path) + 2 for file in found))
    yield f"{heading:<{width}}{'superseded':>14}{'superseded others':>20}{last}"
    for file in found:
        last = f"{file.rows_withdrawn:>12,}" if gone else ""
        yield f"{f'  {file.path}':<{width}}{file.rows_superseded:>14,}{file.rows_superseding:>20,}{last}"


def counts_of(file: FileRows) -> tuple[int, int, int]:
    """What is told of a file."""
    return file.rows_superseded, file.rows_superseding, file.rows_withdrawn
