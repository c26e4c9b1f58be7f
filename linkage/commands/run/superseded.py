"""Rows that a later row of the same key replaced, file by file; and new files that lose to older ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linkage.engine.base import Engine
from linkage.engine.value import as_whole
from linkage.release.record.manifest import Manifest
from linkage.words.names import HOSPITAL


@dataclass(frozen=True)
class FileRows:
    """One file whose rows met others of the same key, of a test or of a hospital record; counts of its rows."""

    path: str
    rows_superseded: int
    """Replaced by a row of a later file, or by a later one of this."""
    rows_superseding: int
    """Rows that count and replaced at least one other."""
    rows_withdrawn: int = 0
    """Of a month that another file takes the place of: rows of events that no file holds any more."""


@dataclass(frozen=True)
class Lost:
    """Rows of a file that has not been in a release yet, replaced by rows of files that have."""

    dataset: str
    path: str
    rows: int
    to: tuple[str, ...]
    """The older files, in order of precedence."""
    since: str
    """The release in which the file was not."""

    def warning(self) -> str:
        """The warning, with what decides the order."""
        key = f"hes.{self.dataset}" if self.dataset in HOSPITAL else self.dataset
        by = "record key" if self.dataset in HOSPITAL else "site and accession number"
        return (
            f"{self.path}: is new since release {self.since}, but {self.rows:,} of its rows lose to rows of the same "
            f"{by} in {', '.join(self.to)}, which that release was made from: of the files that one pattern names "
            "the later counts, by the date of submission in the names if all have one, else by their natural order. "
            f"If these rows are corrections, set [{key}] order, or name the files one by one under [{key}] paths, the "
            "latest last"
        )


def replaced_sql() -> str:
    """One row per superseded DID row: its file, and the file and line of the row that counts instead."""
    return """
        select replaced.file_id, kept.file_id as kept_file_id, kept.row_number as kept_row_number
        from event_version as replaced
        join event_version as kept on kept.event_id = replaced.event_id
        where not replaced.is_latest and kept.is_latest"""


def withdrawn_sql() -> str:
    """One row per DID row that does not count, and no other of its event does: files replace whole months."""
    return """
        with gone as (
            select file_id, event_id from event_version where not is_latest
        ),
        kept as (
            select event_id from event_version where is_latest and event_id in (select event_id from gone)
        )
        select gone.file_id
        from gone
        left join kept on kept.event_id = gone.event_id
        where kept.event_id is null"""


def lost_keys_sql(dataset: str, file_id: int, others: Sequence[int]) -> str:
    """One row per row of a hospital file whose record key a later file among `others` has too, with that file."""
    listed = ", ".join(map(str, others))
    return f"""
        select raw.file_id, later.file_id as kept_file_id
        from {dataset}_raw as raw
        join (
            select record_key, max(file_id) as file_id
            from {dataset}_raw
            where file_id in ({listed})
            group by record_key
        ) as later on later.record_key = raw.record_key
        where raw.file_id = {file_id}"""


def file_rows(engine: Engine) -> dict[str, FileRows]:
    """The DID files, by path in order of precedence, of which rows replaced others or were replaced."""
    counted = engine.rows(f"""
        with replaced as ({replaced_sql()}),
        each as (
            select file_id, count(*) as superseded, 0 as superseding, 0 as withdrawn from replaced group by file_id
            union all
            select kept_file_id, 0, count(distinct kept_row_number), 0 from replaced group by kept_file_id
            union all
            select file_id, 0, 0, count(*) from ({withdrawn_sql()}) as gone group by file_id
        )
        select input_file.path, sum(superseded), sum(superseding), sum(withdrawn)
        from each
        join input_file on input_file.file_id = each.file_id
        group by input_file.file_id, input_file.path
        order by input_file.file_id""")
    return {
        str(path): FileRows(str(path), as_whole(superseded), as_whole(superseding), as_whole(withdrawn))
        for path, superseded, superseding, withdrawn in counted
    }


def lost_rows(engine: Engine, previous: Manifest | None) -> Iterator[Lost]:
    """
    Every file, by its digest new since the release `previous`, that loses rows to files which that was made from.

    Hospital files are looked at only where a new one takes precedence below an older one.
    """
    if previous is None:
        return
    older = {read.sha256 for read in previous.inputs}
    listed = [
        (as_whole(file_id), str(dataset), str(path), str(sha256) in older)
        for file_id, dataset, path, sha256 in engine.rows(
            "select file_id, dataset, path, sha256 from input_file order by file_id"
        )
    ]
    paths = {file_id: path for file_id, _, path, _ in listed}
    for file_id, dataset, path, is_old in listed:
        others = [other for other, its, _, old in listed if its == dataset and old and other > file_id]
        if is_old or not others or dataset not in ("did", *HOSPITAL):
            continue
        query = replaced_sql() if dataset == "did" else lost_keys_sql(dataset, file_id, others)
        wanted = " or ".join(f"kept_file_id = {other}" for other in others)
        found = engine.rows(
            f"select kept_file_id, count(*) from ({query}) as replaced"
            f" where file_id = {file_id} and ({wanted}) group by kept_file_id order by kept_file_id"
        )
        if found:
            rows = sum(as_whole(count) for _, count in found)
            yield Lost(
                dataset, path, rows, tuple(paths[as_whole(kept)] for kept, _ in found), previous.release
            )
