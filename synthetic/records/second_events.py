"""A second event of one day: the other limb examined at the same place, or the same examination at another trust."""

from collections.abc import Mapping

from ..activity.imaging_events import accession_number_sql
from ..activity.providers import another_trust_sql, site_code_sql
from ..codes import listed
from ..draws import Draws
from ..settings import WorldSettings

OTHER_SIDE: Mapping[str, str] = {"XHANR": "XHANL", "XKNEL": "XKNER"}
"""Codes of one limb with those of the other: neither is used unless limbs are examined together."""

OTHER_LIMB, ELSEWHERE = 6, 7
"""Added to the number of a test that is the first of its contact: no contact has as many of its own."""


def with_second_sql(draws: Draws, settings: WorldSettings, events: str) -> str:
    """
    The events of a query, and those that follow from them; the query itself where none is asked for.

    Each is of the same person, day and contact as its first. What is drawn for them moves no other draw.
    """
    if not settings.both_limbs and not settings.repeated_elsewhere:
        return events
    sides = " ".join(f"when '{one}' then '{other}'" for one, other in OTHER_SIDE.items())
    limbs = draws.happens("both limbs", settings.both_limbs, "test_number")
    again = draws.happens("repeated elsewhere", settings.repeated_elsewhere, "test_number")
    own = "test_number % 10 = 1"
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
        )
        select * from first_event
        union all
        select * replace ({accession_number_sql(draws)} as accession_number,
            case when setting = '06' then {site_code_sql("trust", "1")} else site_code end as site_code)
        from second_event"""
