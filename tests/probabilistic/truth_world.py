"""A world whose truth is known: households, wrong numbers, records copied from somebody at the address."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from linkage import tables
from linkage.engine.base import Value
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.model.model import Model
from linkage.steps.probabilistic.run import run_rank_p
from linkage.steps.statistics.tables import holdout
from tests.probabilistic.world import Person, World, nhs_number, postcode, rules
from tests.statistics.held import make_weights

Event = tuple[str | None, date | None, str | None, str | None]


@dataclass(frozen=True)
class Rates:
    """How often what goes wrong."""

    copied: float = 0.0
    """Of events: they bear the birth date and sex of somebody else at the address."""
    stranger_number: float = 0.004
    relative_number: float = 0.002
    date_wrong: float = 0.02
    moved: float = 0.06
    blank: float = 0.02
    absent: float = 0.1
    """Of people: not in the index."""
    numbered: float = 0.6


@dataclass
class TrueWorld:
    """A world, and whose each event without a number is."""

    world: World = field(default_factory=World)
    truth: dict[Event, list[str | None]] = field(default_factory=dict)
    whose: list[str] = field(default_factory=list)
    """The person of each event, in the index or not."""


def true_world(seed: int, size: int, rates: Rates) -> TrueWorld:
    """`size` people in households of one to four at one postcode, an event each."""
    random = Random(seed)
    found = TrueWorld()
    people: list[Person] = []
    while len(people) < size:
        home = postcode(random, sectors=60, units=70)
        for _ in range(random.choice((1, 2, 2, 3, 4))):
            nth = len(people)
            born = date(1930, 1, 1) + timedelta(days=random.randrange(32_000))
            people.append((f"P{nth:06}", nhs_number(nth), born, random.choice("12"), home))
    at_home: dict[str, list[int]] = {}
    for nth, (*_, home) in enumerate(people):
        at_home.setdefault(home, []).append(nth)
    for nth, person in enumerate(people):
        is_held = random.random() >= rates.absent
        if is_held:
            found.world.people.append(person)
        event = one_event(random, people, [one for one in at_home[person[4]] if one != nth], nth, rates)
        found.world.events.append(event)
        found.whose.append(person[0])
        if event[0] is None:
            found.truth.setdefault(event, []).append(person[0] if is_held else None)
    return found


def one_event(random: Random, people: list[Person], near: list[int], nth: int, rates: Rates) -> Event:
    """The event of one person, with what goes wrong in it."""
    _, number, born, sex, home = people[nth]
    bears: str | None = number
    chance = random.random()
    if near and chance < rates.relative_number:
        bears = people[random.choice(near)][1]
    elif chance < rates.relative_number + rates.stranger_number:
        bears = random.choice(people)[1]
    if near and random.random() < rates.copied:
        _, _, born, sex, _ = people[random.choice(near)]
    elif random.random() < rates.date_wrong:
        born = random.choice(
            (
                born + timedelta(days=random.choice((-2, -1, 1, 2))),
                date(born.year - random.choice((1, 10, 30)), born.month, min(born.day, 28)),
                date(born.year - 7, 1 + born.month % 12, min(born.day, 28)),
            )
        )
    if random.random() < rates.moved:
        home = postcode(random, sectors=60, units=70)
    blank = random.random()
    return (
        bears if random.random() < rates.numbered else None,
        None if blank < rates.blank / 2 else born,
        None if random.random() < rates.blank else sex,
        None if blank < rates.blank / 2 or blank > 1 - rates.blank / 2 else home,
    )


def run(true: TrueWorld, model: Model, target: float = 0.02, **p: int) -> DuckDBEngine:
    """Rank P on a world, and the statistics of its hold-out in holdout_estimate."""
    engine = DuckDBEngine()
    profile = rules("hes_did", **p)
    true.world.load(engine, profile)
    assert profile.p is not None
    run_rank_p(engine, profile.p, model, target_false_match_rate=target, last_day="2019-11-30")
    engine.create(
        "outcome",
        """
        select event_id, test_month as period, test_month as month, cast(null as string) as age_band,
            cast(null as string) as ethnic_group, cast(null as string) as deprivation, provider_code as provider,
            cast(null as string) as sex, coalesce(source_setting, 'unknown') as source_setting
        from event""",
    )
    make_weights(engine)
    engine.create("holdout_estimate", holdout.holdout_estimate_sql())
    return engine


def told(engine: DuckDBEngine, breakdown: str = "month", category: str = "2019-11") -> dict[str, Value]:
    """What the statistics say of one category, and the checks beside the hold-out."""
    listed = f"""
        select measure, value from ({holdout.holdout_sql()})
        where breakdown = '{breakdown}' and category = '{category}'"""
    found = {str(measure): value for measure, value in engine.rows(listed)}
    checked = ", ".join(column.name for column in tables.contract("rank_check").columns)
    for measure, value, low, high, records in engine.rows(f"select {checked} from rank_check"):
        found |= {
            f"{measure}": value,
            f"{measure}_low": low,
            f"{measure}_high": high,
            f"{measure}_of": records,
        }
    return found


def true_shares(engine: DuckDBEngine, true: TrueWorld) -> dict[str, float]:
    """Recall and share of wrong links among the events without a number, and recall of those that lack no field."""
    linked = {
        (born, sex, home): str(person)
        for born, sex, home, person in engine.rows("""
            select pool.birth_date, pool.sex, pool.postcode, decided.person_id
            from pool_identity as pool
            join posterior as decided on decided.identity_key = pool.identity_key
            where pool.number_state = 'number_missing' and decided.status = 'linked'""")
    }
    held = right = wrong = whole = whole_right = 0
    for (_, born, sex, home), people in true.truth.items():
        found = linked.get((born, sex, home))
        is_whole = None not in (born, sex, home)
        for person in people:
            is_right = found is not None and found == person
            held += person is not None
            right += is_right
            whole += is_whole and person is not None
            whole_right += is_whole and is_right
            wrong += found is not None and not is_right
    return {
        "recall": right / held,
        "false_link_share": wrong / max(right + wrong, 1),
        "recall_of_whole": whole_right / whole,
    }
