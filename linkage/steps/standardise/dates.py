"""Dates: the spellings each data set uses, the codes that mean "no date", and what a birth date may be."""

from linkage.engine.dialect import Dialect

FIRST_BIRTH_DATE = "date '1895-01-01'"
"""Earliest valid birth date. Source: HES patient identifier rules. All null-date codes of HES lie before it."""
LAST_OF_NO_DATE = "date '1894-12-31'"
"""The day before."""

READINGS = ("birth_date_parsed", "birth_date_exchanged")
"""Columns of a birth date as written, and with day and month exchanged."""


ISO_SHAPE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
SLASHED_SHAPE = "^[0-9]{2}/[0-9]{2}/[0-9]{4}$"
DIGITS_SHAPE = "^[0-9]{8}$"
DATA_YEAR = "^((19|20)[0-9]{2}[/-]?[0-9]{2}|[0-9]{2}[/-]?[0-9]{2})$"
"""Data years as HES writes them, 1920, and as people do, 2019/20 or 201920."""


def iso_date_sql(dialect: Dialect, raw: str) -> str:
    """The date that `raw` spells as YYYY-MM-DD, or null."""
    return f"case when {dialect.matches(raw, ISO_SHAPE)} then {dialect.parsed_date(raw, '%Y-%m-%d')} end"


def hospital_date_sql(dialect: Dialect, raw: str) -> str:
    """
    The date that `raw` spells in any of the four HES spellings, or null.

    YYYY-MM-DD, DD/MM/YYYY, YYYYMMDD and DDMMYYYY. Eight digits are read as YYYYMMDD when that is a real date
    from 1500 on; no date of the other spelling with a year from 1500 to 2299 can be read so.
    """
    return _hospital_spellings_sql(dialect, raw, "%m", "%d")


def _hospital_spellings_sql(dialect: Dialect, raw: str, month: str, day: str) -> str:
    """The spellings of HES; `month` and `day` are what is read where each of the two stands."""
    year_first = dialect.parsed_date(raw, f"%Y{month}{day}")
    dashed, slashed = (
        dialect.parsed_date(raw, spelling) for spelling in (f"%Y-{month}-{day}", f"{day}/{month}/%Y")
    )
    return f"""case
            when {dialect.matches(raw, ISO_SHAPE)} then {dashed}
            when {dialect.matches(raw, SLASHED_SHAPE)} then {slashed}
            when {dialect.matches(raw, DIGITS_SHAPE)} then
                case when {year_first} >= date '1500-01-01' then {year_first}
                    else {dialect.parsed_date(raw, f"{day}{month}%Y")} end
        end"""


def known_date_sql(dialect: Dialect, raw: str) -> str:
    """
    A HES date with the null-date codes out: anything before the first birth date is no hospital date.

    The later of the date and the last day that is none (that day too where there is no date), unless it is that day:
    so the four spellings stand in the text once, which each query with several dates would else hold many times.
    """
    return f"nullif(greatest({hospital_date_sql(dialect, raw)}, {LAST_OF_NO_DATE}), {LAST_OF_NO_DATE})"


def record_date_state_sql(raw: str, parsed: str) -> str:
    """What the date of a hospital record, read as `parsed`, is: missing, malformed, null_date, too_early or valid."""
    return f"""case
            when {raw} is null then 'missing'
            when {parsed} is null then 'malformed'
            when {parsed} in (select null_date from null_date) then 'null_date'
            when {parsed} < {FIRST_BIRTH_DATE} then 'too_early'
            else 'valid'
        end"""


def exchanged_iso_date_sql(dialect: Dialect, raw: str) -> str:
    """The date that `raw` spells as YYYY-DD-MM, or null; read only where YYYY-MM-DD is no date."""
    return f"case when {dialect.matches(raw, ISO_SHAPE)} then {dialect.parsed_date(raw, '%Y-%d-%m')} end"


def exchanged_hospital_date_sql(dialect: Dialect, raw: str) -> str:
    """
    The date that `raw` spells in a HES spelling with day and month exchanged, or null.

    Read only where no spelling of HES gives a date: then a month above 12 is all that can be wrong with it, and no
    eight digits can be read in two ways.
    """
    return _hospital_spellings_sql(dialect, raw, "%d", "%m")


