"""How events reach the DID files: in time or late, twice, corrected later, or broken on the way."""

from ..draws import Draws

LATE = 0.02
"""Events first sent in the file of the next month. Late submissions raised the year 2012/13 by a tenth (DID
annual release); the share of one month is our choice."""

CORRECTED = 0.005
"""Events sent in time, without NHS number and report date, and again in the file of the next month, whole.
DID version 1 keeps the later row of a key. The rate is our choice."""

TWICE = 0.001
"""Events whose row stands twice in one file. The rate is our choice."""

BROKEN = {"one field too many": 0.0003, "no test date": 0.0002, "no accession number": 0.0001}
"""Rows, beside the good ones, that lack what no row can do without. The rates are our choice."""


def submission_sql(draws: Draws) -> str:
    """
    One row per row of the DID files: which event, in the file of which month, and what is wrong with it.

    `fault` is null for a good row, `unfinished` for one that a later row corrects, else a kind of BROKEN.
    """
    is_late = draws.happens("late", LATE, "test_number")
    is_corrected = draws.happens("corrected", CORRECTED, "test_number")
    broken = draws.outcome("broken", BROKEN, "test_number")
    month = "cast(date_trunc('month', test_date) as date)"
    following = f"cast({month} + interval 1 month as date)"
    return f"""
        select test_number, case when {is_late} or {is_corrected} then {following} else {month} end as file_month,
            cast(null as varchar) as fault
        from world_event
        union all
        select test_number, {month} as file_month, 'unfinished' as fault
        from world_event
        where {is_corrected} and not {is_late}
        union all
        select test_number, {month} as file_month, cast(null as varchar) as fault
        from world_event
        where {draws.happens("twice", TWICE, "test_number")} and not {is_late} and not {is_corrected}
        union all
        select test_number, {month} as file_month, {broken} as fault
        from world_event
        where {broken} is not null"""
