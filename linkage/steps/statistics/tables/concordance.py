"""Source setting against relation: an independent check of the person, since a wrong one has no stay there."""

from collections.abc import Sequence

from linkage.engine.making import Item, Listed, made
from linkage.relations.every import EXPECTED
from linkage.steps.statistics.patient_tally import patient_tally_sql, tallied_rate_sql
from linkage.words.control import OfLinked
from linkage.words.statistic import Asked, Charted, CountedFrom, Statistic

BREAKDOWNS = ("match_rank", "source_setting", "provider", "month")

MEASURES = {"concordant": "is_concordant", "concordant_primary": "is_concordant_primary"}


def concordant_event_sql() -> str:
    """
    One row per linked event whose setting leads one to expect a record: is there one, and is it the primary?

    The settings that lead one to expect a relation are said with it (`expected_from`); GP direct access,
    other providers and "other" lead one to expect nothing, and are left out. An appointment for imaging is no record
    beside the scan, but its own.
    """
    return f"""
        with expected as (
            select distinct pathways.event_id, max(case when pathways.is_primary then 1 else 0 end) as primary_too
            from pathways
            join outcome on outcome.event_id = pathways.event_id
            join setting_relation as reading
              on reading.code = outcome.source_setting and reading.relation = pathways.relation
            where not coalesce(pathways.is_imaging_appointment, false)
            group by pathways.event_id
        )
        select outcome.period, outcome.subject, {", ".join(f"outcome.{name}" for name in BREAKDOWNS)},
            expected.event_id is not null as is_concordant,
            coalesce(expected.primary_too, 0) = 1 as is_concordant_primary
        from outcome
        left join expected on expected.event_id = outcome.event_id
        where outcome.status = 'linked'
          and outcome.source_setting in (select code from setting_relation)"""


def concordant_tally_sql() -> str:
    """Patients by breakdown, category, and how many concordant events they have; see patient_tally_sql."""
    return patient_tally_sql("concordant_event", BREAKDOWNS, MEASURES)


def concordance_sql() -> str:
    """Statistics rows: concordant events as a share of linked ones with an expectation, and setting by relation."""
    rates = [tallied_rate_sql("concordant_tally", "concordance", measure, measure) for measure in MEASURES]
    crossed = """
        select counted.period, 'concordance' as "table", concat('source_setting.', counted.source_setting) as breakdown,
            counted.primary_relation as category, 'events' as measure, counted.events as numerator,
            whole.events as denominator, cast(counted.events as double) as value,
            counted.people as numerator_people, whole.people - counted.only as complement_people
        from (
            select period, source_setting, primary_relation, count(*) as events, count(distinct subject) as people,
                count(distinct case when relations = 1 then subject end) as only
            from (
                select outcome.*, several.relations
                from outcome
                join (
                    select period, source_setting, subject, count(distinct primary_relation) as relations
                    from outcome
                    where status = 'linked'
                    group by period, source_setting, subject
                ) as several
                  on several.period = outcome.period and several.source_setting = outcome.source_setting
                 and several.subject = outcome.subject
                where outcome.status = 'linked'
            ) as linked
            group by period, source_setting, primary_relation
        ) as counted
        join (
            select period, source_setting, count(*) as events, count(distinct subject) as people
            from outcome
            where status = 'linked'
            group by period, source_setting
        ) as whole on whole.period = counted.period and whole.source_setting = counted.source_setting"""
    return " union all ".join([*rates, crossed])


def items(_asked: Asked) -> Sequence[Item]:
    """The settings with the relations that they lead one to expect, and the events that have an expectation."""
    return (
        Listed("setting_relation", {"code": "text", "relation": "text"}, EXPECTED),
        made("concordant_event", concordant_event_sql),
        made("concordant_tally", concordant_tally_sql),
    )


STATISTIC = Statistic(
    table="concordance",
    meaning="Share of linked events that have the record which their source setting leads one to expect; an "
    "appointment for imaging, the scan's own record, is none.",
    source=CountedFrom.EVENTS,
    items=items,
    sql=lambda _: concordance_sql(),
    control=OfLinked("concordant", of_some_settings=True),
    chapter="care",
    sums="breakdown not like 'source_setting.%'",
    charted=(Charted("month", "month", national=tuple(MEASURES)),),
)
