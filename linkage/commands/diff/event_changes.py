"""Every event that is not as it was, over all months: those that moved brought together, each with its reason."""

from collections.abc import Sequence

from linkage.commands.diff.change_reason import reason_sql
from linkage.commands.diff.month_pairs import AGREEMENTS, LINK, link_change_sql
from linkage.engine.base import Engine
from linkage.months.rows import is_other_row_sql

CONTEXT = {
    "test_month": "text",
    "is_month_gone": "boolean",
    "is_relinked": "boolean",
    "is_struck": "boolean",
    "keeps_rows": "boolean",
    "inputs_changed": "boolean",
    "rules_changed": "boolean",
    "model_changed": "boolean",
    "method_changed": "boolean",
    "lists_changed": "boolean",
    "job_changed": "boolean",
}
"""Columns of month_context: a row for each month that is compared."""
KEPT_ROW = ("event_id", "test_month", "row_digest", "is_listed")
"""Columns of kept_before and kept_after: what the two releases keep of their events."""
ROW_AFTER = ("event_id", "test_month", "what")
"""Columns of row_after: events whose row the later release keeps (what: null), or that were struck, and why."""


def make_changes(engine: Engine, pairs: Sequence[str]) -> None:
    """
    The tables `pairs` of month_pairs, month_context, kept_before, kept_after, row_after, listed_person -> event_change.

    One row per event that is not as it was: the months, both links, how it changed, and the reason.
    """
    united = " union all ".join(f"select * from {name}" for name in pairs)
    engine.create("changed_pair", united)
    engine.create("moved_event", moved_event_sql())
    engine.create("changed_event", changed_event_sql())
    engine.create("event_change", event_change_sql())
    for name in (*pairs, "changed_pair", "moved_event", "changed_event"):
        engine.drop(name)


def moved_event_sql() -> str:
    """One row per event that left a month and came to another."""
    return """
        select gone.event_id, min(gone.test_month) as month_before, min(came.test_month) as month_after
        from changed_pair as gone
        join changed_pair as came on came.event_id = gone.event_id
        where not gone.is_there and not came.was_there
        group by gone.event_id"""


def changed_event_sql() -> str:
    """One row per event and what became of it: its month before and after, presence, both links."""
    before = ", ".join(f"pair.{name}_before" for name in LINK)
    after = ", ".join(f"pair.{name}_after" for name in LINK)
    came = ", ".join(f"came.{name}_after" for name in LINK)
    return f"""
        select pair.event_id, pair.test_month as month_before, pair.test_month as month_after,
            'both' as presence, pair.link, pair.is_followed, {before}, {after}
        from changed_pair as pair
        where pair.was_there and pair.is_there
        union all
        select pair.event_id, moved.month_before, moved.month_after,
            'moved' as presence, cast(null as string) as link, false as is_followed, {before}, {came}
        from moved_event as moved
        join changed_pair as pair on pair.event_id = moved.event_id and pair.test_month = moved.month_before
        join changed_pair as came on came.event_id = moved.event_id and came.test_month = moved.month_after
        union all
        select pair.event_id, cast(null as string) as month_before, pair.test_month as month_after,
            'new' as presence, pair.link, false as is_followed, {before}, {after}
        from changed_pair as pair
        left join moved_event as moved on moved.event_id = pair.event_id and moved.month_after = pair.test_month
        where not pair.was_there and moved.event_id is null
        union all
        select pair.event_id, pair.test_month as month_before, cast(null as string) as month_after,
            'gone' as presence, pair.link, false as is_followed, {before}, {after}
        from changed_pair as pair
        left join moved_event as moved on moved.event_id = pair.event_id and moved.month_before = pair.test_month
        where not pair.is_there and moved.event_id is null"""


def event_change_sql() -> str:
    """The same with the facts of the event and of its month, and the reason that these give."""
    agreements = " or ".join(f"changed.{name}_before <> changed.{name}_after" for name in AGREEMENTS)
    months = ", ".join(f"month.{name}" for name in CONTEXT if name not in {"test_month", "keeps_rows"})
    scored = " or ".join(
        f"changed.match_rank_{side} = 'P' or (changed.status_{side} <> 'linked'"
        f" and changed.match_probability_{side} is not null)"
        for side in ("before", "after")
    )
    return f"""
        select facts.*, {reason_sql()} as reason
        from (
            select changed.event_id, changed.month_before, changed.month_after, changed.presence,
                case when changed.presence = 'moved' then {link_change_sql("changed")} else changed.link end as link,
                changed.is_followed,
                changed.status_before, changed.status_after,
                changed.match_rank_before as rank_before, changed.match_rank_after as rank_after,
                changed.person_id_before as person_before, changed.person_id_after as person_after,
                was.is_listed or (was.is_listed is not null and listed.person_id is not null) as is_listed,
                {is_other_row_sql("was.row_digest", "became.row_digest")} as row_changed,
                case when month.keeps_rows then own.event_id is not null and own.what is null end as is_row_kept,
                coalesce(own.what = 'moved', false) as was_moved,
                coalesce(own.what = 'withdrawn', false) as was_withdrawn,
                coalesce(changed.reason_before = 'decision', false)
                    or coalesce(changed.reason_after = 'decision', false) as is_decided,
                coalesce({scored}, false) as is_scored,
                coalesce(changed.person_id_before = changed.person_id_after and ({agreements}), false)
                    as agreement_changed,
                {months}
            from changed_event as changed
            left join kept_before as was
              on was.event_id = changed.event_id and was.test_month = changed.month_before
            left join kept_after as became
              on became.event_id = changed.event_id and became.test_month = changed.month_after
            left join row_after as own
              on own.event_id = changed.event_id and own.test_month = changed.month_before
            left join listed_person as listed on listed.person_id = changed.person_id_before
            left join month_context as month
              on month.test_month = coalesce(changed.month_after, changed.month_before)
        ) as facts"""
