"""
The month resolved in every way from one set of work tables.

Files, index, events, ranks and the scores of rank P are made once. A way differs in what follows: another threshold on
the same posteriors, a rank left out, another set of ranks. Only the rules of another profile look at people again, by
their own joins. Six runs would read and score six times.
"""

from collections.abc import Iterator, Sequence

from linkage.commands.sensitivity.way import Way
from linkage.common_steps import events_step
from linkage.decisions.rows import decision_rows
from linkage.engine.base import Engine
from linkage.engine.dialect import Dialect
from linkage.engine.making import Item, Made, made, passing
from linkage.months.context import postcodes_made
from linkage.pipeline import rank_p_steps
from linkage.session.run_inputs import Inputs
from linkage.steps.probabilistic.posterior.copied import copied_floor, copied_shares
from linkage.steps.probabilistic.posterior.posterior import posterior_sql, threshold_sql
from linkage.steps.ranks.decision import rank_decision_sql
from linkage.steps.ranks.run import ranks_made
from linkage.steps.resolve.decided import APART, LINKED
from linkage.steps.resolve.identity_link import empty_sql
from linkage.steps.resolve.run import decisions_made
from linkage.strike.people import listed_people_made, released_id, remembered_sql

POSTERIOR = "posterior"
WITHOUT_P = (POSTERIOR, "rank_weight", "person_posterior", "pool_identity")
"""Empty for a profile without rank P."""
KEPT = {"job_candidate": "candidate", "job_weight": "rank_weight", "job_decision": "rank_decision"}
"""What the ways begin from, each under a name of its own."""


def make_keeping(engine: Engine, items: Sequence[Item], kept: Sequence[str]) -> None:
    """Make the items in order; a passing table goes when nothing later speaks of it, but those to be kept."""
    for item, done in zip(items, passing(items), strict=True):
        item.make(engine)
        for table in done:
            if table not in kept:
                engine.drop(table)


def kept_of(ways: Sequence[Way]) -> tuple[str, ...]:
    """The tables of scored_items that the ways need."""
    return (*KEPT, *(f"{POSTERIOR}_{way.name}" for way in ways))


def scored_items(inputs: Inputs, dialect: Dialect, month: str, ways: Sequence[Way]) -> tuple[Item, ...]:
    """The shared tables -> candidates, scores, and `posterior_NAME` of each way in which rank P takes part."""
    items: list[Item] = [
        *events_step(inputs, dialect, month).items,
        postcodes_made(in_context=False),
        *ranks_made(dialect, inputs.rules),
    ]
    first = ways[0]
    for step in rank_p_steps(inputs, dialect, month, first.target or 0):
        items += up_to(step.items, POSTERIOR)
        items += posteriors(inputs, ways)
    if not first.has_p:
        items += [made(table, empty_sql, table) for table in WITHOUT_P]
    return (*items, *(Made(name, f"select * from {table}") for name, table in KEPT.items()))


def up_to(items: Sequence[Item], table: str) -> tuple[Item, ...]:
    """The items up to the last that makes a table: what only measures the result is left out."""
    last = max(place for place, item in enumerate(items) if table in item.writes)
    return tuple(items[: last + 1])


def posteriors(inputs: Inputs, ways: Sequence[Way]) -> Iterator[Item]:
    """expected_share, leader -> the threshold and the posterior of each way with a target; the job's own last."""
    rules, model = inputs.rules.p, inputs.model
    if rules is None or model is None:
        return
    floor = copied_floor(copied_shares(model))
    targets = {way.name: way.target for way in ways if way.target is not None}
    for name, target in reversed(targets.items()):
        yield made("threshold", threshold_sql, rules, target, floor, "expected_share")
        yield made(f"{POSTERIOR}_{name}", posterior_sql, rules)


def way_items(inputs: Inputs, dialect: Dialect, way: Way) -> tuple[Item, ...]:
    """The tables of scored_items -> `way_NAME`: one row per linked event, with its identity, person and rank."""
    return (
        *ranked(inputs, dialect, way),
        *(() if not way.has_p else (Made(POSTERIOR, f"select * from {POSTERIOR}_{way.name}"),)),
        Made("rank_weight", "select * from job_weight"),
        listed_people_made(inputs.lists.opted_out_numbers, inputs.key, inputs.person_pads, inputs.kept),
        *decisions_made(
            has_p=way.has_p,
            opted_out_numbers=inputs.lists.opted_out_numbers,
            remembered=remembered_sql(dialect, inputs.kept_pads),
            reviewed=decision_rows(inputs.decisions),
            released=released_id(dialect, inputs.person_pads) if inputs.person_pads else None,
        ),
        Made(f"way_{way.name}", way_sql()),
        Made(f"left_{way.name}", "select count(*) as events from opted_out_event"),
    )


def ranked(inputs: Inputs, dialect: Dialect, way: Way) -> tuple[Item, ...]:
    """What the ranks of a way find and settle."""
    if way.rules is not inputs.rules:
        return ranks_made(dialect, way.rules)
    if way.without is None:
        return (
            Made("candidate", "select * from job_candidate"),
            Made("rank_decision", "select * from job_decision"),
        )
    left = f"select * from job_candidate where match_rank <> '{way.without}'"
    return (Made("candidate", left), made("rank_decision", rank_decision_sql, way.rules))


def way_sql() -> str:
    """
    event, identity_link, decided_event, opted_out_event -> one row per linked event that has not opted out.

    What reviewers decided binds in every way, as in a run; whether a link is theirs is told beside it.
    """
    return f"""
        select event_id, identity_key, person_id, match_rank, is_decided
        from (
            select event.event_id, event.identity_key,
                case decided.effect when '{LINKED}' then 'linked' when '{APART}' then 'unlinked'
                    else link.status end as status,
                case when decided.effect = '{LINKED}' then decided.person_id else link.person_id end as person_id,
                case when decided.effect = '{LINKED}' then null else link.match_rank end as match_rank,
                coalesce(decided.effect = '{LINKED}', false) as is_decided
            from event
            join identity_link as link on link.identity_key = event.identity_key
            left join decided_event as decided on decided.event_id = event.event_id
        ) as resolved
        where status = 'linked' and event_id not in (select event_id from opted_out_event)"""
