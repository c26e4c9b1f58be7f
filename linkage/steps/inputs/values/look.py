"""A look at every value of a file, in two queries: which columns hold anything that is not written as it should be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.quote import identifier, literal
from linkage.engine.value import as_whole
from linkage.steps.inputs.reason import BLANK, TEST_DATE, UNREAD
from linkage.steps.inputs.values import kinds
from linkage.steps.inputs.values.identifier import check_digit_sql, clean_sql

ROWS = f"(reason is null or reason not in ({UNREAD}, '{BLANK}'))"
"""Rows whose fields could be told apart."""


MANY = ("nhs_number", "postcode", "key", "local")
"""Kinds of which a file has about as many values as rows: others are looked at once for each text."""


FEW, STRIDE = 10_000, 17
"""Of a longer file check digits are looked at in one row of so many before all are counted."""


@dataclass(frozen=True)
class Seen:
    """What was seen of a column."""

    filled: int
    """Rows that hold something."""
    unclean: int
    """Of these, those to be looked at further."""

    def less(self, some: "Seen") -> "Seen":
        """What was seen of the other rows, where `some` was seen of some of them."""
        return Seen(self.filled - some.filled, self.unclean - some.unclean)

    def and_of(self, more: "Seen") -> "Seen":
        """What was seen of these and more rows."""
        return Seen(self.filled + more.filled, self.unclean + more.unclean)


def kinds_of(dataset: str, columns: Iterable[str]) -> dict[str, str]:
    """The kind of every column that is looked at, but for dates, by name."""
    known = list(columns)
    people = kinds.IDENTIFIERS if kinds.has_identifiers(dataset) else ()
    return (
        dict.fromkeys(kinds.codes(known), "code")
        | dict.fromkeys(kinds.times(known), "time")
        | dict.fromkeys(kinds.keys(dataset, known), "key")
        | dict.fromkeys(kinds.locals_of(known), "local")
        | {name: name for name in people if name in known}
    )


def look(engine: Engine, dataset: str, columns: Iterable[str], rows: str) -> Mapping[str, Seen]:
    """Every column with a kind, or of dates, as the table `rows` of a file holds it."""
    known = tuple(columns)
    kind = kinds_of(dataset, known)
    many = {name: one for name, one in kind.items() if one in MANY}
    found: dict[str, Seen] = {}
    if many:
        counted = engine.rows(others_sql(engine.dialect, many, rows))[0]
        numbers = [as_whole(number or 0) for number in counted]
        for place, name in enumerate(many):
            found[name] = Seen(*numbers[2 * place : 2 * place + 2])
    few = {name: one for name, one in kind.items() if name not in many}
    texts = date_texts(dataset, kinds.dates(known)) | {name: identifier(name) for name in few}
    if texts:
        for column, filled, unclean in engine.rows(few_sql(engine.dialect, few, texts, rows)):
            found[str(column)] = Seen(as_whole(filled or 0), as_whole(unclean or 0))
    return found


def others_sql(dialect: Dialect, kind: Mapping[str, str], rows: str) -> str:
    """One row: for each column the rows that hold something, and those that are not clean."""
    counts = []
    for name, of_kind in kind.items():
        column = identifier(name)
        clean = f"when {clean_sql(dialect, of_kind, column)} then 0"
        if of_kind == "key":
            clean = f"when {_sound_key_sql(dialect, column)} then 0 {clean}"
        counts += [f"count({column})", f"sum(case {clean} when {column} is null then 0 else 1 end)"]
    listed = ",\n            ".join(counts)
    return f"""
        select {listed}
        from {identifier(rows)}
        where {ROWS}"""


def _sound_key_sql(dialect: Dialect, key: str) -> str:
    """
    Whether a key of a row that can be used is certainly clean, asked without a pattern.

    Such a row has no key with a character that is not seen (see reason_sql), and no other is asked for here.
    """
    lacks = " and ".join(f"instr({key}, {literal(character)}) = 0" for character in ".' ")
    return f"reason is null and {lacks} and {dialect.byte_length(key)} = length({key})"


def wrong_numbers(engine: Engine, rows: str, filled: int, share: float) -> int:
    """
    NHS numbers of ten digits whose check digit is wrong.

    Of a long file one row in so many is asked first; 0 where so few of them are wrong that nobody would be told.
    """
    if filled > FEW and engine.count(_wrong_sql(engine.dialect, rows, STRIDE)) * STRIDE < filled * share / 2:
        return 0
    return engine.count(_wrong_sql(engine.dialect, rows, 1))


def _wrong_sql(dialect: Dialect, rows: str, stride: int) -> str:
    column = identifier("nhs_number")
    return f"""
        select count(*)
        from {identifier(rows)}
        where case when row_number % {stride} = 0 and {ROWS} and {clean_sql(dialect, "nhs_number", column)}
            then {check_digit_sql(column)} end"""


def few_sql(dialect: Dialect, kind: Mapping[str, str], texts: Mapping[str, str], rows: str) -> str:
    """
    One row per column of `texts`: rows that hold something, and those not clean.

    Each text is looked at once: such columns have far fewer than rows. One without a `kind` holds dates.
    """
    date = f"(spelt like '____-__-__' and {dialect.parsed_date('spelt', '%Y-%m-%d')} is not null)"
    return "\n        union all".join(
        f"""
        select '{name}' as column_name, sum(records) as filled,
            sum(case when {clean_sql(dialect, kind[name], "spelt") if name in kind else date}
                then 0 else records end) as unclean
        from (
            select {raw} as spelt, count(*) as records from {identifier(rows)} where {ROWS} group by {raw}
        ) as spelling
        where spelt is not null"""
        for name, raw in texts.items()
    )


def date_texts(dataset: str, columns: Iterable[str]) -> dict[str, str]:
    """Each column of dates with its text: that of an imaging event's test date stands beside the date."""
    beside = f"coalesce(cast(test_date as string), {TEST_DATE})"
    return {name: beside if (dataset, name) == ("did", "test_date") else identifier(name) for name in columns}
