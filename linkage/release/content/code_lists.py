"""The code lists of a release: each list that a column uses, with the meaning and the source of every code of it."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

from linkage.config import codes
from linkage.relations.every import RELATIONS
from linkage.release.content.published import PARTITIONED, schema
from linkage.tables import contract
from linkage.words.link_words import AGREEMENTS, REASONS

PATH = "codes/codes.parquet"
OWN = "this program"
"""The source of words that no national list has."""
OF_WORDS = ("relation", "reason", "agreement")
"""Lists whose codes are words of this program; the others are files of configs/codes."""
LISTS = tuple(
    dict.fromkeys(
        column.codes
        for name in PARTITIONED
        for column in contract(name).columns
        if column.codes and column.codes not in OF_WORDS
    )
)
"""Every list of national codes that a column of a release uses."""

Row = tuple[str, str, str, str, date | None, date | None]


@cache
def code_rows() -> tuple[Row, ...]:
    """Every row of the table `codes`, by list and code."""
    return tuple(sorted((*national_rows(), *own_rows()), key=lambda row: row[:2]))


def national_rows() -> Iterator[Row]:
    """Those of configs/codes; a file may have the columns valid_from and valid_to, as YYYY-MM-DD."""
    for name in LISTS:
        for row in codes.read(name):
            days = (row.get("valid_from"), row.get("valid_to"))
            first, last = (date.fromisoformat(day) if day else None for day in days)
            yield name, row["code"], row["meaning"], row["source"], first, last


def own_rows() -> Iterator[Row]:
    """Relations, reasons and agreements; a reason that means two things says of which status each is."""
    for relation in RELATIONS:
        yield "relation", relation.name, f"{relation.meaning}; on {relation.on}", OWN, None, None
    for agreement, words in AGREEMENTS.items():
        yield "agreement", agreement, words, OWN, None, None
    reasons: dict[str, list[str]] = {}
    for (status, reason), words in REASONS.items():
        reasons.setdefault(reason, []).append(f"{status}: {words}")
    for reason, several in reasons.items():
        yield "reason", reason, "; ".join(several), OWN, None, None


def code_bytes() -> bytes:
    """The file: the same bytes for the same lists."""
    described = schema(contract("codes").columns)
    columns = zip(*code_rows(), strict=True)
    arrays = [pa.array(values, kind) for values, kind in zip(columns, described.types, strict=True)]
    table = pa.Table.from_arrays(arrays, schema=described)
    file = BytesIO()
    pq.write_table(table, file, compression="zstd")
    return file.getvalue()
