"""Records of A&E attendances and appointments: one for each, a second of what was sent twice, and those of scans."""

from ..activity.keys import SENT_TWICE
from ..draws import Draws
from ..settings import WorldSettings
from .episode_records import episode_key_sql, record_key_sql, sent_twice_sql


def attendance_record_sql(draws: Draws, settings: WorldSettings) -> str:
    """One row per A&E record; a second copy bears a key of its own, and the time of departure is not always there."""
    attended = f"""select world_attendance.*, episode.epikey
            from world_attendance
            left join (
                select attendance_number as contact_number, {episode_key_sql(draws, settings)} as epikey
                from world_episode
                where attendance_number is not null
            ) as episode using (contact_number)"""
    unknown = draws.happens("departure unknown", settings.departure_unknown, "contact_number")
    return f"""
        select *, {unknown} as departure_unknown
        from ({with_copies_sql(draws, settings, attended, "aekey")}) as record"""


def appointment_record_sql(draws: Draws, settings: WorldSettings) -> str:
    """One row per record of an appointment, those of the scan itself among them."""
    booked = """select * from world_appointment
            union all by name
            select * exclude (test_number) from world_scan_appointment"""
    private = draws.happens("private", settings.private_patients, "contact_number // 100")
    return f"""
        select *, case when {private} then '02' else '01' end as admin_category
        from ({with_copies_sql(draws, settings, booked, "attendkey")}) as record"""


def with_copies_sql(draws: Draws, settings: WorldSettings, records: str, key: str) -> str:
    """The records, and a copy under another `key` of those that were sent twice."""
    copy = record_key_sql(draws, f"contact_number + {SENT_TWICE}")
    return f"""
            select * from ({records}) as once
            union all by name
            select * replace (contact_number + {SENT_TWICE} as contact_number, {copy} as {key})
            from ({records}) as again
            where {sent_twice_sql(draws, settings.sent_twice)}"""


def other_contact_key_sql(draws: Draws, settings: WorldSettings) -> str:
    """The key of the second copy of an attendance or appointment, where there is one."""
    copy = record_key_sql(draws, f"contact_number + {SENT_TWICE}")
    return f"case when {sent_twice_sql(draws, settings.sent_twice)} then {copy} end"
