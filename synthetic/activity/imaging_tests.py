"""Imaging tests: who is tested, where, on which day, as a consequence of their hospital life or beside it."""

from ..codes import listed
from ..draws import Draws
from ..settings import LAST_DAY, WorldSettings, month_number
from .appointments import WAS_SEEN
from .community_tests import community_test_sql
from .conditions import WARD_KINDS, later_modality_sql
from .emergency_tests import emergency_test_sql
from .keys import ANTENATAL_CLINIC, APPOINTMENT, REQUEST
from .modalities import modality_drawn_sql, of_modality_sql, tests_drawn_sql
from .outings import outing_test_sql
from .planned_tests import antenatal_test_sql, planned_test_sql
from .providers import another_trust_sql
from .workdays import next_workday_sql

USUAL_RATE = 0.06
"""Events per person and month that the means below give; other rates scale them all."""

ADMITTED = """case kind when 'regular' then 0.03 when 'birth' then {newborn} when 'home_birth' then {newborn}
                    when 'day_case' then 0.16 when 'mental' then 0 when 'rehabilitation' then 0
                    else least(0.09 + 0.05 * days, 2.5) end"""
"""Mean tests of a spell in a month in which it has so many days, beside those that its diagnosis calls for at once."""

SAME_DAY = 0.095
REQUESTED = 0.055
REQUESTED_AFTER = 4
"""Mean tests on the day of an attended appointment, and of those that it asks for; days by which the latter
wait longer than the median of their modality."""


def scale_of(settings: WorldSettings) -> float:
    """Times the usual number of tests."""
    return settings.events_per_person_month / USUAL_RATE


def month_sql(settings: WorldSettings) -> str:
    """One row per month of imaging: number (April 2018 is 0), first and last day."""
    rows = ", ".join(f"({month_number(start)}, date '{start}')" for start in settings.month_starts)
    return f"select *, last_day(first_day) as last_day from (values {rows}) as months (month, first_day)"


COLUMNS = """test_number, person_number, setting, trust, site, test_date, requested_on, modality, origin, leg,
    relation, minute"""
"""Of a test: `modality` is null where it is drawn by setting; `origin` is the number of the contact that it came of,
with the leg of a stay, and `relation` says how: null where it came of none. `minute` is of the day, where known."""


def admitted_test_sql(draws: Draws, scale: float, settings: WorldSettings) -> str:
    """One row per test of a patient in a bed (settings 01, 02, or 06 at another hospital), on a day of the spell."""
    mean = ADMITTED.replace("{newborn}", repr(settings.newborn_scan))
    elsewhere = settings.imaged_elsewhere
    tests = tests_drawn_sql(draws, "admitted", f"({mean}) * {scale!r}", "contact_number", "leg", "month")
    number = "(contact_number + (leg - 1) * 24 + month) * 10"
    until = f"coalesce(left_on, date '{LAST_DAY}')"
    other = another_trust_sql(draws, "imaged at", "trust", "test_number")
    return f"""
        select test_number, person_number,
            case when elsewhere then '06' when kind in ('day_case', 'regular') then '02' else '01' end as setting,
            case when elsewhere then {other} else trust end as trust, case when elsewhere then 1 else site end as site,
            from_day + cast(floor(days * {draws.unit("bed day", "test_number")}) as integer) as test_date,
            cast(null as date) as requested_on, {later_modality_sql(draws, "diagnosis", "test_number")} as modality,
            contact_number as origin, leg, 'IN_EPISODE' as relation, cast(null as integer) as minute
        from (
            select *, {draws.happens("imaged elsewhere", elsewhere, "test_number")} as elsewhere
            from (
                select {number} + unnest(range(1, {tests} + 1)) as test_number,
                    contact_number, leg, person_number, kind, diagnosis, trust, site, from_day, days
                from (
                    select contact_number, leg, month, person_number, kind, diagnosis, trust, site,
                        greatest(admission_date, first_day) as from_day,
                        least({until}, last_day) - greatest(admission_date, first_day) + 1 as days
                    from world_spell
                    join world_month on admission_date <= last_day and {until} >= first_day
                ) as stretches
            ) as tests
        ) as placed"""