def birth_date_state_sql(raw: str, parsed: str, exchanged: str, latest: str) -> str:
    """
    What a birth date is: missing, malformed, null_date, too_early, after_test, read_exchanged or valid.

    `exchanged` is the date with day and month exchanged: the one reading of a month above 12, and a birth date like
    any other. `latest` is the last day it may be: the test date for an event, the end of the data year for HES.
    """
    read = read_date_sql(parsed, exchanged)
    return f"""case
            when {raw} is null then 'missing'
            when {read} is null then 'malformed'
            when {read} in (select null_date from null_date) then 'null_date'
            when {read} < {FIRST_BIRTH_DATE} then 'too_early'
            when {read} > {latest} then 'after_test'
            when {parsed} is null then 'read_exchanged'
            else 'valid'
        end"""


def read_date_sql(parsed: str, exchanged: str) -> str:
    """The date as written, or, where that is none, with day and month exchanged."""
    return f"coalesce({parsed}, {exchanged})"


def birth_date_sql(state: str, parsed: str, exchanged: str) -> str:
    """The birth date to compare, by its state; null when it is of no use."""
    return f"case when {state} in ('valid', 'read_exchanged') then {read_date_sql(parsed, exchanged)} end"


def date_parts_sql(dialect: Dialect, raw: str, latest: str) -> str:
    """
    What can be read of an impossible date YYYY-MM-DD, such as 1970-XX-01; null unless the year and one more part can.

    A day that the month does not have cannot be read. `latest` is the last day that it may be.
    """
    month_is_read = dialect.matches(raw, "^[0-9]{4}-(0[1-9]|1[0-2])-")
    day_is_read = dialect.matches(raw, "-(0[1-9]|[12][0-9]|3[01])$")
    year = f"substr({raw}, 1, 4)"
    return f"""case
            when {dialect.matches(raw, ISO_SHAPE)}
                and {year} >= substr(cast({FIRST_BIRTH_DATE} as string), 1, 4)
                and {year} <= substr(cast({latest} as string), 1, 4)
            then case
                when {month_is_read} then concat(substr({raw}, 1, 8), 'XX')
                when {day_is_read} then concat({year}, '-XX-', substr({raw}, 9, 2)) end
        end"""


def hospital_date_parts_sql(dialect: Dialect, raw: str, latest: str) -> str:
    """
    What can be read of an impossible date in any of the four HES spellings, as date_parts_sql has it, or null.

    Eight digits that say something either way round say nothing that is sure, and are null.
    """
    slashed = _as_iso(raw, year=7, month=4, day=1)
    year_first, day_first = (
        date_parts_sql(dialect, _as_iso(raw, **places), latest)
        for places in ({"year": 1, "month": 5, "day": 7}, {"year": 5, "month": 3, "day": 1})
    )
    return f"""case
            when {dialect.matches(raw, ISO_SHAPE)} then {date_parts_sql(dialect, raw, latest)}
            when {dialect.matches(raw, SLASHED_SHAPE)} then {date_parts_sql(dialect, slashed, latest)}
            when {dialect.matches(raw, DIGITS_SHAPE)} then case
                when ({year_first}) is null then {day_first}
                when ({day_first}) is null then {year_first} end
        end"""


def _as_iso(raw: str, *, year: int, month: int, day: int) -> str:
    """A date as YYYY-MM-DD, its parts being at these places of `raw`."""
    return f"concat(substr({raw}, {year}, 4), '-', substr({raw}, {month}, 2), '-', substr({raw}, {day}, 2))"


def data_year_end_sql(day: str) -> str:
    """The 31 March that ends the HES data year of date `day`; null without a date."""
    year = f"extract(year from {day})"
    ends = f"case when extract(month from {day}) >= 4 then {year} + 1 else {year} end"
    return f"case when {day} is not null then cast(concat(cast({ends} as string), '-03-31') as date) end"


def begun_year_sql(dialect: Dialect, raw: str) -> str:
    """The year in which a data year begins that `raw` spells as 1920, 201920 or 2019/20; null for anything else."""
    digits = dialect.without(raw, "[^0-9]")
    first, second = f"substr({digits}, {{}}, 2)", f"right({digits}, 2)"
    short, long = first.format(1), first.format(3)
    begun = f"case when length({digits}) = 4 then {short} else {long} end"
    century = f"case when length({digits}) = 6 then {short} when {short} >= '89' then '19' else '20' end"
    follows = f"(cast({begun} as bigint) + 1) % 100 = cast({second} as bigint)"
    return f"""case when {dialect.matches(raw, DATA_YEAR)} then
                case when {follows} then cast(concat({century}, {begun}) as bigint) end end"""
