"""Outings: a patient of a hospital for mental health or community care is taken to another for a day, and back."""

from collections.abc import Mapping

from ..codes import listed
from ..draws import Draws
from ..settings import LAST_DAY
from .attendances import SHORTEST_VISIT, VISIT_MINUTES
from .conditions import WARD_KINDS
from .keys import OUTING
from .providers import site_drawn_sql

PURPOSES: Mapping[str, float] = {"imaging": 0.5, "emergency": 0.2, "appointment": 0.3}
"""What for, each as often. Our choice."""

TESTED: Mapping[str, float] = {"imaging": 1.0, "emergency": 0.6, "appointment": 0.4}
"""Outings of each kind with a test. Our choice."""

EVERY = 30
MOST = 24
"""One outing at the most in so many days of a stay, and so many in all."""


def outing_sql(draws: Draws, share: float) -> str:
    """One row per outing, on a day inside the stay: where, what for, and how many tests it leads to (0 or 1)."""
    who = ("contact_number",)
    day = f"begins + {draws.whole('outing day', 1, EVERY - 1, *who)}"
    purpose = draws.chosen("outing purpose", PURPOSES, *who)
    tested = " ".join(f"when '{name}' then {rate}" for name, rate in TESTED.items())
    stayed = f"least({SHORTEST_VISIT} + {draws.days('departure minutes', VISIT_MINUTES, *who)}, 600)"
    return f"""
        select contact_number, stay_number, person_number, trust,
            {site_drawn_sql(draws, "outing site", "trust", *who)} as site, day, purpose,
            {draws.whole("outing minute", 540, 780, *who)} as minute, cast({stayed} as integer) as stayed,
            cast({draws.happens("outing test", f"(case purpose {tested} end)", *who)} as bigint) as tests
        from (
            select contact_number, stay_number, person_number, area as trust, {day} as day, stay_end,
                {purpose} as purpose
            from (
                select stay.contact_number + {OUTING} + nth as contact_number, stay.contact_number as stay_number,
                    person_number, stay_start + cast({EVERY} * nth as integer) as begins, stay_end
                from (
                    select contact_number, person_number, stay_start, stay_end,
                        unnest(range(0, least((stay_end - stay_start) // {EVERY} + 1, {MOST}))) as nth
                    from world_stay
                    where kind in ({listed(WARD_KINDS)})
                ) as stay
            ) as months
            join (select person_number, area from world_patient) as patient using (person_number)
            where {draws.happens("outing", share, *who)}
        ) as placed
        where day < stay_end and day <= date '{LAST_DAY}'"""


def outing_test_sql() -> str:
    """One row per test of somebody brought from a ward elsewhere: for the scan alone (06), by A&E or a clinic."""
    return """
        select contact_number * 10 + 1 as test_number, person_number,
            '06' as setting, trust, site, day as test_date, cast(null as date) as requested_on,
            cast(null as varchar) as modality, stay_number as origin, 1 as leg,
            'IN_EPISODE' as relation, cast(null as integer) as minute
        from world_outing
        where purpose = 'imaging'
        union all
        select contact_number * 10 + 1, person_number, '03', trust, site, day, null, null, contact_number, 1,
            'OP_SAME_DAY', null
        from world_outing
        where purpose = 'appointment' and tests > 0"""
