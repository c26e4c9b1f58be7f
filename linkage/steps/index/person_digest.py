"""
Whether a person's hospital records are as they were: one number of all of them. Of identities, `person` has one.

The numbers of the rows are combined so that no order matters: of two deliveries those people differ of whom a record
was added, changed or withdrawn. They are compared with those of earlier runs under the same method, and are no ids.
"""

from collections.abc import Iterable

from linkage import tables
from linkage.engine.dialect import Dialect
from linkage.words.value_id import joined_sql

RECORDS = ("episode", "appointment", "attendance", "death", "open_episode")
"""What pathways read of a person; of an unfinished episode also whether a later complete year went without it."""


UNITED = "\n            union all\n            "


def person_digest_sql(dialect: Dialect, records: str = "") -> str:
    """
    One row per person of the index; no two rows of one person are equal, so none undoes another.

    `records` is a query of the numbers of records by person_id, or of some of one person put together; else they are
    those of the tables.
    """
    records = records or UNITED.join(numbers_sql(dialect, table, table) for table in RECORDS)
    return f"""
        with recorded as (
            select person_id, bit_xor(number) as number
            from (
            {records}
            ) as every
            group by person_id
        )
        select person.person_id, coalesce(recorded.number, 0) as records
        from person
        left join recorded on recorded.person_id = person.person_id"""


def numbers_sql(dialect: Dialect, table: str, source: str) -> str:
    """One row per record of somebody: person_id and number; `source` has rows of `table`."""
    return (
        f"select person_id, {row_number_sql(dialect, table, columns_of(table))} as number"
        f" from {source} where person_id is not null"
    )


def row_number_sql(dialect: Dialect, table: str, columns: Iterable[str]) -> str:
    """The number of a row of `table`: 63 bits of a digest of its values."""
    return dialect.leading_integer(f"md5(concat('{table}', chr(31), {joined_sql(*columns)}))")


def columns_of(table: str) -> list[str]:
    """The columns of a table of hospital records but the person, as its contract has them: pathways read them all."""
    return [column.name for column in tables.contract(table).columns if column.name != "person_id"]
