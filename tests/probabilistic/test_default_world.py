"""Default days in rank P: u is what counting every pair gives, and their links go wrong as often as expected."""

from collections import Counter
from datetime import date

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.levels.default_day import of_sides
from linkage.steps.probabilistic.run import run_rank_p
from linkage.steps.probabilistic.training.train import train_model
from tests.probabilistic.default_world import default_world
from tests.probabilistic.test_training import trained
from tests.probabilistic.world import World, rules
from tests.reference.levels import Days, of_birth_dates

JANUARY = 101


def as_twin(days: tuple[int, ...], whole: tuple[int, ...]) -> Days:
    """The default days of a side as the twin has them."""
    return {divmod(day, 100): day not in whole for day in days}


@pytest.mark.slow
def test_u_is_what_counting_every_pair_gives() -> None:
    """Every event against every person but its own, each pair judged by the twin."""
    world, _ = default_world(seed=3, size=400, share=0.2)
    world.events = [
        (number, own, sex, home)
        for (_, number, _, sex, home), (_, own, _, _) in zip(world.people, world.events, strict=True)
    ]

    model = trained(world)

    days = of_sides(model.default_days)
    assert JANUARY in days.event
    assert JANUARY in days.person
    defaults = (as_twin(days.event, days.event_whole), as_twin(days.person, days.person_whole))
    found = Counter(
        of_birth_dates(event[1], person[2], defaults)
        for nth, event in enumerate(world.events)
        for other, person in enumerate(world.people)
        if nth != other and event[1]
    )
    strangers = len(world.people) * (len(world.people) - 1)
    u = {level.level: level.u for level in model.comparisons["birth_date"] if "u" not in level.smoothed}
    assert u == pytest.approx({level: n / strangers for level, n in found.items()}, rel=1e-8)
    assert min(found[level] for level in found if level.startswith("default")) > 0


@pytest.fixture(scope="module")
def links() -> list[tuple[bool, bool, float]]:
    """Links of events without a number: on a default day on either side, to the right person, how probable."""
    world, truth = default_world(seed=8, size=5_000, share=0.05, in_index=0.85)
    people = dict(zip(world.events, truth, strict=True))
    born = {key: day for key, _, day, *_ in world.people}
    engine = linked(world)
    rows = engine.rows("""
        select event.nhs_number, event.birth_date, event.sex, event.postcode, found.person_id, found.match_probability
        from posterior as found
        join event_identity as event on event.identity_key = found.identity_key
        where found.status = 'linked' and event.nhs_number is null""")
    return [
        (
            any(isinstance(day, date) and (day.month, day.day) == (1, 1) for day in (own, born[str(person)])),
            people[None, own, str(sex), str(home)] == person,  # type: ignore[index]
            float(str(probability)),
        )
        for _, own, sex, home, person, probability in rows
    ]


def linked(world: World) -> DuckDBEngine:
    """The world after rank P, by a model of its own."""
    engine, profile = DuckDBEngine(), rules()
    world.load(engine, profile)
    assert profile.p is not None
    model = train_model(engine, profile.p, months=("2019-11",), inputs_sha256="none")
    run_rank_p(engine, profile.p, model, target_false_match_rate=0.02, last_day="2019-11-30")
    return engine


@pytest.mark.slow
def test_links_on_default_days_go_wrong_as_often_as_expected(links: list[tuple[bool, bool, float]]) -> None:
    """Within a factor of two and five links; most of them were wrong when 1 January agreed like any other day."""
    wrong = sum(not is_right for on_default, is_right, _ in links if on_default)
    expected = sum(1 - probability for on_default, _, probability in links if on_default)

    assert wrong <= 2 * expected + 5
    assert expected <= 2 * wrong + 5


@pytest.mark.slow
def test_events_on_default_days_are_found(links: list[tuple[bool, bool, float]]) -> None:
    """By year, sex and postcode, where nobody else of that year and sex lives there."""
    assert sum(on_default and is_right for on_default, is_right, _ in links) >= 80
