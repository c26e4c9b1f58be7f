"""Repeats against known truth: is an event that is told as one examination with another of the same one?"""

from dataclasses import dataclass

from linkage.engine.base import Engine
from linkage.engine.value import as_whole


@dataclass(frozen=True)
class RepeatAgreement:
    """Events beyond the first of an examination, among linked events of which the truth names the examination."""

    true: int
    told: int
    """Events with `is_repeat`."""
    right: int
    """Events that are both: of an examination as many as are told, and never all of it."""


def repeat_agreement(engine: Engine) -> RepeatAgreement | None:
    """judged, truth, released_events -> the counts; None where the truth names no examinations."""
    found = engine.rows("""
        with counted as (
            select truth.examination, count(*) as records, count(case when events.is_repeat then 1 end) as told
            from judged
            join truth on truth.event_id = judged.event_id
            join released_events as events on events.event_id = judged.event_id
            where judged.status = 'linked' and truth.examination is not null
            group by truth.examination
        )
        select count(*), sum(records - 1), sum(told), sum(least(told, records - 1))
        from counted""")[0]
    examinations, *counts = (as_whole(count or 0) for count in found)
    return RepeatAgreement(*counts) if examinations else None
