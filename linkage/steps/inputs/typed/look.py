"""A look at a Parquet file before anything is read in earnest: its columns, how each is read, and its first rows."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.errors import InputError
from linkage.steps.inputs.header import Columns
from linkage.steps.inputs.layout import JobLayout
from linkage.steps.inputs.reason import OWN_KEYS
from linkage.steps.inputs.source import InputFile
from linkage.steps.inputs.typed import kinds
from linkage.steps.inputs.typed.london import LONDON, Midnight, Midnights
from linkage.steps.inputs.typed.text import as_text
from linkage.steps.inputs.unpacked import refuse_inflated

HEAD_ROWS = 5_000
"""How many rows are looked at, from the first group of rows that has any."""
SCAN_ROWS = 1 << 18
OPENING = {"page_checksum_verification": True, "coerce_int96_timestamp_unit": "ms"}
"""How every Parquet file is opened; old time stamps are read as milliseconds: nanoseconds have no days before 1677."""


@dataclass(frozen=True)
class Typed:
    """One column of a Parquet file, and how it is read."""

    theirs: str
    arrow: pa.DataType
    kind: kinds.Kind
    midnight: Midnight = "stored"
    timed: bool = False

    @property
    def told(self) -> str:
        """The column as a message calls it."""
        return f"column {self.theirs} ({kinds.told(self.arrow)})"

    def text(self, values: pa.Array, file: InputFile) -> pa.Array:
        """Its values as text; InputError for bytes that are not UTF-8."""
        try:
            return as_text(values, self.kind, self.midnight, timed=self.timed)
        except pa.ArrowInvalid:
            raise InputError(
                f"{file.name}: {self.told} holds bytes that are not UTF-8 text; write the file again as UTF-8 text"
            ) from None


def parquet_names(file: InputFile) -> list[str]:
    """The names of the columns, in order; InputError when the file cannot be opened or holds no rows."""
    with opened(file) as parquet:
        if not parquet.metadata.num_rows:
            raise InputError(f"{file.name}: holds no rows; ask for the file again, or take it out of the job")
        refuse_inflated(file, parquet.metadata.num_rows * parquet.metadata.num_columns)
        return list(parquet.schema_arrow.names)


def typed_columns(
    file: InputFile, names: Sequence[str], columns: Columns, layout: JobLayout
) -> dict[str, Typed]:
    """
    How each column that we know is read, by our name.

    Columns of time stamps where days are wanted are read whole, since one value says whether the others are midnights
    of London. InputError names every column that cannot be read, with its type and what to do.
    """
    timed = {one.ours for one in layout.made_from.columns if one.timed}
    with opened(file) as parquet:
        schema = parquet.schema_arrow
        found = {
            called: Typed(
                names[place - 1], schema.field(place - 1).type, kinds.kind_of(ours), timed=ours in timed
            )
            for ours in columns.places
            if ours not in columns.clocks
            for called, place in zip(columns.called(ours), columns.all_places(ours), strict=True)
        }
        keys = (*OWN_KEYS[file.source.dataset], *(("test_date",) if file.source.dataset == "did" else ()))
        problems = {
            ours: kinds.problem(one.theirs, one.arrow, one.kind, is_key=ours in keys)
            for ours, one in found.items()
        }
        moments = {
            ours: one
            for ours, one in found.items()
            if kinds.form_of(one.arrow) == "moment" and one.kind != "time" and not problems[ours]
        }
        seen = _midnights(file, parquet, moments) if moments else {}
        problems |= {ours: _zone_problem(one, seen[ours]) for ours, one in moments.items()}
        refuse(file, list(problems.values()))
    settled = {
        ours: replace(one, midnight=seen[ours].midnight) for ours, one in moments.items() if not one.timed
    }
    return found | settled


def head_values(file: InputFile, typed: Mapping[str, Typed]) -> tuple[dict[str, list[str]], int]:
    """The first rows, by our name the values that are not blank, and how many rows there are of them."""
    with opened(file) as parquet:
        groups = parquet.metadata.num_row_groups
        first = next(n for n in range(groups) if parquet.metadata.row_group(n).num_rows)
        wanted = [one.theirs for one in typed.values()]
        batches = parquet.iter_batches(HEAD_ROWS, row_groups=[first], columns=wanted, use_threads=False)
        batch = next(iter(batches))
        texts = {ours: one.text(batch.column(one.theirs), file).to_pylist() for ours, one in typed.items()}
    values = {ours: [value.strip() for value in found if value] for ours, found in texts.items()}
    return {ours: [value for value in found if value] for ours, found in values.items()}, len(batch)


@contextmanager
def opened(file: InputFile) -> Iterator[pq.ParquetFile]:
    """A Parquet file; whatever goes wrong with its bytes meanwhile is an InputError."""
    try:
        with pq.ParquetFile(file.path, **OPENING) as parquet:
            yield parquet
    except (pa.ArrowException, OSError, ValueError, MemoryError):
        raise damaged(file) from None


def damaged(file: InputFile) -> InputError:
    """The refusal of a file whose bytes are not what they should be."""
    return InputError(
        f"{file.name}: is damaged Parquet, or holds text that is not UTF-8; copy or write it again"
    )


def refuse(file: InputFile, problems: Sequence[str | None]) -> None:
    """One InputError that tells every problem, or nothing when there is none."""
    if found := [one for one in problems if one]:
        raise InputError(f"{file.name}: {'; '.join(found)}")


def _midnights(
    file: InputFile, parquet: pq.ParquetFile, moments: Mapping[str, Typed]
) -> dict[str, Midnights]:
    """What is known of each column of time stamps when all values have been seen that can change it."""
    seen = {ours: Midnights(_moment(one.arrow)) for ours, one in moments.items()}
    wanted = [one.theirs for one in moments.values()]
    for batch in parquet.iter_batches(SCAN_ROWS, columns=wanted, use_threads=False):
        for ours, one in moments.items():
            if not seen[ours].is_settled:
                try:
                    seen[ours].see([_moments(batch.column(one.theirs))])
                except LookupError:
                    raise InputError(
                        f"{file.name}: {one.told}: this machine does not know its time zone or {LONDON}; install "
                        "the system's time zone data (tzdata), or write the column as a date"
                    ) from None
        if all(one.is_settled for one in seen.values()):
            break
    return seen


def _zone_problem(one: Typed, seen: Midnights) -> str | None:
    if one.timed:
        return None
    if seen.is_mixed:
        return (
            f"{one.told} holds midnights of its own zone beside midnights of {LONDON}, so that no day is sure: "
            "write it as a date"
        )
    if seen.neither and seen.arrow.tz is not None:
        return (
            f"{one.told} holds time stamps with a zone that are no midnights, there or in {LONDON}, where days are "
            "wanted: write it as a date"
        )
    return None


def _moment(arrow: pa.DataType) -> pa.TimestampType:
    return _moment(arrow.value_type) if pa.types.is_dictionary(arrow) else arrow


def _moments(values: pa.Array) -> pa.Array:
    return values.dictionary_decode() if pa.types.is_dictionary(values.type) else values
