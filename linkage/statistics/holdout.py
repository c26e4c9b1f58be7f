"""
linkage_error from the hold-out: recall and false links of rank P among events whose number was hidden.

The held-out events are weighted to the events without a number, by the fields they bear, age band and source
setting, within each category. An interval counts people, not events: several events of one person are one trial.
"""

BY = ("month", "age_band", "sex", "ethnic_group", "deprivation", "source_setting", "provider")
"""Breakdowns of the hold-out; `month` is everything."""

FEWEST_IN_CELL = 20
"""A cell of fields, age band and setting with fewer held-out events is weighted with the others of its fields."""

Z = 1.959964
"""Of a 95% interval."""

ESTIMATES = ("recall", "false_link_share")


def holdout_event_sql() -> str:
    """One row per event of the hold-out or the pool it stands for, and breakdown."""
    return " union all ".join(
        f"""
        select outcome.period, '{breakdown}' as breakdown, outcome.{breakdown} as category,
            holdout.*
        from holdout
        join event on event.identity_key = holdout.identity_key
         and coalesce(event.source_setting, 'unknown') = holdout.source_setting
        join outcome on outcome.event_id = event.event_id
        where outcome.{breakdown} is not null"""
        for breakdown in BY
    )


def holdout_weight_sql() -> str:
    """One row per held-out event and breakdown, with the number of pool events it stands for."""
    of_category = "period, breakdown, category"
    cell = f"{of_category}, fields, age_band, source_setting"
    return f"""
        with counted as (
            select *,
                count(case when is_held_out then 1 end) over (partition by {cell}) as held_in_cell,
                count(case when not is_held_out then 1 end) over (partition by {cell}) as pool_in_cell
            from holdout_event
        ),
        counted_rest as (
            select *,
                count(case when is_held_out and held_in_cell < {FEWEST_IN_CELL} then 1 end)
                    over (partition by {of_category}, fields) as held_in_rest,
                count(case when not is_held_out and held_in_cell < {FEWEST_IN_CELL} then 1 end)
                    over (partition by {of_category}, fields) as pool_in_rest
            from counted
        )
        select {of_category}, person_id, phi, is_found, is_mistaken, is_mistaken_when_absent,
            case when held_in_cell >= {FEWEST_IN_CELL} then cast(pool_in_cell as double) / held_in_cell
                else cast(pool_in_rest as double) / held_in_rest end as weight
        from counted_rest
        where is_held_out"""


def holdout_estimate_sql() -> str:
    """
    One row per breakdown and category: recall, false-link share, held-out events and people, effective people.

    And the people on both sides of each share: found and missed, linked wrongly and rightly.

    A share 1 - phi of the pool has nobody in the index: what rank P links of them is wrong. Effective people is
    Kish's number: what an equal-weighted sample of as much precision would have.
    """
    wrong = "(phi * cast(is_mistaken as integer) + (1 - phi) * cast(is_mistaken_when_absent as integer))"
    of_category = "period, breakdown, category"
    return f"""
        with of_person as (
            select {of_category}, person_id, count(*) as events, sum(weight) as weight,
                sum(weight * cast(is_found as integer)) as found,
                sum(weight * phi * cast(is_found as integer)) as right_links, sum(weight * {wrong}) as wrong_links
            from holdout_weight
            group by {of_category}, person_id
        )
        select {of_category}, cast(sum(events) as bigint) as events, count(*) as people,
            sum(found) / nullif(sum(weight), 0) as recall,
            sum(wrong_links) / nullif(sum(right_links) + sum(wrong_links), 0) as false_link_share,
            power(sum(weight), 2) / nullif(sum(power(weight, 2)), 0) as recall_people,
            power(sum(right_links + wrong_links), 2) / nullif(sum(power(right_links + wrong_links, 2)), 0)
                as false_link_share_people,
            count(case when found > 0 then 1 end) as recall_with,
            count(case when found < weight then 1 end) as recall_without,
            count(case when wrong_links > 0 then 1 end) as false_link_share_with,
            count(case when right_links > 0 then 1 end) as false_link_share_without
        from of_person
        group by {of_category}"""


def holdout_sql() -> str:
    """Statistics rows of linkage_error: each estimate with the ends of its 95% interval (Wilson), and the sample."""
    parts = [
        f"""
        select period, 'linkage_error' as "table", breakdown, category, 'holdout_{name}{end}' as measure,
            cast(null as bigint) as numerator, cast(null as bigint) as denominator, {value} as value,
            {name}_with as numerator_people, {name}_without as complement_people
        from holdout_estimate"""
        for name in ESTIMATES
        for end, value in (
            ("", f"round({name}, 9)"),
            ("_low", f"round({_wilson(name, f'{name}_people', '-')}, 9)"),
            ("_high", f"round({_wilson(name, f'{name}_people', '+')}, 9)"),
        )
    ]
    parts.append("""
        select period, 'linkage_error' as "table", breakdown, category, 'holdout_events' as measure,
            events as numerator, cast(null as bigint) as denominator, cast(events as double) as value,
            people as numerator_people, cast(0 as bigint) as complement_people
        from holdout_estimate""")
    return " union all ".join(parts)


def _wilson(share: str, trials: str, sign: str) -> str:
    """One end of Wilson's interval for a share seen in so many trials."""
    centre = f"({share} + {Z**2 / 2!r} / {trials})"
    spread = f"{Z!r} * sqrt({share} * (1 - {share}) / {trials} + {Z**2 / 4!r} / power({trials}, 2))"
    bounded = f"({centre} {sign} {spread}) / (1 + {Z**2!r} / {trials})"
    return f"case when {share} is not null then greatest(0, least(1, {bounded})) end"
