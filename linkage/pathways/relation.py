"""
Relations: every way a linked event sits beside a record of its person, and the one to count.

Each relation is a query of one shape, one row per event and record: event_id, relation, episode_source (APC, AE,
ECDS, OP), episode_key, spell_id, gap_days. The gap is the whole days from the test to the nearest day of the stay,
0 inside it. What the record says besides is joined once, at the end (see context).
"""

from collections.abc import Sequence

from linkage.config.relation import Relation
from linkage.engine.dialect import Dialect
from linkage.pathways.place import nearer_first_sql, same_provider_sql

IN_STAY = "('IN_EPISODE', 'IN_SPELL')"
"""Relations whose test has a day of stay."""


def linked_event_sql() -> str:
    """One row per linked event: the person, the days, the setting, the provider and the site."""
    return """
        select links.event_id, links.person_id, event.test_date, event.request_date, event.source_setting,
            event.provider_code, event.site_code
        from links
        join event on event.event_id = links.event_id
        where links.status = 'linked'"""


def person_only_sql() -> str:
    """PERSON_ONLY: one row per linked event that has no other relation; it has no record."""
    return """
        select event.event_id, 'PERSON_ONLY' as relation, cast(null as string) as episode_source,
            cast(null as string) as episode_key, cast(null as string) as spell_id,
            cast(null as bigint) as gap_days
        from linked_event as event
        where not exists (select 1 from record_relation where record_relation.event_id = event.event_id)"""


def pathways_sql(dialect: Dialect, precedence: Sequence[Relation]) -> str:
    """
    One row per linked event, record and relation, one per event marked primary.

    The order is total, so the same on any engine and for any row order: precedence of the relation, same
    provider (one that may be before another), smallest gap, earlier start, EPIORDER, record key (and data set, for
    keys that two data sets share).
    """
    order = " ".join(f"when '{relation}' then {place}" for place, relation in enumerate(precedence, start=1))
    return f"""
        with related as (
            select event.person_id, event.test_date, beside.*,
                {same_provider_sql("event", "beside")} as same_provider,
                case beside.relation {order} end as precedence
            from linked_event as event
            join relation_context as beside on beside.event_id = event.event_id
        ),
        numbered as (
            select *, row_number() over (
                partition by event_id
                order by precedence, {nearer_first_sql("same_provider")}, gap_days nulls last,
                    start_date nulls last, episode_order nulls last, episode_key, episode_source) as nth
            from related
        )
        select beside.event_id, beside.person_id, beside.episode_source, beside.episode_key,
            beside.spell_id, spells.cips_id, beside.relation,
            beside.nth = 1 as is_primary,
            {dialect.days_between("beside.test_date", "beside.start_date")} as days_from_test,
            beside.same_provider, spells.admission_method_group, beside.patient_class,
            beside.treatment_specialty, beside.primary_diagnosis, beside.main_procedure, beside.episode_order,
            case when beside.relation in {IN_STAY}
                then {dialect.days_between("spells.admission_date", "beside.test_date")} end as day_of_stay,
            spells.length_of_stay as spell_length_of_stay,
            beside.appointment_type, beside.appointment_priority, beside.attendance_disposal,
            case when beside.episode_source = 'APC' then stay_episode.date_rule end as episode_date_rule,
            case when beside.episode_source = 'APC' then stay_episode.is_duplicate
                when beside.episode_source is not null then twice.episode_key is not null
            end as is_duplicate_record,
            links.match_rank, links.match_probability, links.nhs_number_agreement, links.birth_date_agreement,
            links.sex_agreement, links.postcode_agreement, doubt.implausible
        from numbered as beside
        join links on links.event_id = beside.event_id
        join event_doubt as doubt on doubt.event_id = beside.event_id
        left join spells on spells.spell_id = beside.spell_id
        left join stay_episode on stay_episode.episode_key = beside.episode_key
        left join duplicate_contact as twice
          on twice.episode_source = beside.episode_source and twice.episode_key = beside.episode_key"""
