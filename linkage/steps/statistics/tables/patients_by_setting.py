"""Patients in hospital in the month, with and without imaging, by setting: the first of the published tables."""

from collections.abc import Sequence

from linkage.engine.making import Item, made
from linkage.engine.quote import one_of
from linkage.relations.admission import REGULAR
from linkage.relations.attended import SEEN
from linkage.steps.statistics.care_setting import SETTINGS, care_setting_sql, counted_relation_sql
from linkage.words.control import OwnRule
from linkage.words.statistic import Asked, CountedFrom, Statistic


def setting_patient_sql(first_day: str, last_day: str, imaging_appointments: Sequence[str] = ()) -> str:
    """
    One row per person and setting they were seen in during the month, and whether they had imaging in it.

    Admitted: in bed on a day of it (an unfinished episode up to the discharge from its spell, a regular attender's on
    its first day, and one that a later complete data year does not have any more up to its last census); emergency:
    arrived; outpatient: an appointment that took place, but for imaging (by its treatment function: the record of the
    scan itself); any of these.
    Imaging is a linked event of the month, in any setting, or one whose primary relation is to this setting. People
    who opted out are no part of it. Source: HES-DID linkage report 2012/13, which counts a year.
    """
    within = f"between date '{first_day}' and date '{last_day}'"
    return f"""
        with seen as (
            select lain.person_id, 'admitted' as setting
            from spell_episode as lain
            left join unfinished_stay as stay on stay.spell_id = lain.spell_id
            where lain.episode_start <= date '{last_day}'
              and (lain.episode_end >= date '{first_day}'
                or (lain.episode_end is null and lain.is_unfinished and not {one_of("lain.patient_class", REGULAR)}
                    and (not lain.is_stale or lain.last_census >= date '{first_day}')
                    and coalesce(stay.discharge_date >= date '{first_day}'
                        or stay.discharge_date < lain.episode_start, true))
                or lain.episode_start >= date '{first_day}')
            union
            select person_id, 'emergency' from attendance where arrival_date {within}
            union
            select person_id, 'outpatient' from appointment
            where appointment_date {within} and attended in {SEEN}
              and not {one_of("treatment_specialty", imaging_appointments)}
        ),
        patient as (
            select person_id, setting from seen
            where person_id is not null and person_id not in (select person_id from opted_out_person)
        ),
        imaged as (
            select distinct person_id, {care_setting_sql(counted_relation_sql("events"))} as setting
            from events
            where status = 'linked'
        )
        select patient.person_id, patient.setting,
            patient.person_id in (select person_id from imaged) as has_imaging,
            here.person_id is not null as has_imaging_here
        from patient
        left join imaged as here on here.person_id = patient.person_id and here.setting = patient.setting
        union all
        select person_id, 'any', person_id in (select person_id from imaged),
            person_id in (select person_id from imaged where setting in ({", ".join(map(repr, list(SETTINGS)[:3]))}))
        from (select distinct person_id from patient) as anybody"""


def patients_by_setting_sql(period: str) -> str:
    """Statistics rows: people seen in each setting, and the share of them with imaging, without, and with it there."""
    conditions = {
        "patients": "true",
        "with_imaging": "has_imaging",
        "without_imaging": "not has_imaging",
        "with_imaging_in_setting": "has_imaging_here",
    }

    def value(condition: str) -> str:
        counted = f"cast(count(case when {condition} then 1 end) as double)"
        return counted if condition == "true" else f"{counted} / count(*)"

    return " union all ".join(
        f"""
        select '{period}' as period, 'patients_by_setting' as "table", 'setting' as breakdown,
            setting as category, '{measure}' as measure, count(case when {condition} then 1 end) as numerator,
            count(*) as denominator,
            {value(condition)} as value,
            count(case when {condition} then 1 end) as numerator_people,
            count(case when not ({condition}) then 1 end) as complement_people
        from setting_patient
        group by setting"""
        for measure, condition in conditions.items()
    )


def items(asked: Asked) -> Sequence[Item]:
    """The patients; the release keeps the linked ones, for strikes."""
    first_day = f"{asked.month}-01"
    return (
        made("setting_patient", setting_patient_sql, first_day, asked.last_day, asked.imaging_appointments),
    )


STATISTIC = Statistic(
    table="patients_by_setting",
    meaning="Patients in hospital in the month, with and without imaging, by setting; who came to an appointment for "
    "imaging alone is none.",
    source=CountedFrom.RECORDS,
    items=items,
    sql=lambda asked: patients_by_setting_sql(asked.month),
    control=OwnRule("linkage.disclosure.national"),
    chapter="care",
    struck_apart=True,
)
