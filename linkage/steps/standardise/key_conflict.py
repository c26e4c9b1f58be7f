"""One site and accession number for different people: no resubmission, but a conflict that nobody can settle here."""

from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Worked, made
from linkage.steps.standardise import dates, nhs_number, postcode

FIELDS = ("nhs_number", "birth_date", "postcode")
"""Identifiers that tell people apart; sex alone never does."""


NOBODY = "select cast(null as string) as event_id, cast(null as date) as test_date where false"
"""Nothing is published."""


def key_conflicts_made(dialect: Dialect, published: str | None, rows: str = "event_row") -> tuple[Item, ...]:
    """
    event_row, did_raw -> key_conflict: the rows that count for nobody, since their key is of several people.

    Rows of one key are of one person when they agree on a number, a birth date or a postcode, directly or through
    other rows of the key. Two people conflict when both have one of the three. Where one of them is published already
    (`published` is a query for event_id and test_date), the rows of that person stay; else none does. `rows` is the
    table of those that can count, where not all of event_row do.
    """
    return (
        made("claim", claim_sql, dialect, rows),
        made("claimant", claimant_sql),
        Worked(
            join_claimants,
            "claimant again, each the lowest person among those it agrees with, until nobody changes.",
            reads=("claimant",),
            writes=("claimant",),
        ),
        made("disputed_claim", disputed_claim_sql),
        made("key_conflict", key_conflict_sql, published or NOBODY),
    )


def join_claimants(engine: Engine) -> None:
    """Those who agree become one person, until nobody changes."""
    before, found = None, _total(engine)
    while found != before:
        engine.create("claimant", joined_claimant_sql())
        before, found = found, _total(engine)


def claim_sql(dialect: Dialect, rows: str = "event_row") -> str:
    """One row per row of an event that has several, with the clean values of what tells people apart."""
    birth_date = "raw.birth_date"
    return f"""
        with repeated as (
            select event_id from {rows} group by event_id having count(*) > 1
        ),
        cleaned as (
            select copy.file_id, copy.row_number, copy.event_id, copy.test_month, copy.test_date,
                {nhs_number.cleaned_sql(dialect, "raw.nhs_number")} as number_cleaned,
                {birth_date} as birth_date_raw,
                {dates.iso_date_sql(dialect, birth_date)} as birth_date_parsed,
                {dates.exchanged_iso_date_sql(dialect, birth_date)} as birth_date_exchanged,
                {postcode.compact_sql(dialect, "raw.postcode")} as postcode_compact
            from {rows} as copy
            join repeated on repeated.event_id = copy.event_id
            join did_raw as raw on raw.file_id = copy.file_id and raw.row_number = copy.row_number
        ),
        stated as (
            select *, {nhs_number.state_sql(dialect, "number_cleaned")} as number_state,
                {dates.birth_date_state_sql("birth_date_raw", *dates.READINGS, "test_date")} as birth_date_state,
                {postcode.state_sql(dialect, "postcode_compact")} as postcode_state
            from cleaned
        )
        select file_id, row_number, event_id, test_month, test_date,
            case when number_state in ('valid', 'test_number') then number_cleaned end as nhs_number,
            {dates.birth_date_sql("birth_date_state", *dates.READINGS)} as birth_date,
            case when postcode_state = 'valid' then {postcode.key_sql("postcode_compact")} end as postcode
        from stated"""


def claimant_sql() -> str:
    """One row per event and combination of values, where rows of the event differ; each, at first, its own person."""
    differ = " or ".join(f"count(distinct {field}) > 1" for field in FIELDS)
    values = ", ".join(f"claim.{field}" for field in FIELDS)
    order = ", ".join(f"{field} nulls last" for field in FIELDS)
    return f"""
        with differing as (
            select event_id from claim group by event_id having {differ}
        )
        select *, row_number() over (order by event_id, {order}) as person
        from (
            select distinct claim.event_id, {values}
            from claim
            join differing on differing.event_id = claim.event_id
        ) as combination"""


def joined_claimant_sql() -> str:
    """The same, each now the lowest person among those of its event that it agrees with on something."""
    lowest = ", ".join(
        f"case when {field} is not null then min(person) over (partition by event_id, {field}) else person end"
        for field in FIELDS
    )
    return f"select event_id, {', '.join(FIELDS)}, least(person, {lowest}) as person from claimant"


def disputed_claim_sql() -> str:
    """One row per row of an event that people in conflict claim, with whose it is."""
    several = " or ".join(
        f"count(distinct case when {field} is not null then person end) > 1" for field in FIELDS
    )
    same = " and ".join(f"claimant.{field} is not distinct from claim.{field}" for field in FIELDS)
    return f"""
        with disputed as (
            select event_id from claimant group by event_id having {several}
        )
        select claim.file_id, claim.row_number, claim.event_id, claim.test_month, claim.test_date, claimant.person
        from claim
        join disputed on disputed.event_id = claim.event_id
        join claimant on claimant.event_id = claim.event_id and {same}"""


def key_conflict_sql(published: str) -> str:
    """
    One row per row to be set aside.

    Who is published has a row of the published month: of several the one on the published test day, then the first.
    """
    return f"""
        with standing as (
            select claimed.event_id, claimed.person,
                row_number() over (
                    partition by claimed.event_id
                    order by case when claimed.test_date = published.test_date then 0 else 1 end,
                        claimed.file_id, claimed.row_number) as nth
            from disputed_claim as claimed
            join ({published}) as published
              on published.event_id = claimed.event_id
             and substr(cast(published.test_date as string), 1, 7) = claimed.test_month
        )
        select claimed.file_id, claimed.row_number, claimed.event_id, claimed.test_month,
            standing.event_id is not null as other_is_published
        from disputed_claim as claimed
        left join standing on standing.event_id = claimed.event_id and standing.nth = 1
        where standing.event_id is null or standing.person <> claimed.person"""


def _total(engine: Engine) -> str:
    return str(engine.scalar("select sum(person) from claimant"))
