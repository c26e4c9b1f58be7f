"""The levels as rank P asks for them, in few questions a pair, are those of the list of levels, whatever the values."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import product

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.levels.birth_date_code import birth_date_code_sql
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays
from linkage.steps.probabilistic.levels.levels import Comparison, comparisons
from linkage.steps.probabilistic.levels.pair_level import level_sql
from linkage.steps.probabilistic.levels.postcode_code import postcode_code_sql
from linkage.words.compared_parts import parts_sql, postcode_number_sql

BIRTH_DATE, POSTCODE, _ = comparisons()
DEFAULTS = DefaultDays(event=(101, 301), person=(101, 1111), event_whole=(101,), person_whole=(101, 1111))
SOME_DAYS = [
    date(1958, 12, 25) + timedelta(days=nth) for nth in (*range(13), 38, 77, 291, 321, 322, 351, 352, 360)
]
DATES: list[object] = [
    None,
    *(date(1959, month, day) for month, day in ((1, 12), (1, 21), (10, 12), (10, 21), (12, 13), (12, 31))),
    *{day.replace(year=year) for day in SOME_DAYS for year in (1958, 1959, 1960, 1961, 1985, 1995, 2058)},
]
"""Around a change of year and over default days; years that slip, have digits switched or are of another century."""
CODES: list[object] = [
    *(
        None,
        "AB12CD",
        "AB1CD",
        "AB13CD",
        "AB12DC",
        "AB21CD",
        "BA12CD",
        "AB22CD",
        "AB112CD",
        "AB122CD",
        "AC12CD",
    ),
    *(
        "AB12CE",
        "AB12EF",
        "AB13CE",
        "B12CD",
        "B1A2CD",
        "A1B2CD",
        "ABO2CD",
        "ABO1ZZ",
        "AB1C2D",
        "XY99ZZ",
        "XY99ZY",
    ),
    *(
        "A12CD",
        "A13CD",
        "A132CD",
        "AB23CD",
        "AB31CD",
        "A2BC12D",
        "XB12CD",
        "AB12XD",
        "AB12CX",
        "AB1X2CD",
        "A112CD",
    ),
]
"""One edit or one switch at each place, across sector and district, and lengths that differ."""


def by_both(
    of: Comparison, faster: str, values: Sequence[object], days: DefaultDays = NO_DAYS
) -> list[tuple[str, str]]:
    """The level of every pair of the values, as the list of levels has it and by the faster code."""
    engine = DuckDBEngine()
    field = of.event_column
    blank = dict.fromkeys(("birth_date", "sex", "postcode"), "cast(null as string)")
    blank["birth_date"] = "cast(null as date)"
    kind = "date" if field == "birth_date" else "text"
    engine.load("listed", {"nth": "integer", "value": kind}, list(enumerate(values)))
    whole = ", ".join(f"{'value' if name == field else null} as {name}" for name, null in blank.items())
    engine.create(
        "parted",
        f"select nth, {parts_sql('whole')}, {postcode_number_sql('whole.postcode')} as postcode_no"
        f" from (select nth, {whole} from listed) as whole",
    )
    slow = of.code_sql(f"held.{field}", f"event.{field}", days)
    found = engine.rows(f"""
        select {level_sql(of, f"({slow})")}, {level_sql(of, f"({faster})")}
        from parted as held cross join parted as event order by held.nth, event.nth""")
    return [(str(level), str(code)) for level, code in found]


def test_birth_dates() -> None:
    """With and without default days; every level but that of people who hold nothing of it comes about."""
    met: set[str] = set()
    for days in (NO_DAYS, DEFAULTS):
        found = by_both(BIRTH_DATE, birth_date_code_sql(days), DATES, days)
        wrong = [
            pair for pair, (level, code) in zip(product(DATES, DATES), found, strict=True) if level != code
        ]
        assert not wrong
        met |= {level for level, _ in found}

    assert met == {"missing", *(level.name for level in BIRTH_DATE.levels)}


def test_postcodes() -> None:
    """Whatever the lengths, and wherever the edit or the switch is."""
    found = by_both(POSTCODE, postcode_code_sql(), CODES)
    wrong = [pair for pair, (level, code) in zip(product(CODES, CODES), found, strict=True) if level != code]

    assert not wrong
    assert {level for level, _ in found} == {"missing", *(level.name for level in POSTCODE.levels)}
