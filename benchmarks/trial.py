"""One trial of rank P: the events without NHS number of a prepared world, against an index of known coverage."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.prepared import LAST_DAY, MONTH, opened
from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from linkage.index.run import build_index
from linkage.probabilistic.model import Model
from linkage.probabilistic.run import run_rank_p
from linkage.probabilistic.train import train_model
from linkage.ranks.run import run_ranks

IDENTITY = "nhs_number, birth_date, sex, postcode"


@dataclass(frozen=True)
class Trial:
    """What to try."""

    folder: Path
    """A prepared world."""
    rules: Rules
    phi: float | None = None
    """Share of the pool's events whose person is in the index; people are taken out until it holds. None: as it is."""
    target: float = 0.004


def trained(folder: Path, rules: Rules) -> Model:
    """A model from the events that bear a number."""
    engine = opened(folder)
    assert rules.p is not None
    engine.create(
        "hospital_identity", "select person_id, nhs_number, birth_date, sex, postcode from kept_identity"
    )
    build_index(engine, rules, ())
    engine.create("event_identity", identities_sql("nhs_number is not null"))
    model = train_model(engine, rules.p, months=(MONTH,), inputs_sha256="none")
    engine.close()
    return model


def identities_sql(where: str) -> str:
    """event_identity as the standardise step makes it, of some of the events."""
    return f"""
        select row_number() over (order by nhs_number nulls last, birth_date nulls last, sex nulls last,
                postcode nulls last) as identity_key, *
        from (select {IDENTITY}, count(*) as events from kept_event where {where} group by {IDENTITY}) as grouped"""


def tried(trial: Trial, model: Model) -> DuckDBEngine:
    """
    An engine with `outcome`: one row per event without number, what rank P says of it and whether that is right.

    Columns: event_id, true_person_id (null outside the index), status, reason, person_id, match_probability, is_right
    (by either key of a person split over two), holds_postcode, is_unique, stratum values.
    """
    engine = opened(trial.folder)
    rules = trial.rules
    assert rules.p is not None
    engine.create("pool_event", "select * from kept_event where nhs_number is null")
    present = float(
        str(
            engine.scalar(
                "select avg(case when true_person_id is null then 0.0 else 1.0 end) from pool_event"
            )
        )
    )
    kept = min((trial.phi or present) / present, 1.0)
    threshold = int(kept * 16**8)
    engine.create(
        "hospital_identity",
        "select person_id, nhs_number, birth_date, sex, postcode from kept_identity"
        f" where cast(concat('0x', substr(md5(concat('out', person_id)), 1, 8)) as bigint) < {threshold}",
    )
    build_index(engine, rules, ())
    engine.create("event_identity", identities_sql("nhs_number is null"))
    engine.create(
        "event",
        "select event.* exclude (true_person_id) replace (id.identity_key as identity_key) from pool_event as event"
        " join event_identity as id on id.birth_date is not distinct from event.birth_date"
        " and id.sex is not distinct from event.sex and id.postcode is not distinct from event.postcode",
    )
    run_ranks(engine, rules)
    run_rank_p(engine, rules.p, model, target_false_match_rate=trial.target, last_day=LAST_DAY)
    engine.create(
        "same",
        "select person_id, other_person_id from kept_same_person union all select other_person_id, person_id from kept_same_person",
    )
    engine.create("outcome", OUTCOME)
    return engine


OUTCOME = """
    with here as (
        select event.event_id, event.source_setting, event.ethnic_category, event.birth_date, event.sex, event.postcode,
            event.test_date, id.identity_key,
            case when person.person_id is not null then event.true_person_id
                when twin.person_id is not null then twin.person_id end as true_person_id
        from pool_event as event
        join event_identity as id on id.birth_date is not distinct from event.birth_date
            and id.sex is not distinct from event.sex and id.postcode is not distinct from event.postcode
        left join person on person.person_id = event.true_person_id
        left join same on same.person_id = event.true_person_id
        left join person as twin on twin.person_id = same.other_person_id
    ),
    held as (
        select here.event_id,
            bool_or(identity.postcode = here.postcode) as holds_postcode
        from here join identity on identity.person_id = here.true_person_id
        group by here.event_id
    ),
    agreeing as (
        select pool.identity_key, count(distinct identity.person_id) as people
        from event_identity as pool
        join identity on identity.birth_date = pool.birth_date and identity.postcode = pool.postcode
            and (pool.sex is null or identity.sex = pool.sex)
        group by pool.identity_key
    )
    select here.*, coalesce(posterior.status, 'unlinked') as status, posterior.reason, posterior.person_id,
        posterior.match_probability, posterior.match_weight,
        posterior.birth_date_agreement, posterior.postcode_agreement, posterior.sex_agreement,
        coalesce(posterior.person_id = here.true_person_id or same.other_person_id is not null, false) as is_right,
        coalesce(held.holds_postcode, false) as holds_postcode,
        coalesce(held.holds_postcode, false) and coalesce(agreeing.people, 0) <= 1
            and here.birth_date is not null as is_unique
    from here
    left join posterior on posterior.identity_key = here.identity_key
    left join held on held.event_id = here.event_id
    left join agreeing on agreeing.identity_key = here.identity_key
    left join same on same.person_id = posterior.person_id and same.other_person_id = here.true_person_id
"""
