"""
Hospital files that a later one takes the place of whole: by the bytes, or, where the job says so, by the data year.

A provisional extract re-sends the year to date, so with `replace = "year"` one file of a year is all there is of it:
what it no longer holds is withdrawn. It is the one that goes furthest, if every file of the year says so by its name
(M08, M13, final), so that a final extract is never replaced by a provisional one; else, and of two that go as far, the
last in the order of the job. A file with the bytes of a later one is counted once in any case.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.steps.inputs.delivery.data_year import YEAR, month_of, told_years, year_of
from linkage.steps.inputs.source import InputFile, Source
from linkage.steps.inputs.taken import Taken
from linkage.words.names import HOSPITAL
from linkage.words.number_words import first_names

SHOWN = 5
"""Files named in a warning; the others are counted."""


@dataclass(frozen=True)
class Replaced:
    """A file that gives no row, and the one that takes its place."""

    taken: Taken
    by: Taken

    @property
    def why(self) -> str:
        """same: it has the bytes of the other; year: it is of the other's data year."""
        return "same" if self.taken.read.sha256 == self.by.read.sha256 else YEAR


def replaced(files: Sequence[Taken]) -> dict[int, Replaced]:
    """The files of one hospital data set that another takes the place of, by number; `files` in order of precedence."""
    by = {taken.file.file_id: taken for taken in files}
    gone = places([(taken.file, taken.read.sha256) for taken in files])
    return {number: Replaced(by[number], by[other]) for number, other in gone.items()}


def places(files: Iterable[tuple[InputFile, str]]) -> dict[int, int]:
    """
    The number of each hospital file that another takes the place of, and of that; each file with its digest.

    First by the data year; then, of those that are left, by the bytes: one file may be there under two years.
    """
    known = [(file, sha256) for file, sha256 in files if file.source.dataset in HOSPITAL]
    gone: dict[int, int] = {}
    for same, counts in ((_year, _furthest), (_bytes, _last)):
        alike: dict[tuple[str, str], list[InputFile]] = {}
        for file, sha256 in known:
            if file.file_id not in gone and (what := same(file, sha256)):
                alike.setdefault((file.source.dataset, what), []).append(file)
        for of_one in alike.values():
            place = counts(of_one).file_id
            gone |= {file.file_id: place for file in of_one if file.file_id != place}
    return gone


def _furthest(files: Sequence[InputFile]) -> InputFile:
    """Of files that are one year the one that counts."""
    months = [month_of(file.name) or 0 for file in files]
    if not all(months):
        return files[-1]
    return max(zip(months, files, strict=True), key=lambda one: (one[0], one[1].file_id))[1]


def _last(files: Sequence[InputFile]) -> InputFile:
    """Of files of the same bytes the one that counts."""
    return files[-1]


def counting(files: Sequence[tuple[InputFile, str]]) -> list[tuple[InputFile, str]]:
    """The files whose rows count, each with its digest, in their order."""
    gone = places(files)
    return [(file, sha256) for file, sha256 in files if file.file_id not in gone]


def withdrawn_sql(taken: Taken, counting: Sequence[Taken]) -> str:
    """How many accepted rows of a replaced file have a record key that no file that counts holds."""
    held = " union all ".join(f"select record_key from {other.accepted}" for other in counting)
    return f"""
        select count(*)
        from {taken.accepted} as gone
        left join (select distinct record_key from ({held}) as every) as held on held.record_key = gone.record_key
        where held.record_key is null"""


def told_replaced(engine: Engine, sources: Sequence[Source]) -> Iterator[str]:
    """What the user should know of files that another takes the place of, or that are there twice."""
    for source in sources:
        yield from told_years(source)
    keys = {source.dataset: source.key for source in sources}
    same: dict[tuple[str, str], list[str]] = {}
    for dataset, sha256, path in engine.rows("select dataset, sha256, path from input_file order by file_id"):
        same.setdefault((str(dataset), str(sha256)), []).append(str(path))
    for (dataset, _), paths in same.items():
        if len(paths) > 1:
            yield (
                f"[{keys[dataset]}]: {first_names(paths, SHOWN)} are the same file, byte for byte: each row counts "
                "once; take all but one out of the job"
            )
    for dataset, path, other, rows, gone in engine.rows("""
        select file.dataset, file.path, later.path, file.rows_accepted, gone.rows_withdrawn
        from replaced_file as gone
        join input_file as file on file.file_id = gone.file_id
        join input_file as later on later.file_id = gone.by_file_id
        where gone.why = 'year'
        order by file.file_id"""):
        yield (
            f"{path}: {other} takes its place, being the file of its data year that counts "
            f"([{keys[str(dataset)]}] replace): of {as_whole(rows):,} rows {as_whole(gone):,} are held by no file "
            f"any more, and are withdrawn"
        )


def _year(file: InputFile, _sha256: str) -> str:
    """What files have in common of which one is all there is of it; nothing where files do not replace years."""
    return f"{YEAR} {year_of(file.source, file.name)}" if file.source.replace == YEAR else ""


def _bytes(_file: InputFile, sha256: str) -> str:
    """What files have in common of which only the last counts."""
    return sha256
