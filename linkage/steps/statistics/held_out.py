"""The events of the hold-out by whatever they are counted by, and how many pool events each stands for."""

BY = ("month", "age_band", "sex", "ethnic_group", "deprivation", "source_setting", "provider")
"""Breakdowns of the hold-out; `month` is everything. `fields`, what an event bears, is one more."""

FEWEST_IN_CELL = 20
"""A cell of fields, age band and setting with fewer held-out events is weighted with the others of its fields."""


def holdout_event_sql() -> str:
    """One row per event of the hold-out or the pool it stands for, and breakdown."""
    borne = "case when fields = '' then 'none' else replace(trim(fields), ' ', '+') end"
    categories = {name: f"outcome.{name}" for name in BY} | {"fields": borne}
    return " union all ".join(
        f"""
        select outcome.period, '{breakdown}' as breakdown, {category} as category,
            holdout.*
        from holdout
        join event on event.identity_key = holdout.identity_key
         and coalesce(event.source_setting, 'unknown') = holdout.source_setting
        join outcome on outcome.event_id = event.event_id
        where {category} is not null"""
        for breakdown, category in categories.items()
    )


def holdout_weight_sql(source: str = "holdout_event") -> str:
    """One row per held-out event, breakdown and model that decided it, with the number of pool events it stands for."""
    of_category = "period, breakdown, category"
    whole = f"{of_category}, coalesce(is_by_trained, false)"
    cell = f"{whole}, fields, age_band, source_setting"
    return f"""
        with counted as (
            select *, coalesce(is_by_trained, false) as of_trained,
                count(case when is_held_out then 1 end) over (partition by {cell}) as held_in_cell,
                count(case when not is_held_out then 1 end) over (partition by {cell}) as pool_in_cell
            from {source}
        ),
        counted_rest as (
            select *,
                count(case when is_held_out and held_in_cell < {FEWEST_IN_CELL} then 1 end)
                    over (partition by {whole}, fields) as held_in_rest,
                count(case when not is_held_out and held_in_cell < {FEWEST_IN_CELL} then 1 end)
                    over (partition by {whole}, fields) as pool_in_rest
            from counted
        )
        select {of_category}, of_trained, person_id, fields, phi, is_found, is_mistaken, is_mistaken_when_absent,
            coalesce(is_like_another, false) as is_like_another, coalesce(right_share, 1) as right_share,
            coalesce(surely_right_share, 1) as surely_right_share,
            case when held_in_cell >= {FEWEST_IN_CELL} then cast(pool_in_cell as double) / held_in_cell
                else cast(pool_in_rest as double) / held_in_rest end as weight
        from counted_rest
        where is_held_out"""
