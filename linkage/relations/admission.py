"""Admissions: what "admitted", "discharged" and "readmitted" mean, for relations, events, spells and CIPS alike."""

from collections.abc import Sequence

from linkage.engine.dialect import Dialect
from linkage.engine.quote import one_of
from linkage.relations.relation import Days, Helper

DIED_BY = ("4", "5")
"""Methods of discharge: died, stillborn. Source: HES data dictionary, DISMETH."""

SENT = ("as_sent", "swapped", "last_episode_end")
"""Rules by which the discharge of a spell is a day that somebody sent; by any other the patient may not have left."""

REGULAR = ("3", "4")
"""CLASSPAT of regular attenders: a session is no stay in a bed, and lasts its day. Source: HES data dictionary."""

DIED_TO = ("79",)
"""Discharge destination of a patient who died, or was stillborn. Source: HES data dictionary, DISDEST."""

DIED = f"({one_of('discharge_method', DIED_BY)} or {one_of('discharge_destination', DIED_TO)})"
"""Whether a stay, by how it ended, ended in a death."""

ELSEWHERE = "('5', '6')"
"""EPITYPE of deliveries and births outside hospital: no stay, though they are sent as episodes."""

BIRTH, DELIVERY = "('3', '6')", "('2', '5')"
"""EPITYPE of the baby's birth, and of the mother's delivery: they tell what a method of admission may not."""


def begun_stay_sql() -> str:
    """
    One row per continuous inpatient spell that begins in hospital on a known day, no regular attender's session.

    With the admission facts of its first spell and the discharge facts of its last, and its `kind`: birth or maternity
    by the type of its first episode, else the group of its method of admission.
    """
    is_first = "case when spell.spell_id = joined.cips_id then 1 else 0 end"
    told = ("discharge_date", "discharge_date_rule", "discharge_method", "discharge_destination")
    of_last = ", ".join(
        f"case when last.spell_id is null then spell.{column} else last.{column} end as {column}"
        for column in told
    )
    return f"""
        with typed as (
            select spell_id,
                case when max(case when spell_order = 1 then episode_type end) in {BIRTH} then 'birth'
                    when max(case when spell_order = 1 then episode_type end) in {DELIVERY} then 'maternity'
                end as kind,
                count(case when episode_type in {ELSEWHERE} then 1 end) = max(spell_episodes) as is_elsewhere
            from spell_episode
            where episode_type in {BIRTH} or episode_type in {DELIVERY}
            group by spell_id
        ),
        last_of_several as (
            select joined.cips_id, joined.spell_id, {", ".join(f"spell.{column}" for column in told)},
                row_number() over (
                    partition by joined.cips_id
                    order by {is_first}, spell.admission_date desc, spell.discharge_date desc nulls first,
                        spell.first_episode_key desc) as nth
            from spell_cips as joined
            join unjoined_spell as spell on spell.spell_id = joined.spell_id
            where joined.cips_id in (select cips_id from spell_cips where spell_id <> cips_id)
        )
        select spell.spell_id, spell.person_id, spell.admission_date, spell.admission_method_group,
            spell.first_episode_key, coalesce(last.spell_id, spell.spell_id) as last_spell_id, {of_last},
            coalesce(typed.kind, spell.admission_method_group, 'other') as kind
        from unjoined_spell as spell
        left join spell_cips as joined on joined.spell_id = spell.spell_id
        left join last_of_several as last on last.cips_id = spell.spell_id and last.nth = 1
        left join typed on typed.spell_id = spell.spell_id
        where coalesce(joined.cips_id, spell.spell_id) = spell.spell_id
          and spell.admission_date is not null and not spell.is_regular
          and not coalesce(typed.is_elsewhere, false)"""


