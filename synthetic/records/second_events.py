"""A second event of one day: the other limb, the same examination at another trust, or its record sent again."""

from collections.abc import Mapping

from ..activity.imaging_events import accession_number_sql
from ..activity.providers import another_trust_sql, site_code_sql
from ..codes import listed
from ..draws import Draws
from ..settings import WorldSettings

OTHER_SIDE: Mapping[str, str] = {"XHANR": "XHANL", "XKNEL": "XKNER"}
"""Codes of one limb with those of the other: neither is used unless limbs are examined together."""

FIRST = 1
"""Last digit of the number of a test that is the first of its contact: no contact has more than six."""

OTHER_LIMB, ELSEWHERE, SENT_AGAIN = 6, 7, 8
"""Added to such a number for what follows from the test."""


def examination_sql(test_number: str) -> str:
    """The number of the examination that an event is of: its own, but for a record that was sent again."""
    again = f"{test_number} % 10 = {FIRST + SENT_AGAIN}"
    return f"case when {again} then {test_number} - {SENT_AGAIN} else {test_number} end"


def with_second_sql(draws: Draws, settings: WorldSettings, events: str) -> str:
    """
    The events of a query, and those that follow from them; the query itself where none is asked for.

    Each is of the same person, day and contact as its first. What is drawn for them moves no other draw.
    """
    if not settings.both_limbs and not settings.repeated_elsewhere and not settings.numbered_twice:
        return events
    sides = " ".join(f"when '{one}' then '{other}'" for one, other in OTHER_SIDE.items())
    limbs = draws.happens("both limbs", settings.both_limbs, "test_number")
    again = draws.happens("repeated elsewhere", settings.repeated_elsewhere, "test_number")
    twice = draws.happens("numbered twice", settings.numbered_twice, "test_number")
    own = f"test_number % 10 = {FIRST}"
    return f"""
        with first_event as ({events}
        ),
        second_event as (
            select * replace (test_number + {OTHER_LIMB} as test_number,
                case imaging_code_nicip {sides} end as imaging_code_nicip)
            from first_event
            where setting = '05' and {own} and imaging_code_nicip in ({listed(OTHER_SIDE)}) and {limbs}
            union all
            select * replace (test_number + {ELSEWHERE} as test_number, '06' as setting,
                {another_trust_sql(draws, "repeated at", "trust", "test_number")} as trust)
            from first_event
            where setting = '01' and relation = 'IN_EPISODE' and {own} and {again}
            union all
            select * replace (test_number + {SENT_AGAIN} as test_number)
            from first_event
            where {own} and {twice}
        )
        select * from first_event
        union all
        select * replace ({accession_number_sql(draws)} as accession_number,
            case when test_number % 10 = {FIRST + ELSEWHERE} then {site_code_sql("trust", "1")} else site_code
            end as site_code)
        from second_event"""
