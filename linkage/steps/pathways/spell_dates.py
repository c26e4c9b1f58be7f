"""The dates of a spell where none, or impossible ones, were sent: each repaired by a rule that its row names."""

from linkage.engine.dialect import Dialect
from linkage.steps.pathways.spell import submitted_spell_sql
from linkage.steps.pathways.spell_chain import REGULAR_ATTENDER
from linkage.steps.pathways.stay_detail import DETAILS
from linkage.words.names import STALE, UNCONFIRMED

LEFT = "('1', '2', '3', '4', '5')"
"""DISMETH of a patient who left: discharged, self-discharged, discharged by a tribunal, died, stillborn."""

EVERYBODY = "person_id is not null"
"""A condition on whose a spell is: any spell is somebody's."""

MOVED_ON = "('51', '98')"
"""DISDEST after which the next admission follows on the same day. Source: UKHSA epidm, proxy_episode_dates."""


def unjoined_spell_sql(dialect: Dialect, whose: str = EVERYBODY) -> str:
    """
    One row per spell before spells are joined, with its dates and the rules that gave them.

    A discharge before the admission: the two are turned round. No discharge date: the end of the last episode, when
    the patient left by that episode or was admitted again later; a stale last episode ends with its last census, and
    so does the spell, unless the person was admitted again by then; any other open one ends with the person's next
    admission (on that day when the patient was sent to another ward, else the day before it, and never before the
    admission); without one, and without a sign of leaving, nobody knows: an episode that ended with the patient still
    in, and that nothing follows, is stale as well once a later data year is complete, and the spell ends with it; until
    then the spell is open, unconfirmed. Regular attenders neither end other spells nor are ended by them, and an
    unfinished session of theirs lasts its first day alone. Source: UKHSA epidm,
    proxy_episode_dates, but that the end of the last episode, where there is one, comes first, and that a census is
    one: a date nobody sent must not keep anybody in for months. `whose` is a condition on person_id: the spells of a
    person rest on that person's alone.
    """
    stay = dialect.days_between("admission_date", "discharge_date")
    return f"""
        with submitted as ({submitted_spell_sql(whose)}
        ),
        turned as (
            select *,
                coalesce(discharge_date < admission_date, false) as is_turned,
                coalesce({REGULAR_ATTENDER}, false) as is_regular
            from submitted
        ),
        dated as (
            select *,
                case when is_turned then discharge_date else admission_date end as first_day,
                case when is_turned then admission_date else discharge_date end as sent_discharge
            from turned
        ),
        followed as (
            select spell_id, lead(first_day) over (
                    partition by person_id
                    order by first_day, sent_discharge nulls last, first_episode_key) as next_admission
            from dated
            where not is_regular and first_day is not null
              and person_id in (select person_id from dated where sent_discharge is null)
        ),
        ruled as (
            select dated.*, followed.next_admission,
                case
                    when is_turned then 'swapped'
                    when sent_discharge is not null then 'as_sent'
                    when coalesce(last_end >= first_day, last_end is not null)
                        and (discharge_method in {LEFT} or next_admission is not null)
                        then 'last_episode_end'
                    when is_regular and last_end is null and last_is_unfinished
                        and coalesce(first_day, last_start) is not null
                        then 'start_day'
                    when last_end is null and last_is_stale and coalesce(next_admission > last_census, true)
                        then '{STALE}'
                    when last_end is null and next_admission is not null and discharge_destination in {MOVED_ON}
                        then 'next_admission'
                    when last_end is null and next_admission is not null then 'day_before_next_admission'
                    when last_end is null and last_is_unfinished then '{UNCONFIRMED}'
                    when last_data_year < (select max(data_year) from data_year where is_complete)
                        and coalesce(last_end, last_start, first_day) is not null then '{STALE}'
                    when last_data_year is not null then '{UNCONFIRMED}'
                    else 'open'
                end as discharge_date_rule
            from dated
            left join followed on followed.spell_id = dated.spell_id
        ),
        closed as (
            select spell_id, person_id, provider_code, first_day as admission_date,
                case when is_turned then 'swapped' else admission_date_rule end as admission_date_rule,
                case discharge_date_rule
                    when 'last_episode_end' then last_end
                    when 'next_admission' then next_admission
                    when 'day_before_next_admission'
                        then greatest(first_day, {dialect.days_after("next_admission", -1)})
                    when 'start_day' then greatest(first_day, last_start)
                    when '{STALE}'
                        then greatest(first_day, coalesce(last_census, last_end, last_start, first_day))
                    when '{UNCONFIRMED}' then cast(null as date)
                    when 'open' then cast(null as date)
                    else sent_discharge
                end as discharge_date,
                discharge_date_rule, is_regular, episodes, duplicate_episodes,
                first_episode_key, last_episode_key, admission_method, admission_method_group, admission_source,
                patient_class, discharge_method, discharge_destination, last_end
            from ruled
        )
        select *, discharge_date is null as is_open, {stay} as length_of_stay
        from closed"""


def unfinished_stay_sql(dialect: Dialect) -> str:
    """One row per spell of whoever has an unfinished episode without an end: when they left, where that is known."""
    has_any = "person_id in (select person_id from spell_episode where is_unfinished and episode_end is null)"
    return f"""
        select spell_id, discharge_date
        from ({unjoined_spell_sql(dialect, has_any)}
        ) as spell"""


def spells_sql() -> str:
    """
    One row per spell, with the continuous inpatient spell it is part of; one that joins no other is its own.

    An emergency readmission is that of the whole stay, told at its first spell.
    """
    details = ", ".join(f"detail.{name}" for name in DETAILS)
    return f"""
        select spell.spell_id, coalesce(joined.cips_id, spell.spell_id) as cips_id, spell.person_id,
            spell.provider_code, spell.admission_date, spell.discharge_date, spell.is_open,
            spell.admission_date_rule, spell.discharge_date_rule, spell.episodes, spell.duplicate_episodes,
            spell.first_episode_key, spell.last_episode_key, spell.admission_method,
            spell.admission_method_group, spell.admission_source, spell.patient_class,
            spell.discharge_method, spell.discharge_destination, spell.length_of_stay,
            twice.spell_id is not null as overlaps_elsewhere,
            coalesce(admission.is_emergency_readmission, false) as is_emergency_readmission, {details}
        from unjoined_spell as spell
        left join spell_cips as joined on joined.spell_id = spell.spell_id
        left join overlapping_spell as twice on twice.spell_id = spell.spell_id
        left join admission on admission.spell_id = spell.spell_id
        left join spell_detail as detail on detail.spell_id = spell.spell_id"""
