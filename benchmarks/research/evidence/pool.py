"""One pool linked with each switch of the further evidence, and what that gained and cost."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.trial.prepared import LAST_DAY, MONTH, TABLES, opened
from benchmarks.trial.run import event_identity_sql, judged_sql, rank_p
from linkage.config.job import EvidenceTable
from linkage.config.rules import Rules
from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine
from linkage.index.run import build_index
from linkage.probabilistic.evidence.activity import hospital_activity_sql
from linkage.probabilistic.evidence.weigh import OFF
from linkage.probabilistic.model import Model
from linkage.probabilistic.run import run_rank_p
from linkage.probabilistic.train import train_model
from linkage.ranks.run import run_ranks
from linkage.standardise.run import load_codes

USUAL = ("identity", "birth_day_count", "hospital_quality_count", "event", "same_person")
KEPT = {name: TABLES[name] for name in USUAL} | {
    "hospital_practice": "select * from hospital_practice order by all",
    "episode": "select * from episode order by episode_key",
    "appointment": "select * from appointment where appointment_date between date '2019-10-01' and date '2019-12-31'",
    "attendance": "select * from attendance where arrival_date between date '2019-10-01' and date '2019-12-31'",
}
"""Tables kept of the world: the usual ones, and what the evidence reads."""

SWITCHES = {
    "none": OFF,
    "nhs_number_near": EvidenceTable(),
    "gp_practice": OFF.model_copy(update={"gp_practice": True}),
    "hospital_activity": OFF.model_copy(update={"hospital_activity": True}),
    "all three": EvidenceTable(gp_practice=True, hospital_activity=True),
}

MISTYPED_EVERY = 20
NEAR_SHARE = 0.8
"""Of the numbers mistyped here; the world mistypes others, so what is learnt need not be this."""


@dataclass(frozen=True)
class Outcome:
    """What rank P made of the pool, events counted."""

    events: int
    in_index: int
    links: int
    right: int
    ties_broken: int
    """Left for review as ambiguous without evidence, and linked with it."""
    ties_broken_rightly: int
    seconds: float
    """Of rank P alone."""
    counts: Mapping[str, tuple[int, int]]
    """Other counts, each with what it is a share of."""


def outcomes(folder: Path, rules: Rules, phi: float | None) -> dict[str, Outcome]:
    """By name of switch; `phi` is the share of the pool whose person stays in the index, None for the whole."""
    engine = opened(folder, kept=KEPT)
    load_codes(engine)
    for table in ("birth_day_count", "hospital_practice", "episode", "appointment", "attendance"):
        engine.create(table, f"select * from kept_{table}")
    mistype(engine)
    model = trained(engine, rules)
    make_pool(engine, rules, phi)
    found = {}
    for name, switches in SWITCHES.items():
        began = time.monotonic()
        run_rank_p(
            engine, rank_p(rules), model, target_false_match_rate=0.004, last_day=LAST_DAY, switches=switches
        )
        seconds = time.monotonic() - began
        engine.create("outcome", judged_sql())
        if name == "none":
            engine.create("outcome_before", "select * from outcome")
        found[name] = counted(engine, seconds)
    engine.close()
    return found


def mistype(engine: DuckDBEngine) -> None:
    """kept_event -> test_event: one numbered event in twenty gets its number mistyped, its check digit broken."""
    random = Random(7)  # noqa: S311  the same numbers every time
    rows: list[tuple[Value, ...]] = []
    chosen = engine.rows(f"""
        select event_id, nhs_number from (
            select *, row_number() over (order by md5(event_id)) as nth from kept_event where nhs_number is not null
        ) as shuffled where nth % {MISTYPED_EVERY} = 0 order by event_id""")
    for event_id, number in chosen:
        near = random.random() < NEAR_SHARE
        rows.append((event_id, one_slip(random, str(number)) if near else other_digits(random)))
    engine.load("mistyped", {"event_id": "text", "broken": "text"}, rows)
    engine.create(
        "test_event",
        """select event.* replace (
            case when mistyped.broken is null then event.nhs_number end as nhs_number,
            coalesce(mistyped.broken, event.nhs_number_broken) as nhs_number_broken)
        from kept_event as event left join mistyped on mistyped.event_id = event.event_id""",
    )
    engine.create("kept_event", "select * from test_event")


def one_slip(random: Random, number: str) -> str:
    """One digit changed or, as often, two unequal neighbours swapped."""
    place = random.randrange(9)
    if random.randrange(2) and number[place] != number[place + 1]:
        return number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    return number[:place] + str((int(number[place]) + random.randrange(1, 10)) % 10) + number[place + 1 :]


def other_digits(random: Random) -> str:
    """Ten digits of no meaning whose check digit is broken."""
    while True:
        digits = [random.randrange(10) for _ in range(10)]
        if sum(digit * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11:
            return "".join(map(str, digits))


def trained(engine: DuckDBEngine, rules: Rules) -> Model:
    """A model from the events that bear a number, everybody in the index."""
    make_index(engine, rules, "true")
    make_events(engine, "nhs_number is not null")
    return train_model(engine, rank_p(rules), months=(MONTH,), inputs_sha256="none", hospital_records=True)


def make_pool(engine: DuckDBEngine, rules: Rules, phi: float | None) -> None:
    """The events without a valid number, ranked, and an index that holds the person of a share `phi` of them."""
    engine.create("pool_event", "select * from kept_event where nhs_number is null")
    present = engine.scalar(
        "select avg(case when true_person_id is null then 0.0 else 1.0 end) from pool_event"
    )
    kept = min((phi or 1.0) / float(str(present)), 1.0)
    drawn = "cast(concat('0x', substr(md5(concat('out', person_id)), 1, 8)) as bigint)"
    make_index(engine, rules, f"{drawn} < {int(kept * 16**8)}")
    make_events(engine, "nhs_number is null")
    run_ranks(engine, rules)
    engine.create("hospital_activity_kept", hospital_activity_sql())
    engine.create(
        "same",
        "select person_id, other_person_id from kept_same_person"
        " union all select other_person_id, person_id from kept_same_person",
    )


def make_index(engine: DuckDBEngine, rules: Rules, where: str) -> None:
    """The index of some of the people."""
    engine.create(
        "hospital_identity",
        f"select person_id, nhs_number, birth_date, sex, postcode from kept_identity where {where}",
    )
    build_index(engine, rules, ())


def make_events(engine: DuckDBEngine, where: str) -> None:
    """event_identity and event of some of the events."""
    engine.create("event_identity", event_identity_sql(where))
    same = " and ".join(
        f"id.{field} is not distinct from event.{field}"
        for field in ("nhs_number", "birth_date", "sex", "postcode")
    )
    engine.create(
        "event",
        "select event.* exclude (true_person_id) replace (id.identity_key as identity_key)"
        f" from (select * from kept_event where {where}) as event join event_identity as id on {same}",
    )


def counted(engine: DuckDBEngine, seconds: float) -> Outcome:
    """The figures of one run, from outcome and outcome_before."""
    engine.create("judged", JUDGED)

    def of(condition: str) -> int:
        return int(str(engine.scalar(f"select count(*) from judged where {condition}")))

    linked, wrong = "status = 'linked'", "status = 'linked' and not is_right"
    broken = "is_tied_before and status = 'linked'"
    hospital = "source_setting in ('01', '02', '03', '05')"
    return Outcome(
        events=of("true"),
        in_index=of("true_person_id is not null"),
        links=of(linked),
        right=of(f"{linked} and is_right"),
        ties_broken=of(broken),
        ties_broken_rightly=of(f"{broken} and is_right"),
        seconds=seconds,
        counts={
            "links of events with a broken number": (of(f"{linked} and is_broken"), of("is_broken")),
            "of these, wrong": (of(f"{wrong} and is_broken"), of(f"{linked} and is_broken")),
            "wrong links to the true person's household or neighbour": (
                of(f"{wrong} and is_neighbour"),
                of(wrong),
            ),
            "wrong links, true person not in the index": (
                of(f"{wrong} and true_person_id is null"),
                of(wrong),
            ),
            "links with activity that day": (of(f"{linked} and is_there"), of(linked)),
            "the same, settings 01, 02, 03, 05": (
                of(f"{linked} and is_there and {hospital}"),
                of(f"{linked} and {hospital}"),
            ),
            "true people of the index with activity, same settings": (
                of(f"true_is_there and {hospital} and true_person_id is not null"),
                of(f"{hospital} and true_person_id is not null"),
            ),
            "wrong links with activity that day": (of(f"{wrong} and is_there"), of(wrong)),
            "recall of events whose person was there": (
                of(f"{linked} and is_right and true_is_there"),
                of("true_is_there and true_person_id is not null"),
            ),
            "recall of events whose person was not": (
                of(f"{linked} and is_right and not true_is_there"),
                of("not true_is_there and true_person_id is not null"),
            ),
        },
    )


JUDGED = """
    with there as (
        select distinct event.event_id, activity.person_id
        from pool_event as event
        join hospital_activity_kept as activity on activity.provider_code = event.provider_code
         and event.test_date between activity.first_day and activity.last_day
    ),
    address as (
        select distinct kept.person_id, kept.postcode from kept_identity as kept where kept.postcode is not null
    ),
    neighbour as (
        select distinct outcome.event_id
        from outcome
        join pool_event as event on event.event_id = outcome.event_id
        join address as one on one.person_id = outcome.person_id
        join address as other on other.person_id = event.true_person_id and other.postcode = one.postcode
    )
    select outcome.*, event.nhs_number_broken is not null as is_broken,
        coalesce(before.status = 'review' and before.reason = 'ambiguous', false) as is_tied_before,
        there.event_id is not null as is_there, true_there.event_id is not null as true_is_there,
        neighbour.event_id is not null as is_neighbour
    from outcome
    join pool_event as event on event.event_id = outcome.event_id
    left join outcome_before as before on before.event_id = outcome.event_id
    left join there on there.event_id = outcome.event_id and there.person_id = outcome.person_id
    left join there as true_there
      on true_there.event_id = outcome.event_id and true_there.person_id = outcome.true_person_id
    left join neighbour on neighbour.event_id = outcome.event_id
"""
