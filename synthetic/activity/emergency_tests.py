"""Tests in A&E, and those that a diagnosis calls for soon after arrival, there or already in the bed."""

from ..draws import Draws
from ..settings import WorldSettings
from .attendances import FRACTURE
from .conditions import INDICATIONS, indicated_rate_sql
from .keys import INDICATED

SOONEST = 15
"""Minutes from arrival to such a test, at least. Our choice."""


def indicated_test_sql(draws: Draws, settings: WorldSettings, scale: float) -> str:
    """
    One row per stay and test that its diagnosis calls for, made before the patient leaves A&E or on the ward after it.

    `origin` is the contact that it belongs to: the A&E attendance, or the stay (its first leg). In a world with less
    imaging than usual there are fewer of them, `scale` times. Who was moved or sent home before it has none.
    """
    rate = f"({indicated_rate_sql(settings, 'stay.diagnosis')}) * {min(scale, 1)!r}"
    means = " ".join(f"when '{code}' then {one.minutes}" for code, one in INDICATIONS.items())
    kinds = " ".join(f"when '{code}' then '{one.modality}'" for code, one in INDICATIONS.items())
    wait = f"(case stay.diagnosis {means} end)"
    delay = f"{SOONEST} + {draws.days('until indicated test', wait, 'stay.contact_number')}"
    unarrived = draws.whole("admission minute", 480, 1260, "stay.contact_number")
    return f"""
        select test_number, person_number, case when in_department then '05' else '01' end as setting, trust, site,
            test_date, cast((minute + delay) % 1440 as integer) as minute, modality, in_department,
            case when in_department then attendance_number else contact_number end as origin,
            case when in_department then 'AE' else 'IN_EPISODE' end as relation
        from (
            select (contact_number + {INDICATED}) * 10 + 1 as test_number, contact_number, person_number, trust, site,
                attendance_number, left_on, minute, delay,
                came_on + cast((minute + delay) // 1440 as integer) as test_date,
                case diagnosis {kinds} end as modality, coalesce(delay < stayed, false) as in_department
            from (
                select stay.contact_number, stay.person_number, stay.trust, stay.site, stay.diagnosis, stay.left_on,
                    stay.attendance_number, arrival.stayed,
                    coalesce(arrival.arrival_date, stay.admission_date) as came_on,
                    coalesce(arrival.arrival_minute, {unarrived}) as minute, {delay} as delay
                from (
                    select * from world_spell as stay
                    where leg = 1 and kind in ('emergency', 'direct')
                        and {draws.happens("indicated test", rate, "contact_number")}
                ) as stay
                left join world_arrival as arrival on arrival.contact_number = stay.attendance_number
            ) as delayed
        ) as dated
        where left_on is null or test_date <= left_on"""


def emergency_test_sql(draws: Draws) -> str:
    """One row per test of an A&E patient (05), between arrival and departure, which may be on the next day."""
    minute = f"arrival_minute + {draws.unit('minute in A&E', 'test_number')} * stayed"
    first = f"case when diagnosis = '{FRACTURE}' and test_number % 10 = 1 then 'xray' end"
    return f"""
        select test_number, person_number, '05' as setting, trust, site,
            arrival_date + cast(floor(({minute}) / 1440) as integer) as test_date, cast(null as date) as requested_on,
            {first} as modality, contact_number as origin, 1 as leg, 'AE' as relation,
            cast(floor({minute}) as integer) % 1440 as minute
        from (
            select contact_number, contact_number * 10 + unnest(range(1, tests + 1)) as test_number,
                person_number, trust, site, arrival_date, arrival_minute, stayed, diagnosis
            from world_attendance
        ) as tests"""