def outpatient_test_sql(draws: Draws, scale: float) -> str:
    """One row per test of an outpatient (03): on the day of an attended appointment, or asked for there."""
    clinics = f"select * from world_appointment where {WAS_SEEN} and contact_number % 100 = 0"
    same_day = tests_drawn_sql(draws, "same day", SAME_DAY * scale, "contact_number")
    asked_for = tests_drawn_sql(draws, "asked for", REQUESTED * scale, "contact_number")
    request = f"(contact_number + {(REQUEST - APPOINTMENT) * 100_000})"
    median = f"({of_modality_sql('modality', lambda kind: kind.wait_days)} + {REQUESTED_AFTER})"
    wait = draws.days("asked for", f"{median} / ln(2)", "test_number")
    return f"""
        select contact_number * 10 + unnest(range(1, {same_day} + 1)) as test_number,
            person_number, '03' as setting, trust, site, appointment_date as test_date,
            cast(null as date) as requested_on, cast(null as varchar) as modality,
            contact_number as origin, 1 as leg, 'OP_SAME_DAY' as relation, cast(null as integer) as minute
        from ({clinics}) as clinic
        union all
        select test_number, person_number, '03' as setting, trust, site,
            {next_workday_sql("drawn_date")} as test_date, requested_on, modality, origin, 1,
            'OP_REQUESTED', null
        from (
            select *, requested_on + 1 + {wait} as drawn_date
            from (
                select *, {modality_drawn_sql(draws, "'03'", "test_number")} as modality
                from (
                    select {request} * 10 + unnest(range(1, {asked_for} + 1)) as test_number,
                        contact_number as origin, person_number, trust, site, appointment_date as requested_on
                    from ({clinics}) as clinic
                ) as asked_for
            ) as kinds
        ) as dated"""


def imaging_test_sql(draws: Draws, settings: WorldSettings) -> str:
    """One row per imaging test of the months asked for, in life, and from home only of those who lie in no bed."""
    scale = scale_of(settings)
    within = f"test_date between date '{settings.imaging_from}' and date '{settings.imaging_to}'"
    of_stays = f"""
            select test_number, person_number, setting, trust, site, test_date, cast(null as date) as requested_on,
                modality, origin, 1 as leg, relation, minute
            from world_indicated_test
            union all
            {planned_test_sql(draws, settings, scale)}
            union all
            select test_number, person_number, setting, trust, site, test_date, requested_on, modality,
                case when has_clinic then stay_number + {ANTENATAL_CLINIC} end, 1,
                case when has_clinic then 'OP_SAME_DAY' end, null
            from ({antenatal_test_sql(draws, settings, scale)}) as antenatal"""
    return f"""
        with tests as (
            {admitted_test_sql(draws, scale, settings)}
            union all
            {emergency_test_sql(draws)}
            union all
            {outpatient_test_sql(draws, scale)}
            union all
            {outing_test_sql()}
            union all
            {of_stays}
            union all
            {community_test_sql(draws, scale)}
        ),
        in_time as (
            select tests.*
            from (select {COLUMNS} from tests where {within}) as tests
            where exists (
                select 1 from world_patient as patient
                where patient.person_number = tests.person_number
                    and tests.test_date between patient.alive_from and patient.alive_to
            )
        )
        select {COLUMNS}
        from in_time
        anti join (
            select in_time.test_number as lain
            from in_time
            join world_stay as stay on stay.person_number = in_time.person_number
                and in_time.test_date > stay.stay_start and in_time.test_date < stay.stay_end
            where in_time.setting in ('03', '04', '07')
                and (in_time.setting <> '03' or stay.kind not in ({listed(WARD_KINDS)}))
                or in_time.setting = '06' and in_time.relation is null
        ) as in_a_bed on in_a_bed.lain = in_time.test_number"""
