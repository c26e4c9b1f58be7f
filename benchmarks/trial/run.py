"""One trial of rank P: the month of a prepared world, against an index that holds a known share of its people."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.trial.decided import make_decided
from benchmarks.trial.prepared import LAST_DAY, MONTH, opened
from linkage.config.job import EvidenceTable
from linkage.config.rules import RankP, Rules
from linkage.engine.base import Engine
from linkage.engine.duckdb import DuckDBEngine
from linkage.index.run import build_index
from linkage.probabilistic.model import Model
from linkage.probabilistic.run import run_rank_p
from linkage.probabilistic.train import train_model
from linkage.ranks.run import run_ranks

IDENTITY = ("nhs_number", "birth_date", "sex", "postcode")
HELD = "select person_id, nhs_number, birth_date, sex, postcode from kept_identity"


SHIPPED = EvidenceTable()
"""Further evidence as a job file that says nothing of it has it."""


@dataclass(frozen=True)
class Trial:
    """What to try."""

    folder: Path
    """A prepared world."""
    rules: Rules
    phi: float | None = None
    """Share of the events without number whose person is in the index, people being taken out until it holds.
    None: all who are in HES."""
    target: float = 0.004
    switches: EvidenceTable = SHIPPED


def rank_p(rules: Rules) -> RankP:
    """The probabilistic stage of the rules."""
    if rules.p is None:
        raise SystemExit("these rules have no probabilistic stage")
    return rules.p


def trained(folder: Path, rules: Rules) -> Model:
    """A model from the whole month and the whole index."""
    engine = opened(folder)
    engine.create("hospital_identity", HELD)
    build_index(engine, rules, ())
    engine.create("birth_day_count", "select * from kept_birth_day_count")
    engine.create("event_identity", event_identity_sql())
    model = train_model(engine, rank_p(rules), months=(MONTH,), inputs_sha256="none")
    engine.close()
    return model


def make_events(engine: Engine) -> None:
    """kept_event -> event_identity and event, the truth left out."""
    engine.create("event_identity", event_identity_sql())
    same = " and ".join(f"id.{field} is not distinct from kept.{field}" for field in IDENTITY)
    engine.create(
        "event",
        "select kept.* exclude (true_person_id) replace (id.identity_key as identity_key)"
        f" from kept_event as kept join event_identity as id on {same}",
    )


def event_identity_sql(where: str = "true") -> str:
    """event_identity as the standardise step makes it, of some of the events."""
    fields = ", ".join(IDENTITY)
    order = ", ".join(f"{field} nulls last" for field in IDENTITY)
    return f"""
        select row_number() over (order by {order}) as identity_key, {fields}, count(*) as events
        from kept_event where {where} group by {fields}"""


def tried(trial: Trial, model: Model, *folders: Path) -> DuckDBEngine:
    """
    An engine with the tables of rank P, and two that hold its links against the truth.

    `judged` has one row per event without a number, `decided` one per event, whatever rank linked it.
    People are taken out of the index by a hash of their key, whatever their events look like. `folders` are others
    that the engine may write to.
    """
    engine = opened(trial.folder, *folders)
    shorten_index(engine, trial)
    make_events(engine)
    run_ranks(engine, trial.rules)
    stage = rank_p(trial.rules)
    run_rank_p(
        engine,
        stage,
        model,
        target_false_match_rate=trial.target,
        last_day=LAST_DAY,
        switches=trial.switches,
    )
    engine.create("judged", judged_sql())
    make_decided(engine)
    return engine


def shorten_index(engine: Engine, trial: Trial) -> None:
    """The index without as many people as it takes for phi."""
    present = engine.scalar(
        "select avg(case when true_person_id is null then 0.0 else 1.0 end) from kept_event where nhs_number is null"
    )
    kept = int(min((trial.phi or 1.0) / float(str(present)), 1.0) * 16**8)
    drawn = "cast(concat('0x', substr(md5(concat('out', person_id)), 1, 8)) as bigint)"
    engine.create("hospital_identity", f"{HELD} where {drawn} < {kept}")
    build_index(engine, trial.rules, ())


def judged_sql() -> str:
    """
    One row per event without a number: its true person (null outside the index), and what rank P made of it.

    A person split over two keys is right by either. `is_findable`: the person holds the event's postcode, and nobody
    else agrees with the event on birth date, postcode and sex.
    """
    return """
        with same as (
            select person_id, other_person_id from kept_same_person
            union all
            select other_person_id, person_id from kept_same_person
        ),
        here as (
            select kept.event_id, event.identity_key, kept.source_setting, kept.ethnic_category, kept.test_date,
                kept.birth_date, kept.sex, kept.postcode,
                case when person.person_id is not null then kept.true_person_id
                    else other.person_id end as true_person_id
            from kept_event as kept
            join event on event.event_id = kept.event_id
            left join person on person.person_id = kept.true_person_id
            left join same on same.person_id = kept.true_person_id
            left join person as other on other.person_id = same.other_person_id
            where kept.nhs_number is null
        ),
        holding as (
            select distinct here.event_id
            from here
            join identity on identity.person_id = here.true_person_id and identity.postcode = here.postcode
        ),
        agreeing as (
            select here.event_id, count(distinct identity.person_id) as people
            from here
            join identity on identity.birth_date = here.birth_date and identity.postcode = here.postcode
             and (here.sex is null or identity.sex = here.sex)
            group by here.event_id
        )
        select here.*, coalesce(posterior.status, 'unlinked') as status, posterior.reason, posterior.person_id,
            posterior.match_probability, posterior.birth_date_agreement, posterior.postcode_agreement,
            posterior.sex_agreement,
            coalesce(posterior.person_id = here.true_person_id or same.person_id is not null, false) as is_right,
            holding.event_id is not null and here.birth_date is not null and coalesce(agreeing.people, 0) <= 1
                as is_findable
        from here
        left join posterior on posterior.identity_key = here.identity_key
        left join holding on holding.event_id = here.event_id
        left join agreeing on agreeing.event_id = here.event_id
        left join same on same.person_id = posterior.person_id and same.other_person_id = here.true_person_id"""