def admission_sql(
    dialect: Dialect, no_admission: Sequence[str], no_relation_before: Sequence[str], readmission_days: int
) -> str:
    """
    One row per admission: a continuous stay (see begun_stay) of a kind that is not listed as none, as a birth is.

    It ends with its last spell, without a day while that is open, or was a death, or ends by a rule that takes a day
    nobody sent. An emergency admission so many days after the latest discharge of the admissions before it is a
    readmission, unless the person had not left one of them, or nobody knows when: that holds for all that follow. A
    death is no such stay: nobody comes back from it.
    """
    left = f"not {DIED} and {one_of('discharge_date_rule', SENT)}"
    since = dialect.days_between("last_discharge", "admission_date")
    earlier = """partition by person_id order by admission_date, last_day nulls last, first_episode_key
                    rows between unbounded preceding and 1 preceding"""
    return f"""
        with begun_stay as ({begun_stay_sql()}
        ),
        ended as (
            select *, discharge_date as last_day, case when {left} then discharge_date end as left_on,
                {DIED} as has_died
            from begun_stay
            where not {one_of("kind", no_admission)}
        ),
        preceded as (
            select *, max(left_on) over ({earlier}) as latest_discharge,
                max(case when left_on is null and not has_died then 1 else 0 end) over ({earlier}) as not_ended
            from ended
        ),
        followed as (
            select *, case when not_ended = 0 then latest_discharge end as last_discharge
            from preceded
        )
        select spell_id, spell_id as cips_id, person_id, admission_date, admission_method_group,
            left_on as discharge_date, last_spell_id, last_day, first_episode_key,
            not {one_of("kind", no_relation_before)} as is_told_before,
            case when last_discharge <= admission_date then {since} end as days_since_discharge,
            coalesce(admission_method_group = 'emergency' and {since} between 0 and {readmission_days}, false)
                as is_emergency_readmission
        from followed"""


def stay_admission_sql() -> str:
    """admission -> one row per continuous stay that is one: what is told of it, which outlasts the step."""
    return "select cips_id, days_since_discharge from admission"


def linked_admission_sql(_dialect: Dialect, _days: Days) -> str:
    """One row per admission of the people an event is linked to, in order, with the episodes that are its ends."""
    return """
        select admission.spell_id, admission.cips_id, admission.person_id, admission.admission_date,
            admission.admission_method_group, admission.discharge_date, admission.is_told_before,
            first.first_episode_key, last.spell_id as last_spell_id, last.last_episode_key,
            row_number() over (
                partition by admission.person_id
                order by admission.admission_date, admission.last_day nulls last, admission.first_episode_key) as nth
        from admission
        join stay as first on first.spell_id = admission.spell_id
        left join stay as last on last.spell_id = admission.last_spell_id"""


def own_admission_sql(_dialect: Dialect, _days: Days) -> str:
    """
    One row per event and admission that is its own stay, though by its days it comes before or after the test.

    An episode of the stay covers the test: then the stay is neither ahead of it nor behind it, whatever day of
    admission or discharge was sent.
    """
    return """
        select distinct beside.event_id, admission.cips_id
        from in_episode as beside
        join linked_event as event on event.event_id = beside.event_id
        join stay on stay.spell_id = beside.spell_id
        join linked_admission as admission on admission.cips_id = stay.cips_id
        where admission.admission_date > event.test_date or admission.discharge_date < event.test_date"""


HELPERS = (
    Helper("linked_admission", linked_admission_sql),
    Helper("own_admission", own_admission_sql),
)


def beside_admission_sql(condition: str) -> str:
    """`from` events and their persons' admissions, but the stay that an event is in, where `condition` holds."""
    return f"""from linked_event as event
        join linked_admission as admission on admission.person_id = event.person_id and {condition}
        left join own_admission as own on own.event_id = event.event_id and own.cips_id = admission.cips_id
        where own.event_id is null"""


def next_admission_sql() -> str:
    """One row per linked event whose person was admitted after the test day: the first such admission."""
    return f"""
        with following as (
            select event.event_id, event.person_id, min(admission.nth) as nth
            {beside_admission_sql("admission.admission_date > event.test_date")}
            group by event.event_id, event.person_id
        )
        select following.event_id, admission.admission_date, admission.spell_id, admission.cips_id,
            admission.admission_method_group
        from following
        join linked_admission as admission
          on admission.person_id = following.person_id and admission.nth = following.nth"""
