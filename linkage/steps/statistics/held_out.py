"""The events of the hold-out by whatever they are counted by, and how many pool events each stands for."""

from collections.abc import Callable

from linkage.steps.statistics.breakdown import category_sql, every_breakdown_sql

BY = ("month", "age_band", "sex", "ethnic_group", "deprivation", "source_setting", "provider")
"""Breakdowns of the hold-out; `month` is everything. `fields`, what an event bears, is one more."""

CROSSED = ("age_band", "sex", "ethnic_group", "deprivation")
"""Breakdowns of which recall is told by source setting too: categories such as 20-29 05."""

FEWEST_IN_CELL = 20
"""A cell of fields, age band and setting with fewer held-out events is weighted with the others of its fields."""

TOLD = (
    *("of_trained", "fields", "age_band", "source_setting", "person_id", "is_only", "phi", "is_found"),
    *("is_mistaken", "is_mistaken_when_absent", "is_like_another", "right_share", "surely_right_share"),
)
"""What estimates ask of a held-out event, beside its weight."""


def held_event_sql() -> str:
    """
    One row per event of the hold-out or the pool it stands for, and model that decided it: of_... its categories.

    `is_only`: no other held-out event of the month is its person's.
    """
    borne = "case when holdout.fields = '' then 'none' else replace(trim(holdout.fields), ' ', '+') end"
    categories = {name: f"outcome.{name}" for name in BY} | {"fields": borne}
    of_trained = "coalesce(holdout.is_by_trained, false)"
    return f"""
        select outcome.period, {", ".join(f"{category} as of_{name}" for name, category in categories.items())},
            holdout.is_held_out, {of_trained} as of_trained, holdout.fields, holdout.age_band,
            holdout.source_setting, holdout.person_id,
            count(*) over (partition by outcome.period, {of_trained}, holdout.person_id) = 1 as is_only,
            holdout.phi, holdout.is_found, holdout.is_mistaken, holdout.is_mistaken_when_absent,
            coalesce(holdout.is_like_another, false) as is_like_another,
            coalesce(holdout.right_share, 1) as right_share,
            coalesce(holdout.surely_right_share, 1) as surely_right_share
        from holdout
        join event on event.identity_key = holdout.identity_key
         and coalesce(event.source_setting, 'unknown') = holdout.source_setting
        join outcome on outcome.event_id = event.event_id"""


def by_category_sql(columns: tuple[str, ...], condition: str) -> str:
    """held_event -> these columns of the events that meet a condition, once for each breakdown that has a category."""
    categories = {name: f"of_{name}" for name in (*BY, "fields")}
    categories |= {
        f"{name}.source_setting": f"case when of_{name} is not null then concat(of_{name}, ' ', source_setting) end"
        for name in CROSSED
    }
    return f"""
            select * from (
                select period, breakdown, {", ".join((f"{category_sql(categories)} as category", *columns))}
                from held_event
                cross join {every_breakdown_sql(categories)}
                where {condition}
            ) as by_category
            where category is not null"""


CELL = ("of_trained", "fields", "age_band", "source_setting")
"""Held-out events stand for the pool events that are like them in these, within a category."""


def held_cell_sql() -> str:
    """One row per breakdown, category and cell: held-out and pool events, and those of all its fields' small cells."""
    cell = f"period, breakdown, category, {', '.join(CELL)}"
    small = f"case when held < {FEWEST_IN_CELL} then {{}} end"
    whole = "over (partition by period, breakdown, category, of_trained, fields)"
    return f"""
        with counted as (
            select {cell}, count(case when is_held_out then 1 end) as held,
                count(case when not is_held_out then 1 end) as pool
            from ({by_category_sql((*CELL, "is_held_out"), "true")}
            ) as event
            group by {cell}
        )
        select {cell}, held, pool,
            cast(sum({small.format("held")}) {whole} as bigint) as held_in_rest,
            cast(sum({small.format("pool")}) {whole} as bigint) as pool_in_rest
        from counted"""


def holdout_weight_sql() -> str:
    """One row per held-out event, breakdown and model that decided it, with the number of pool events it stands for."""
    key = ("period", "breakdown", "category", *CELL)
    same = " and ".join(
        f"cell.{name} {'is not distinct from' if name == 'age_band' else '='} held.{name}" for name in key
    )
    return f"""
        select held.*,
            case when cell.held >= {FEWEST_IN_CELL} then cast(cell.pool as double) / cell.held
                else cast(cell.pool_in_rest as double) / cell.held_in_rest end as weight
        from ({by_category_sql(TOLD, "is_held_out")}
        ) as held
        join held_cell as cell on {same}"""


def of_person_sql(by: str, sums: Callable[[str], str], condition: str) -> str:
    """
    holdout_weight -> one row per person and `by`, of the rows that meet a condition; person_id is one of these.

    `sums` gives the columns, each a sum that begins with the word given: blank of a person's only event, which is the
    sum as it is. Nearly everybody has one.
    """
    return f"""
            select {by}, {sums("")}
            from holdout_weight
            where is_only and {condition}
            union all
            select {by}, {sums("sum")}
            from holdout_weight
            where not is_only and {condition}
            group by {by}"""
