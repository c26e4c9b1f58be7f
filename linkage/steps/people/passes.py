"""The keys of a pass: what identities that it joins have in common, as one text each."""

from linkage.config.people.person_rules import Pass
from linkage.steps.people.identity import FIELDS

SEPARATOR = ", chr(31), "
SEVERAL_NUMBERS = (
    "min(numbered.group_key) <> max(numbered.group_key)"
    " and min(numbered.nhs_number) <> max(numbered.nhs_number)"
)
"""Whether groups hold several numbers between them, by the rows of numbered_sql."""


def columns_of(one: Pass) -> tuple[str, ...]:
    """The columns that must be there for an identity to take part in a pass."""
    return tuple(column for field in one.fields for column in FIELDS[field])


def is_valid_sql(one: Pass) -> str:
    """Whether an identity has all that the pass requires; what is there is valid."""
    return " and ".join(f"{column} is not null" for column in columns_of(one))


def key_sql(one: Pass, *, without: str = "") -> str:
    """What the pass requires, as it stands, as one text; `without` a column."""
    return (
        f"concat({SEPARATOR.join(f'cast({name} as string)' for name in columns_of(one) if name != without)})"
    )


def borne_key_sql(one: Pass, table: str, max_birth_dates: int) -> str:
    """One row per key and group that bears it: two identities with a key in common are joined by the pass."""
    if not one.is_partial:
        return f"select distinct {key_sql(one)} as pass_key, group_key from {table} where {is_valid_sql(one)}"
    return _partial_key_sql(one, table, max_birth_dates)


def _partial_key_sql(one: Pass, table: str, max_birth_dates: int) -> str:
    """
    The same where birth dates may agree in part.

    Two dates agree in part where they share one of four texts: year and month; month and day; year and day; the year
    with day and month in the order of their size. Only where the rest of the key stands with several birth dates is
    there anything to join so, and with more than `max_birth_dates` nothing is.
    """
    day, month, year = (f"extract({part} from birth_date)" for part in ("day", "month", "year"))
    parts = {
        "ym": (year, month),
        "md": (month, day),
        "yd": (year, day),
        "sw": (year, f"least({month}, {day})", f"greatest({month}, {day})"),
    }
    shared = "\n            union all\n            ".join(
        f"select concat(rest, chr(31), '{name}', chr(31),"
        f" {SEPARATOR.join(f'cast({part} as string)' for part in values)}) as pass_key, group_key"
        " from dated"
        for name, values in parts.items()
    )
    return f"""select distinct pass_key, group_key
        from (
            select {key_sql(one)} as pass_key, group_key from {table} where {is_valid_sql(one)}
            union all
            select pass_key, group_key from (
            with valid as (
                select {key_sql(one, without="birth_date")} as rest, birth_date, group_key
                from {table}
                where {is_valid_sql(one)}
            ),
            several as (
                select rest
                from valid
                group by rest
                having count(distinct birth_date) between 2 and {max_birth_dates}
            ),
            dated as (
                select valid.rest, valid.birth_date, valid.group_key
                from valid
                join several on several.rest = valid.rest
            )
            {shared}
            ) as parts
        ) as borne"""


def numbered_sql(before: str) -> str:
    """The groups with each number that they hold."""
    return f"(select distinct group_key, nhs_number from {before} where nhs_number is not null)"


def shared_key_sql(one: Pass, before: str, borne: str) -> str:
    """
    One row per key that several groups bear, and whether it is contested.

    In a pass that numbers keep records apart in, a key is contested where its groups hold several numbers between them:
    twins of one sex share all else, and whose a record without a number is nobody can say.
    """
    numbered, contested = "", "false"
    if one.is_guarded:
        numbered = f"""
        left join {numbered_sql(before)} as numbered on numbered.group_key = borne.group_key"""
        contested = f"coalesce({SEVERAL_NUMBERS}, false)"
    return f"""
        select borne.pass_key, {contested} as is_contested
        from {borne} as borne{numbered}
        group by borne.pass_key
        having min(borne.group_key) <> max(borne.group_key)"""


def link_sql(borne: str, shared: str) -> str:
    """One row per key that joins and group that bears it."""
    return f"""
        select borne.pass_key, borne.group_key
        from {borne} as borne
        join {shared} as shared on shared.pass_key = borne.pass_key
        where not shared.is_contested"""
