"""Every person whom some rank proposes for an event identity, at the best rank any of their identities reaches."""

from collections.abc import Sequence

from linkage.config.rules import Rank, Rules
from linkage.engine.dialect import Dialect
from linkage.rank_tests.every import BY_NAME, COLUMNS, columns_of
from linkage.rank_tests.rank_test import FIELDS, NUMBERS_HELD, PairColumn
from linkage.steps.ranks import agreement
from linkage.words.names import DEMOGRAPHICS

LONG = 80
"""Characters of a column's query, after which whoever reads it in a plan looks for its name on the next line."""


def pair_sql(dialect: Dialect, rules: Rules) -> str:
    """
    One row per event identity and index identity that share an NHS number, or birth date, sex and postcode.

    `number_is_held` says whether this very identity bears the event's number, which is what a rank requires.
    The agreement of the number is judged on the person: a conflict is a valid number on the event that is none
    of the person's, when they have at least one. Who is found by the event's number holds it: their other numbers are
    not looked at.
    """
    joins = []
    if any(rank.by_number for rank in rules.rank):
        joins.append(_joined_sql(dialect, rules, "event.nhs_number = held.nhs_number", "'exact'"))
    if any(not rank.by_number for rank in rules.rank):
        same = " and ".join(f"event.{field} = held.{field}" for field in DEMOGRAPHICS)
        number = """case
                when event.nhs_number is null or person.nhs_numbers = 0 then 'missing'
                when own.nhs_number is not null then 'exact'
                else 'conflict'
            end"""
        joins.append(_joined_sql(dialect, rules, same, number, NUMBERS_HELD))
    return "\n        union all\n".join(joins)


def _joined_sql(dialect: Dialect, rules: Rules, on: str, number_agreement: str, *besides: str) -> str:
    birth_date = agreement.birth_date_sql(
        "event.birth_date", "held.birth_date", stage_3=rules.partial_birth_date_stage_3
    )
    asked = asked_columns(rules)
    tested = ",\n            ".join(_column_sql(dialect, column, asked) for column in COLUMNS)
    joined = "".join(dict.fromkeys((*besides, *(column.joins for column in asked))))
    return f"""
        select event.identity_key, held.person_id,
            coalesce(event.nhs_number = held.nhs_number, false) as number_is_held,
            {number_agreement} as nhs_number_agreement,
            {birth_date} as birth_date_agreement,
            {agreement.exact_sql("event.sex", "held.sex")} as sex_agreement,
            {agreement.exact_sql("event.postcode", "held.postcode")} as postcode_agreement,
            {tested}
        from event_identity as event
        join identity as held on {on}
        left join postcode_people as crowded on crowded.postcode = event.postcode{joined}"""


def _column_sql(dialect: Dialect, column: PairColumn, asked: Sequence[PairColumn]) -> str:
    """A column with its name, on a line of its own after a long query; false where what it joins is not joined."""
    query = "false" if column.joins and column not in asked else column.sql(dialect)
    gap = "\n                " if len(query) > LONG else " "
    return f"{query}{gap}as {column.name}"


def asked_columns(rules: Rules) -> tuple[PairColumn, ...]:
    """The columns of the tests that some rank asks for."""
    required = {test.how for rank in rules.rank for test in rank.require}
    names = required.union(*(rank.unless for rank in rules.rank))
    return columns_of(test for name, test in BY_NAME.items() if name in names)


def candidate_sql(rules: Rules) -> str:
    """
    One row per event identity and person: the best rank, and the agreement that reached it.

    Among a person's identities at the same rank the one that agrees on most fields is shown, then the first by the
    agreements themselves: what is shown never depends on row order.
    """
    orders = " ".join(
        f"when {condition_sql(rank)} then {order}" for order, rank in enumerate(rules.rank, start=1)
    )
    names = " ".join(f"when {order} then '{rank.rank}'" for order, rank in enumerate(rules.rank, start=1))
    agreements = [f"{field}_agreement" for field in FIELDS]
    exact_fields = " + ".join(f"case when {name} = 'exact' then 1 else 0 end" for name in agreements)
    return f"""
        with ranked as (
            select *, case {orders} end as rank_order
            from rank_pair
        ),
        numbered as (
            select *, row_number() over (
                partition by identity_key, person_id
                order by rank_order, {exact_fields} desc, {", ".join(agreements)}) as nth
            from ranked
            where rank_order is not null
        )
        select identity_key, person_id, case rank_order {names} end as match_rank,
            cast(rank_order as bigint) as rank_order,
            nhs_number_agreement, birth_date_agreement, sex_agreement, postcode_agreement
        from numbered
        where nth = 1"""


def contradicted_sql() -> str:
    """One row per event identity whose birth date, sex and postcode are somebody's, whose numbers are not its own."""
    return """
        select distinct identity_key
        from rank_pair
        where nhs_number_agreement = 'conflict' and birth_date_agreement = 'exact'
          and sex_agreement = 'exact' and postcode_agreement = 'exact'"""


def condition_sql(rank: Rank) -> str:
    """Everything a rank requires and none of what it excludes, as one condition."""
    wanted = [BY_NAME[test.how].condition_on(test.field) for test in rank.require]
    unwanted = [f"not {BY_NAME[name].condition_on(None)}" for name in rank.unless]
    return " and ".join([*wanted, *unwanted])
