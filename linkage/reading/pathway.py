"""From one kind of record to another of the same person: the first after it, or all, within a length of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import dedent

from linkage.engine.quote import identifier, literal
from linkage.reading.point import IMAGING, Point
from linkage.reading.window import Window


@dataclass(frozen=True)
class Between:
    """What is asked: from where, to where, and how far apart."""

    start: Point
    goal: Point
    window: Window
    first: bool = True
    """One row per start, with the first goal after it; else one row per pair, and one for a start without any."""
    same_provider: bool = False
    """Goals at the provider of the start alone."""
    start_where: str = ""
    goal_where: str = ""
    """More that the records have to be, as SQL over their tables."""


def pathway_sql(asked: Between, months: Sequence[str]) -> str:
    """
    One row per start (or per pair): from_*, to_* (null: none found), days, hours, is_observed, provider_sends.

    A start and a goal are told from others by key and source: the data set of an attendance, null elsewhere.

    `months` are those whose imaging the release has. How far hospital records reach is asked of the month that the
    start is of, a carried one having those of its own publication: the last day of any record of the kind there.
    """
    start, goal = asked.start, asked.goal
    same = " and goal.provider = start.provider" if asked.same_provider else ""
    pick = (
        "\n        qualify row_number() over (partition by from_key, start.source, start.person_id, from_day"
        " order by to_day nulls last, hours nulls last, to_key, goal.source) = 1"
        if asked.first
        else ""
    )
    return dedent(f"""\
        with start as ({point_sql(start, asked.start_where)}),
        goal as ({point_sql(goal, asked.goal_where)}),
        imaged as (select unnest({listed(months)}) as month),
        sender as (select distinct provider_code, test_month as month from events){reach_sql(goal)}
        select start.key as from_key, start.person_id, start.day as from_day, start.provider as from_provider,
            goal.key as to_key, goal.day as to_day, goal.provider as to_provider,
            goal.day - start.day as days, {HOURS} as hours,
            {observed_sql(asked)} as is_observed,
            {sends_sql(asked)} as provider_sends,
            start.source as from_source, goal.source as to_source
        from start
        left join goal
          on goal.person_id = start.person_id
         and goal.day between start.day and start.day + {asked.window.days}
         and {after_sql(asked)}{within_sql(asked.window)}{same}{own_stay_sql(asked)}{pick}
        order by from_key, to_day, to_key, from_source, to_source""")


HOURS = "date_diff('minute', start.moment, goal.moment) / 60.0"
OF_SOURCE = "coalesce(goal.source, '') {} coalesce(start.source, '')"


def point_sql(point: Point, where: str) -> str:
    """key, source, person_id, day, provider, moment (day and time; null: no time is known) of the records meant."""
    source = identifier(point.source) if point.source else "null::varchar"
    moment = f"{point.day} + try_cast({point.clock} as time)" if point.clock else "null::timestamp"
    both = " and ".join(part for part in (point.where, where) if part)
    return (
        f"select {identifier(point.key)} as key, {source} as source, person_id, {point.day} as day, "
        f"{point.provider} as provider, {moment} as moment, test_month from {point.table} where {both}"
    )


def after_sql(asked: Between) -> str:
    """
    Which goals come after the start: by the time of day where both are known, else on the same day too.

    No record follows itself; of two of one kind and day without times, that of the greater key is taken for the later,
    and of two of one key that of the later name of its data set.
    """
    timed = "(start.moment is null or goal.moment is null or goal.moment >= start.moment)"
    if asked.start.table != asked.goal.table or asked.start.day != asked.goal.day:
        another = f" and (goal.key <> start.key or {OF_SOURCE.format('<>')})"
        return timed + (another if asked.start.table == asked.goal.table else "")
    return (
        "(goal.day > start.day or case when goal.moment <> start.moment then goal.moment > start.moment"
        f" else goal.key > start.key or (goal.key = start.key and {OF_SOURCE.format('>')}) end)"
    )


def within_sql(window: Window) -> str:
    """A window in hours, where both times are known."""
    return "" if window.hours is None else f"\n         and coalesce({HOURS} <= {window.hours}, true)"


def own_stay_sql(asked: Between) -> str:
    """A test in a stay is not before that stay."""
    if asked.start.table != IMAGING.table or asked.goal.name != "admission":
        return ""
    return """
         and not exists (
            select 1 from pathways as within
            where within.event_id = start.key and within.cips_id = goal.key
              and within.relation in ('IN_EPISODE', 'IN_SPELL', 'IN_CIPS'))"""


def reach_sql(goal: Point) -> str:
    """The last day of a hospital record of that kind, by the month that has it."""
    if not goal.of_hospital:
        return ""
    return f""",
        reach as (
            select test_month, max({goal.day}) as until
            from {goal.table}_by_month
            where {goal.where}
            group by test_month
        )"""


def observed_sql(asked: Between) -> str:
    """Whether the release would have the goal, had there been one on the last day of the window."""
    if asked.goal.of_hospital:
        until = "(select until from reach where reach.test_month = start.test_month)"
        return f"coalesce(start.day + {asked.window.days} <= {until}, false)"
    return f"(select count(*) from imaged where {in_window(asked, 'month')}) = {window_months(asked)}"


def sends_sql(asked: Between) -> str:
    """Whether the provider of the start sent imaging of every month of the window; null where no imaging is sought."""
    if asked.goal.table != IMAGING.table:
        return "null::boolean"
    return (
        "(select count(*) from sender where sender.provider_code = start.provider"
        f" and {in_window(asked, 'sender.month')}) = {window_months(asked)}"
    )


def in_window(asked: Between, month: str) -> str:
    """Whether a month (YYYY-MM) is among those that the window of a start touches."""
    return (
        f"{month} between strftime(start.day, '%Y-%m') and strftime(start.day + {asked.window.days}, '%Y-%m')"
    )


def window_months(asked: Between) -> str:
    """How many months the window of a start touches."""
    return f"1 + date_diff('month', start.day, start.day + {asked.window.days})"


def listed(months: Sequence[str]) -> str:
    """A list of months in SQL."""
    return f"[{', '.join(map(literal, months))}]::varchar[]"
