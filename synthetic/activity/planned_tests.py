"""Tests that belong to a stay before or after it: for an operation, by a GP who then sends in, or on leaving."""

from ..draws import Draws
from ..settings import FIRST_DAY, WorldSettings
from .keys import AFTER, ANTENATAL, BEFORE
from .workdays import next_workday_sql

BEFORE_DAYS = {"operation": 12, "gp": 6}
"""Mean days from the test to the stay, above the one or two that there are at least. Our choice."""

AFTER_DAYS = 18
SOONEST_AFTER = 3
"""Mean days from leaving to the test above the fewest. Our choice."""

ANTENATAL_DAYS = 60
HAS_CLINIC = 0.5
"""Days before a delivery in which its last scan falls, and how many such scans have an appointment. Our choice."""


def antenatal_sql(draws: Draws, share: float) -> str:
    """One row per scan before a delivery, on any day; `has_clinic` is whether an appointment goes with it."""
    day = f"stay_start - {draws.whole('antenatal day', 1, ANTENATAL_DAYS, 'contact_number')}"
    return f"""
        select contact_number as stay_number, person_number, trust, site, test_date,
            {draws.happens("antenatal clinic", HAS_CLINIC, "contact_number")} as has_clinic
        from (
            select contact_number, person_number, trust, site, {day} as test_date
            from world_stay
            where kind = 'maternity' and {draws.happens("antenatal scan", share, "contact_number")}
        ) as scan
        where test_date >= date '{FIRST_DAY}'"""


def planned_test_sql(draws: Draws, settings: WorldSettings, scale: float) -> str:
    """
    One row per test, with the leg of the stay that it belongs to: its first before it, its last after it.

    In a world with less imaging than usual there are fewer of them, `scale` times.
    """
    who = ("contact_number",)
    usual = min(scale, 1)
    operation = draws.happens("test before operation", settings.before_operation * usual, *who)
    sent_in = draws.happens("test by the GP", settings.gp_before_admission * usual, *who)
    followed = draws.happens("test after discharge", settings.after_discharge * usual, *who)
    before = f"admission_date - 2 - {draws.days('before operation', BEFORE_DAYS['operation'], *who)}"
    gp_before = f"admission_date - 1 - {draws.days('before the GP sent', BEFORE_DAYS['gp'], *who)}"
    after = f"left_on + {SOONEST_AFTER} + {draws.days('after discharge', AFTER_DAYS, *who)}"
    return f"""
        select (contact_number + {BEFORE}) * 10 + 1 as test_number, person_number, '03' as setting, trust, site,
            {before} as test_date, cast(null as date) as requested_on, cast(null as varchar) as modality,
            contact_number as origin, leg, 'PRE_ADMISSION' as relation, cast(null as integer) as minute
        from world_spell
        where leg = 1 and kind in ('elective', 'day_case') and {operation}
        union all
        select (contact_number + {BEFORE}) * 10 + 1, person_number, '04', trust, site,
            {gp_before}, null, null, contact_number, leg, 'GP_DA_THEN_ADMISSION', null
        from world_spell
        where leg = 1 and kind = 'direct' and {sent_in}
        union all
        select (contact_number + {AFTER}) * 10 + 1, person_number, '03', trust, site,
            {next_workday_sql(f"({after})")}, left_on, null, contact_number, leg, 'POST_DISCHARGE', null
        from world_spell
        where kind in ('emergency', 'direct', 'elective') and not goes_on and discharge_method = '1' and {followed}"""


def antenatal_test_sql(draws: Draws, settings: WorldSettings, scale: float) -> str:
    """One row per scan before a delivery: of its appointment where it has one, else of nothing in hospital."""
    return f"""
        select (stay_number + {ANTENATAL}) * 10 + 1 as test_number, person_number, '03' as setting, trust, site,
            test_date, cast(null as date) as requested_on, 'ultrasound' as modality,
            stay_number, has_clinic
        from ({antenatal_sql(draws, settings.antenatal_scan)}) as scan
        where {draws.happens("antenatal imaging", min(scale, 1), "stay_number")}"""
