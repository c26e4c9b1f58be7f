"""The primary relation of every (event, person) that any way links, found once for all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from linkage.commands.sensitivity.resolved import up_to
from linkage.commands.sensitivity.way import Way
from linkage.config.rules import Rules
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Made, made
from linkage.relations.every import LAST
from linkage.session.run_inputs import Inputs
from linkage.steps.pathways.relation import primary_first_sql, related_sql
from linkage.steps.pathways.run import pathways_made
from linkage.tables import contract
from linkage.words.month import last_day

KEPT = ("way_pair", "pair_probability", "pair_relation")


def related_items(inputs: Inputs, dialect: Dialect, month: str, ways: Sequence[Way]) -> tuple[Item, ...]:
    """way_* -> way_pair, pair_probability, pair_relation: by event and person."""
    rules = inputs.rules
    pathways = pathways_made(
        dialect, rules, inputs.key.pads("spell"), beside_ae=inputs.beside_ae,
        days=(f"{month}-01", last_day(month)), with_records=False, complete_to=inputs.complete_to,
    )  # fmt: skip
    return (
        made("way_pair", way_pair_sql, ways),
        made("pair_probability", pair_probability_sql),
        made("links", pair_links_sql),
        *as_pairs(up_to(pathways, "relation_context")),
        made("pair_relation", pair_relation_sql, rules, inputs.beside_ae),
    )


def way_pair_sql(ways: Sequence[Way]) -> str:
    """One row per event and person that any way links, with a name of its own: two ways may link it to two people."""
    every = " union ".join(f"select event_id, identity_key, person_id from way_{way.name}" for way in ways)
    return f"""
        select concat(event_id, '/', person_id) as pair_id, event_id, identity_key, person_id
        from ({every}) as every_way"""


def pair_links_sql() -> str:
    """One row per pair, as a link: the people whose records are looked at."""
    known = {
        "event_id": "pair_id",
        "status": "'linked'",
        "person_id": "person_id",
        "candidate_people": "cast(1 as bigint)",
        "reason": "'decision'",
        "release": "'none'",
    }
    listed = ", ".join(
        f"{known.get(column.name, column.null_sql)} as {column.name}" for column in contract("links").columns
    )
    return f"select {listed} from way_pair"


def pair_probability_sql() -> str:
    """
    One row per pair: how probably the event is that person's, by the model of the job, whatever way links it.

    The posterior of rank P where the identity is of its pool, next to nothing for whoever is not among its people;
    else the probability of a link by NHS number; null where nothing says it.
    """
    return """
        select pair.pair_id,
            case when scored.probability is not null then scored.probability
                when weighed.person_id = pair.person_id then weighed.match_probability
                when pool.identity_key is not null then cast(0 as double) end as probability
        from way_pair as pair
        left join pool_identity as pool on pool.identity_key = pair.identity_key
        left join person_posterior as scored
          on scored.identity_key = pair.identity_key and scored.person_id = pair.person_id
        left join job_weight as weighed on weighed.identity_key = pair.identity_key"""


def as_pairs(items: Sequence[Item]) -> Iterator[Item]:
    """The items of pathways with pairs in place of linked events."""
    for item in items:
        if isinstance(item, Made) and item.table == "linked_event":
            yield replace(item, query=linked_pair_sql())
        else:
            yield item


def linked_pair_sql() -> str:
    """One row per pair, as pathways have a linked event."""
    return """
        select pair.pair_id as event_id, pair.person_id, event.test_date, event.request_date, event.source_setting,
            event.provider_code, event.site_code
        from way_pair as pair
        join event on event.event_id = pair.event_id"""


def pair_relation_sql(rules: Rules, beside_ae: str) -> str:
    """One row per pair: its primary relation as statistics count it, the scan's own appointment being no record."""
    first = primary_first_sql(rules.precedence, beside_ae, after_census=rules.unfinished.after_census)
    return f"""
        select event_id as pair_id,
            case when coalesce(is_imaging_appointment, false) then '{LAST}' else relation end as relation
        from (
            select event_id, relation, is_imaging_appointment,
                row_number() over (partition by event_id order by {first}) as nth
            from ({related_sql(rules.contacts.imaging_appointments)}
            ) as related
        ) as numbered
        where nth = 1"""
