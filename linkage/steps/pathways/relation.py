"""
Relations: every way a linked event sits beside a record of its person, and the one to count.

Which relations there are, and the query of each, is said in `linkage.relations`, a module each. What the record says
besides is joined once, at the end (see context).
"""

from collections.abc import Iterable, Iterator, Sequence

from linkage.engine.dialect import Dialect
from linkage.engine.making import Made
from linkage.engine.quote import one_of
from linkage.relations.every import RELATIONS, making_order
from linkage.relations.relation import Days
from linkage.steps.pathways.duplicate import BESIDE_AE, own_first_sql
from linkage.words.names import STALE, UNCONFIRMED
from linkage.words.same_provider import kin_join_sql, nearer_first_sql, same_provider_sql

COLUMNS = "event_id, relation, episode_source, episode_key, spell_id, gap_days"
IN_STAY = ", ".join(f"'{relation.name}'" for relation in RELATIONS if relation.has_day_of_stay)


def linked_event_sql() -> str:
    """One row per linked event: the person, the days, the setting, the provider and the site."""
    return """
        select links.event_id, links.person_id, event.test_date, event.request_date, event.source_setting,
            event.provider_code, event.site_code
        from links
        join event on event.event_id = links.event_id
        where links.status = 'linked'"""


def relation_items(dialect: Dialect, days: Days) -> Iterator[Made]:
    """A table for each relation, after its helpers and the relations it reads; then the rows of all of them."""
    made = set()
    for relation in making_order():
        for helper in relation.helpers:
            if helper.table not in made:
                yield Made(helper.table, helper.sql(dialect, days))
                made.add(helper.table)
        yield Made(relation.table, relation.sql(dialect, days))
    *to_records, last = RELATIONS
    yield Made("record_relation", all_of(relation.table for relation in to_records))
    yield Made(last.table, last.sql(dialect, days))
    yield Made("relation", all_of(("record_relation", last.table)))


def all_of(tables: Iterable[str]) -> str:
    """The rows of several tables of relations."""
    return " union all ".join(f"select {COLUMNS} from {table}" for table in tables)


def standing_sql(*, after_census: bool) -> str:
    """
    To order by: a closed record, an unconfirmed one, an appointment for imaging, none, a stale one.

    Before the start of a stale one it is as an unconfirmed one: its end is in doubt, its start is not. `after_census`:
    see Unfinished.
    """
    unconfirmed = f"date_rule in ('{UNCONFIRMED}', '{STALE}')"
    if after_census:
        unconfirmed += " and not coalesce(test_date <= last_census, false)"
    return f"""case when date_rule = '{STALE}' and coalesce(start_date <= test_date, true) then 4
                        when episode_source is null then 3
                        when is_imaging_appointment then 2 when {unconfirmed} then 1 else 0 end"""


def primary_first_sql(precedence: Sequence[str], beside_ae: str, *, after_census: bool) -> str:
    """To order the relations of an event by: the first is primary."""
    order = " ".join(f"when '{relation}' then {place}" for place, relation in enumerate(precedence, start=1))
    return f"""{standing_sql(after_census=after_census)}, case relation {order} end,
                    {nearer_first_sql("same_provider")}, gap_days nulls last,
                    start_date nulls last, episode_order nulls last,
                    {own_first_sql("episode_source", beside_ae)}, episode_key, episode_source"""


def related_sql(imaging_appointments: Sequence[str]) -> str:
    """One row per linked event, record and relation: what the record says, and whether it is the scan's own."""
    return f"""
            select event.person_id, event.test_date, beside.*,
                {same_provider_sql("event", "beside")} as same_provider,
                beside.episode_source = 'OP' and {one_of("beside.treatment_specialty", imaging_appointments)}
                    as is_imaging_appointment
            from linked_event as event
            join relation_context as beside on beside.event_id = event.event_id
            {kin_join_sql("event", "beside")}"""


def pathways_sql(
    dialect: Dialect,
    precedence: Sequence[str],
    beside_ae: str = BESIDE_AE,
    imaging_appointments: Sequence[str] = (),
    *,
    after_census: bool = False,
) -> str:
    """
    One row per linked event, record and relation, one per event marked primary.

    The order is total, so the same on any engine and for any row order: a closed record before an unfinished one that
    is unconfirmed (see Unfinished, for `after_census` too), both before an appointment for imaging, which is the scan's
    own record and known by its treatment function, and a stale record never but before its start; precedence of the
    relation, same provider (one that may be before another), smallest gap, earlier start, EPIORDER, HES A&E before ECDS
    (or as `beside_ae` says), record key (and data set, for keys that two data sets share).
    """
    first = primary_first_sql(precedence, beside_ae, after_census=after_census)
    return f"""
        with numbered as (
            select *, row_number() over (
                partition by event_id
                order by {first}) as nth
            from ({related_sql(imaging_appointments)}
            ) as related
        )
        select beside.event_id, beside.person_id, beside.episode_source, beside.episode_key,
            beside.spell_id, spells.cips_id, beside.relation,
            beside.nth = 1 as is_primary,
            {dialect.days_between("beside.test_date", "beside.start_date")} as days_from_test,
            beside.gap_days,
            case when beside.relation = 'AE_THEN_ADMITTED' then led.admission_link end as admission_link,
            beside.same_provider, spells.admission_method_group, beside.patient_class,
            beside.treatment_specialty, beside.primary_diagnosis, beside.main_procedure, beside.episode_order,
            case when beside.relation in ({IN_STAY})
                then {dialect.days_between("spells.admission_date", "beside.test_date")} end as day_of_stay,
            spells.length_of_stay as spell_length_of_stay,
            beside.appointment_type, beside.appointment_priority,
            case when beside.episode_source = 'OP' then beside.is_imaging_appointment end as is_imaging_appointment,
            beside.attendance_disposal, beside.date_rule as episode_date_rule,
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
        left join attendance_admission as led
          on led.attendance_source = beside.episode_source and led.attendance_key = beside.episode_key
        left join duplicate_contact as twice
          on twice.episode_source = beside.episode_source and twice.episode_key = beside.episode_key"""
