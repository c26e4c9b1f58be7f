"""
linkage_error from the hold-out: recall and false links of rank P among events whose number was hidden.

The held-out events are weighted to the events without a number, by the fields they bear, age band and source
setting, within each category. An interval counts people, not events: several events of one person are one trial. It is
of what became of the month's own events, and so has their chance in it beside that of the sample.

A proved pair whose number is somebody else's is no miss of rank P, and whom rank P links in its stead is right. Which
pairs these are is known by chance alone, so every estimate is read three ways, and its interval covers all three:

    expected      each pair counts as far as its number is right, by the mixture of the model
    all right     each pair counts in full: a record that bears the data of somebody else is a wrong link to them
    beyond doubt  as far as its number is right, were whoever shares but the postcode a relative, and no copied record
"""

from linkage.interval import Z

BY = ("month", "age_band", "sex", "ethnic_group", "deprivation", "source_setting", "provider")
"""Breakdowns of the hold-out; `month` is everything. `fields`, what an event bears, is one more."""

FEWEST_IN_CELL = 20
"""A cell of fields, age band and setting with fewer held-out events is weighted with the others of its fields."""

ESTIMATES = ("recall", "false_link_share")

SEEN = 0.5
"""A person's number is counted among the wrong ones where it is more probably wrong than right."""

READINGS = {
    "expected": "right_share",
    "all_right": "cast(1 as double)",
    "beyond_doubt": "surely_right_share",
}
"""As how much of a proved pair each held-out event counts."""


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
            coalesce(is_like_another, false) as is_like_another, coalesce(right_share, 1) as right_share,
            coalesce(surely_right_share, 1) as surely_right_share,
            case when held_in_cell >= {FEWEST_IN_CELL} then cast(pool_in_cell as double) / held_in_cell
                else cast(pool_in_rest as double) / held_in_rest end as weight
        from counted_rest
        where is_held_out"""


def holdout_estimate_sql() -> str:
    """
    One row per breakdown and category: both estimates by each reading, held-out events and people, trials.

    And the people on both sides of each share, found and missed, linked wrongly and rightly; the share of wrong numbers
    expected, and of events that are like somebody else in full and not like their own person.

    A share 1 - phi of the pool has nobody in the index: what rank P links of them is wrong. Trials are Kish's number,
    what an equal-weighted sample of as much precision would have, together with the pool's own events: 1 over the sum
    of 1 over each.
    """
    wrong = "(phi * cast(is_mistaken as integer) + (1 - phi) * cast(is_mistaken_when_absent as integer))"
    of_category = "period, breakdown, category"
    counted = {
        name: value.format(share)
        for reading, share in READINGS.items()
        for name, value in (
            (f"weight_{reading}", "sum(weight * {})"),
            (f"present_{reading}", "sum(weight * {} * phi)"),
            (f"found_{reading}", "sum(weight * {} * cast(is_found as integer))"),
            (f"right_{reading}", "sum(weight * {} * phi * cast(is_found as integer))"),
            (f"wrong_{reading}", f"sum(weight * {{}} * {wrong})"),
        )
    }
    estimates = []
    for reading in READINGS:
        weight, found = f"weight_{reading}", f"found_{reading}"
        links, wrongly = f"(right_{reading} + wrong_{reading})", f"wrong_{reading}"
        for name, part, whole, pool in (
            ("recall", found, weight, f"present_{reading}"),
            ("false_link_share", wrongly, links, links),
        ):
            sample = f"sum(power({whole}, 2)) / nullif(power(sum({whole}), 2), 0)"
            estimates += [
                f"sum({part}) / nullif(sum({whole}), 0) as {name}_{reading}",
                f"1 / ({sample} + 1 / nullif(sum({pool}), 0)) as {name}_{reading}_trials",
            ]
    listed = ",\n            ".join(estimates)
    return f"""
        with of_person as (
            select {of_category}, person_id, count(*) as events,
                sum(1 - right_share) as wrong_numbers, count(case when is_like_another then 1 end) as like_another,
                {", ".join(f"{value} as {name}" for name, value in counted.items())}
            from holdout_weight
            group by {of_category}, person_id
        )
        select {of_category}, cast(sum(events) as bigint) as events, count(*) as people,
            {listed},
            sum(wrong_numbers) / sum(events) as wrong_number_share,
            count(case when wrong_numbers > {SEEN!r} then 1 end) as wrong_number_share_with,
            count(case when wrong_numbers <= {SEEN!r} then 1 end) as wrong_number_share_without,
            cast(sum(like_another) as double) / sum(events) as like_another_share,
            count(case when like_another > 0 then 1 end) as like_another_share_with,
            count(case when like_another = 0 then 1 end) as like_another_share_without,
            count(case when found_all_right > 0 then 1 end) as recall_with,
            count(case when found_all_right < weight_all_right then 1 end) as recall_without,
            count(case when wrong_all_right > 0 then 1 end) as false_link_share_with,
            count(case when right_all_right > 0 then 1 end) as false_link_share_without
        from of_person
        group by {of_category}"""


def holdout_sql() -> str:
    """
    Statistics rows of linkage_error: each estimate as expected, the ends of its interval, and the sample.

    The interval goes from the lowest end of a 95% interval (Wilson) by any reading to the highest.
    """
    parts = []
    for name in ESTIMATES:
        ends = {
            sign: ", ".join(
                _wilson(f"{name}_{reading}", f"{name}_{reading}_trials", sign) for reading in READINGS
            )
            for sign in "-+"
        }
        parts += [
            _row(f"{name}_low", f"least({ends['-']})", name),
            _row(name, f"{name}_expected", name),
            _row(f"{name}_high", f"greatest({ends['+']})", name),
        ]
    parts += [_row(name, name, name) for name in ("wrong_number_share", "like_another_share")]
    parts.append("""
        select period, 'linkage_error' as "table", breakdown, category, 'holdout_events' as measure,
            events as numerator, cast(null as bigint) as denominator, cast(events as double) as value,
            people as numerator_people, cast(0 as bigint) as complement_people
        from holdout_estimate""")
    return " union all ".join(parts)


def _row(measure: str, value: str, sides: str) -> str:
    return f"""
        select period, 'linkage_error' as "table", breakdown, category, 'holdout_{measure}' as measure,
            cast(null as bigint) as numerator, cast(null as bigint) as denominator, round({value}, 9) as value,
            {sides}_with as numerator_people, {sides}_without as complement_people
        from holdout_estimate"""


def _wilson(share: str, trials: str, sign: str) -> str:
    """One end of Wilson's interval for a share seen in so many trials."""
    centre = f"({share} + {Z**2 / 2!r} / {trials})"
    spread = f"{Z!r} * sqrt({share} * (1 - {share}) / {trials} + {Z**2 / 4!r} / power({trials}, 2))"
    bounded = f"({centre} {sign} {spread}) / (1 + {Z**2!r} / {trials})"
    return f"case when {share} is not null then greatest(0, least(1, {bounded})) end"
