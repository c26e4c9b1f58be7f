"""The hospital records of a release: a row an episode, attendance and appointment of those it is about."""

from linkage.engine.dialect import Dialect
from linkage.engine.quote import literal
from linkage.layouts.layout import SERIES_MARK
from linkage.layouts.named.hes_names import DIAGNOSES, PROCEDURES
from linkage.relations.ae_then_admitted import admission_by_key_sql
from linkage.steps.pathways.episode import EPISODE
from linkage.steps.pathways.linked_records import whose_sql

NOTHING = "('', '&', '-', 'R69X')"
"""Codes of a diagnosis or procedure that mean none, or none known."""
PRIVATE = "02"


def of_series_sql(dialect: Dialect, name: str, first: int, last: int, series: str) -> str:
    """Columns `name`_NN, each the value at its place of a list; `first` is the number of the first of the list."""
    return ", ".join(
        f"{said_sql(dialect.item(series, nth - first + 1))} as {name}_{nth:02d}"
        for nth in range(first, last + 1)
    )


def said_sql(code: str) -> str:
    """A code, or null for one that means none."""
    return f"case when {code} not in {NOTHING} then {code} end"


def episodes_sql(dialect: Dialect, *, of_linked: bool) -> str:
    """
    One row per episode that counts, with its spell and all its diagnoses and procedures; dates as spells have them.

    An unfinished episode that came again, finished, is not one.
    """
    parts = {
        "diagnoses": "other_diagnoses",
        "procedures": "other_procedures",
        "days": "procedure_days",
    }
    mark = literal(SERIES_MARK)
    lists = ", ".join(f"{dialect.split(f'sent.{column}', mark)} as {name}" for name, column in parts.items())
    days = ", ".join(
        f"cast({said_sql(dialect.item('days', nth))} as date) as procedure_date_{nth:02d}"
        for nth in range(1, PROCEDURES + 1)
    )
    return f"""
        with listed as (
            select own.episode_key, own.person_id, own.spell_id, spells.cips_id, own.spell_order, own.provider_code,
                sent.site_code, own.admission_date, own.episode_start, own.episode_end, own.is_turned,
                own.is_unfinished, own.is_duplicate, own.episode_order, own.episode_type, own.patient_class,
                sent.administrative_category, sent.main_specialty, sent.treatment_specialty,
                sent.primary_diagnosis as diagnosis_01, sent.main_procedure as procedure_01, {lists}
            from spell_episode as own
            join episode as sent on sent.episode_key = own.episode_key
            join spells on spells.spell_id = own.spell_id
            where {whose_sql("own", of_linked=of_linked)}
        )
        select episode_key, person_id, spell_id, cips_id, spell_order, provider_code, site_code, admission_date,
            episode_start, episode_end, is_turned, is_unfinished, is_duplicate, episode_order, episode_type,
            patient_class, administrative_category, {private_sql()}, main_specialty, treatment_specialty,
            diagnosis_01, {of_series_sql(dialect, "diagnosis", 2, DIAGNOSES, "diagnoses")},
            procedure_01, {of_series_sql(dialect, "procedure", 2, PROCEDURES, "procedures")},
            {days}
        from listed"""


def private_sql() -> str:
    """Whether the patient pays, by the administrative category; null where that is not said."""
    return f"""case when administrative_category in ('01', '02', '03', '04')
                then administrative_category = '{PRIVATE}' end as is_private"""


def attendance_spell_sql(*, of_linked: bool) -> str:
    """
    One row per emergency attendance that a key brings together with a spell of its person.

    Either key, and of several spells the earliest, as AE_THEN_ADMITTED has them; of linked people's attendances, or of
    everybody's.
    """
    by_key = "select * from named_admission" if of_linked else admission_by_key_sql("attendance", EPISODE)
    return f"""
        select attendance_source, attendance_key, person_id, spell_id
        from (
            select named.attendance_source, named.attendance_key, named.person_id, named.spell_id,
                row_number() over (
                    partition by named.attendance_source, named.attendance_key, named.person_id
                    order by spells.admission_date nulls last, spells.first_episode_key) as nth
            from ({by_key}) as named
            join spells on spells.spell_id = named.spell_id
        ) as numbered
        where nth = 1"""


def attendances_sql(*, of_linked: bool) -> str:
    """One row per emergency attendance, with the spell that it led to where a key says so."""
    return f"""
        select attended.attendance_source, attended.attendance_key, attended.person_id, attended.provider_code,
            attended.site_code, attended.department_type, attended.attendance_category,
            attended.arrival_date, {clock_sql("attended.arrival_minute")} as arrival_time,
            attended.departure_date, {clock_sql("attended.departure_minute")} as departure_time,
            attended.disposal, attended.primary_diagnosis, attended.investigations,
            led.spell_id as admitted_spell_id,
            twice.episode_key is not null as is_duplicate
        from attendance as attended
        left join attendance_spell as led
          on led.attendance_source = attended.attendance_source and led.attendance_key = attended.attendance_key
         and led.person_id = attended.person_id
        left join duplicate_contact as twice
          on twice.episode_source = attended.attendance_source and twice.episode_key = attended.attendance_key
        where {whose_sql("attended", of_linked=of_linked)}"""


def clock_sql(minute: str) -> str:
    """Minutes from midnight as hh:mm."""
    hour, rest = (
        f"lpad(cast({part} as string), 2, '0')"
        for part in (f"cast(floor({minute} / 60) as bigint)", f"{minute} % 60")
    )
    return f"case when {minute} is not null then concat({hour}, ':', {rest}) end"


def appointments_sql(*, of_linked: bool) -> str:
    """One row per outpatient appointment, kept or not."""
    return f"""
        select booked.appointment_key, booked.person_id, booked.provider_code, booked.site_code,
            booked.appointment_date, booked.attended, booked.first_attendance, booked.attendance_type,
            booked.outcome, booked.priority, booked.referral_source,
            booked.administrative_category, {private_sql()},
            booked.main_specialty, booked.treatment_specialty,
            booked.primary_diagnosis, booked.main_procedure,
            twice.episode_key is not null as is_duplicate
        from appointment as booked
        left join duplicate_contact as twice
          on twice.episode_source = 'OP' and twice.episode_key = booked.appointment_key
        where {whose_sql("booked", of_linked=of_linked)}"""
