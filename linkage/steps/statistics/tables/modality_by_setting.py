"""Kinds of imaging by the hospital setting they belong to: the second of the published tables."""

from linkage.words.control import OwnRule
from linkage.words.statistic import CountedFrom, Statistic


def modality_by_setting_sql() -> str:
    """
    Statistics rows: events and distinct patients by setting and modality, each modality's share of its setting.

    Beside each modality stand the patients with another one in its setting: all of the setting but those with it alone.

    The breakdown is the setting of the primary relation (admitted, emergency, outpatient, around_admission,
    no_contact, unlinked). Repeats of one examination are left out, as in the published counts. Source: HES-DID
    linkage report 2012/13.
    """
    setting = "period, care_setting"
    shared = """period, 'modality_by_setting' as "table", care_setting as breakdown, modality as category"""
    same = " and ".join(f"{{0}}.{name} = {{1}}.{name}" for name in setting.split(", "))
    return f"""
        with of_patient as (
            select {setting}, modality, subject, count(*) as events
            from outcome
            where not is_repeat
            group by {setting}, modality, subject
        ),
        of_setting as (
            select {setting}, subject, count(*) as modalities, sum(events) as events
            from of_patient
            group by {setting}, subject
        ),
        whole as (
            select {setting}, cast(sum(events) as bigint) as all_events, count(*) as all_people
            from of_setting
            group by {setting}
        ),
        counted as (
            select own.period, own.care_setting, own.modality, cast(sum(own.events) as bigint) as events,
                count(*) as people, count(case when beside.modalities = 1 then 1 end) as alone
            from of_patient as own
            join of_setting as beside on {same.format("beside", "own")} and beside.subject = own.subject
            group by own.period, own.care_setting, own.modality
        ),
        measured as (
            select counted.period, counted.care_setting, counted.modality, counted.events, counted.people,
                whole.all_events, whole.all_people - counted.alone as other_people
            from counted
            join whole on {same.format("whole", "counted")}
        )
        select {shared}, 'examinations' as measure, events as numerator, all_events as denominator,
            cast(events as double) as value, people as numerator_people,
            other_people as complement_people
        from measured
        union all
        select {shared}, 'share_of_setting', events, all_events, cast(events as double) / all_events,
            people, other_people
        from measured
        union all
        select {shared}, 'patients', people, cast(null as bigint), cast(people as double), people,
            other_people
        from measured"""


STATISTIC = Statistic(
    table="modality_by_setting",
    meaning="Examinations and patients of each kind of imaging by the hospital setting that they belong to.",
    source=CountedFrom.EVENTS,
    sql=lambda _: modality_by_setting_sql(),
    control=OwnRule("linkage.disclosure.modalities"),
    chapter="care",
)
