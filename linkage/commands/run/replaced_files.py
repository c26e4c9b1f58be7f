"""Hospital files that a later one took the place of, and data years that are not supplied any more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkage.commands.run.superseded import FileRows
from linkage.engine.base import Engine
from linkage.engine.quote import literal
from linkage.engine.value import as_whole
from linkage.errors import IntegrityError
from linkage.release.record.manifest import Manifest
from linkage.steps.inputs.delivery.data_year import YEAR, year_of
from linkage.steps.inputs.source import Source
from linkage.words.names import HOSPITAL


def hospital_rows(engine: Engine) -> dict[str, FileRows]:
    """The hospital files, by path, of which rows replaced others of their record key or were replaced."""
    return {
        str(path): FileRows(str(path), as_whole(superseded), as_whole(superseding))
        for path, superseded, superseding in engine.rows("""
        select file.path, again.rows_superseded, again.rows_superseding
        from superseded_file as again
        join input_file as file on file.file_id = again.file_id
        order by file.file_id""")
    }


@dataclass(frozen=True)
class ReplacedRows:
    """The accepted rows of a file that gives none to the tables."""

    rows_replaced: int = 0
    """Their record key is in a file that counts."""
    rows_withdrawn: int = 0
    """It is in none any more."""


def replaced_rows(engine: Engine) -> dict[str, ReplacedRows]:
    """By path, what became of the rows of files that others take the place of; IntegrityError unless they add up."""
    found = {}
    for path, accepted, replaced, withdrawn in engine.rows("""
        select file.path, file.rows_accepted, gone.rows_superseded, gone.rows_withdrawn
        from replaced_file as gone
        join input_file as file on file.file_id = gone.file_id
        order by file.file_id"""):
        found[str(path)] = ReplacedRows(as_whole(replaced), as_whole(withdrawn))
        if as_whole(accepted) != as_whole(replaced) + as_whole(withdrawn):
            raise IntegrityError(
                f"{path}: the ledger does not balance: rows_accepted = rows_replaced + rows_withdrawn does not hold; "
                "nothing was published. This is a fault in the program: please report it with this line"
            )
    return found


def hospital_records(engine: Engine) -> dict[str, int]:
    """Hospital records that count, by data set; of a plan, which reads no hospital file, none. See records_of."""
    listed = ", ".join(map(literal, HOSPITAL))
    rows = engine.rows(f"""
        select file.dataset, sum(case when gone.file_id is null
            then file.rows_accepted - coalesce(again.rows_superseded, 0) else 0 end)
        from input_file as file
        left join superseded_file as again on again.file_id = file.file_id
        left join replaced_file as gone on gone.file_id = file.file_id
        where file.dataset in ({listed})
        group by file.dataset
        order by file.dataset""")
    return {str(dataset): as_whole(records) for dataset, records in rows}


def years_not_supplied(sources: Sequence[Source], previous: Manifest | None) -> Iterator[str]:
    """What is to be told of data years that the release before was made from and no file of the job is of."""
    for source in sources:
        if previous is None or source.replace != YEAR:
            continue
        now = {year_of(source, source.name_of(file)) for file in source.files} | {
            year_of(source, str(file)) for file in source.files
        }
        before = {year_of(source, read.path) for read in previous.inputs if read.dataset == source.dataset}
        for year in sorted(year for year in before - now if year is not None):
            yield (
                f"[{source.key}]: data year {year}, of which release {previous.release} had a file, is not supplied: "
                "this month is linked without its records and the identities that only they have. They are not taken "
                "for withdrawn; name the file again if it was left out by a slip"
            )
