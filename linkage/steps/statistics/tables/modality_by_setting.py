"""Kinds of imaging by the hospital setting they belong to: the second of the published tables."""

from linkage.words.control import OwnRule
from linkage.words.statistic import CountedFrom, Statistic


def modality_by_setting_sql() -> str:
    """
    Statistics rows: events and distinct patients by setting and modality, each modality's share of its setting.

    The breakdown is the setting of the primary relation (admitted, emergency, outpatient, around_admission,
    no_contact, unlinked). Repeats of one examination are left out, as in the published counts. Source: HES-DID
    linkage report 2012/13.
    """
    own = "period, care_setting, modality"
    shared = """period, 'modality_by_setting' as "table", care_setting as breakdown, modality as category"""
    return f"""
        with counted as (
            select {own}, count(*) as events, count(distinct subject) as people
            from outcome
            where not is_repeat
            group by {own}
        ),
        whole as (
            select period, care_setting, count(*) as events, count(distinct subject) as people
            from outcome
            where not is_repeat
            group by period, care_setting
        ),
        others as (
            select {own}, count(distinct subject) as people
            from (
                select listed.period, listed.care_setting, listed.modality, outcome.subject
                from counted as listed
                join outcome
                  on outcome.period = listed.period and outcome.care_setting = listed.care_setting
                 and outcome.modality <> listed.modality and not outcome.is_repeat
            ) as beside
            group by {own}
        ),
        measured as (
            select counted.*, whole.events as all_events, coalesce(others.people, 0) as other_people
            from counted
            join whole on whole.period = counted.period and whole.care_setting = counted.care_setting
            left join others
              on others.period = counted.period and others.care_setting = counted.care_setting
             and others.modality = counted.modality
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
