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

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.steps.statistics.held_out import (
    BY,
    held_cell_sql,
    held_event_sql,
    holdout_weight_sql,
    of_person_sql,
)
from linkage.words.control import OwnRule
from linkage.words.estimate import estimate_sql
from linkage.words.interval import wilson_sql
from linkage.words.statistic import Asked, CountedFrom, Statistic

ESTIMATES = ("recall", "false_link_share")

SEEN = 0.5
"""A person's number is counted among the wrong ones where it is more probably wrong than right."""

READINGS = {
    "expected": "right_share",
    "all_right": "cast(1 as double)",
    "beyond_doubt": "surely_right_share",
}
"""As how much of a proved pair each held-out event counts."""


def holdout_estimate_sql() -> str:
    """
    One row per breakdown, category and model: both estimates by each reading, held-out events and people, trials.

    And the people on both sides of each share, found and missed, linked wrongly and rightly; the share of wrong numbers
    expected, and of events that are like somebody else in full and not like their own person.

    A share 1 - phi of the pool has nobody in the index: what rank P links of them is wrong. Trials are Kish's number,
    what an equal-weighted sample of as much precision would have, together with the pool's own events: 1 over the sum
    of 1 over each.
    """
    of_category = "period, breakdown, category, of_trained"
    own = ", ".join(f"'{breakdown}'" for breakdown in (*BY, "fields"))
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
        with of_person as ({of_person_sql(f"{of_category}, person_id", _of_person, f"breakdown in ({own})")}
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


def _of_person(total: str) -> str:
    """The sums of a person's held-out events, by each reading; see of_person_sql."""
    wrong = "(phi * cast(is_mistaken as integer) + (1 - phi) * cast(is_mistaken_when_absent as integer))"
    counted = {
        name: value.format(share)
        for reading, share in READINGS.items()
        for name, value in (
            (f"weight_{reading}", "(weight * {})"),
            (f"present_{reading}", "(weight * {} * phi)"),
            (f"found_{reading}", "(weight * {} * cast(is_found as integer))"),
            (f"right_{reading}", "(weight * {} * phi * cast(is_found as integer))"),
            (f"wrong_{reading}", f"(weight * {{}} * {wrong})"),
        )
    }
    return f"""cast({total}(1) as bigint) as events, {total}(1 - right_share) as wrong_numbers,
                cast({total}(cast(is_like_another as integer)) as bigint) as like_another,
                {", ".join(f"{total}{value} as {name}" for name, value in counted.items())}"""


def holdout_sql() -> str:
    """
    Statistics rows of linkage_error: each estimate as expected, the ends of its interval, and the sample.

    Where a run adapts m to the month, each estimate by the model file as it is too: holdout_trained_recall and so on.

    The interval goes from the lowest end of a 95% interval (Wilson) by any reading to the highest.
    """
    parts = []
    for name in ESTIMATES:
        ends = {
            sign: ", ".join(
                wilson_sql(f"{name}_{reading}", f"{name}_{reading}_trials", sign) for reading in READINGS
            )
            for sign in "-+"
        }
        parts += [
            _row(f"{name}_low", f"least({ends['-']})", name),
            _row(name, f"{name}_expected", name),
            _row(f"{name}_high", f"greatest({ends['+']})", name),
        ]
    parts += [
        f"{_row(name, name, name)} where not of_trained"
        for name in ("wrong_number_share", "like_another_share")
    ]
    parts.append("""
        select period, 'linkage_error' as "table", breakdown, category, 'holdout_events' as measure,
            events as numerator, cast(null as bigint) as denominator, cast(events as double) as value,
            people as numerator_people, cast(0 as bigint) as complement_people
        from holdout_estimate
        where not of_trained""")
    return " union all ".join(parts)


def _row(measure: str, value: str, sides: str) -> str:
    return f"""
        select period, 'linkage_error' as "table", breakdown, category,
            case when of_trained then 'holdout_trained_{measure}' else 'holdout_{measure}' end as measure,
            cast(null as bigint) as numerator, cast(null as bigint) as denominator, {estimate_sql(value)} as value,
            {sides}_with as numerator_people, {sides}_without as complement_people
        from holdout_estimate"""


def items(_asked: Asked) -> Sequence[Item]:
    """The events of the hold-out, weighted, and what they estimate."""
    return (
        made("held_event", held_event_sql),
        made("held_cell", held_cell_sql),
        made("holdout_weight", holdout_weight_sql),
        made("holdout_estimate", holdout_estimate_sql),
    )


STATISTIC = Statistic(
    table="linkage_error",
    meaning="Recall and false links of rank P, with intervals, among events whose number was hidden from it.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: holdout_sql(),
    control=OwnRule("linkage.disclosure.estimates"),
    chapter="errors",
    needs_p=True,
)
