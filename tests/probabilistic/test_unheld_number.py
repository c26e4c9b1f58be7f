"""Numbers that nobody in HES holds, on events of people who are there: what counts, and what share that makes."""

from datetime import date
from math import expm1

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.probabilistic.levels.default_day import NO_DAYS, DefaultDays
from linkage.steps.probabilistic.model.copies import CopiedKind, Copies
from linkage.steps.probabilistic.model.model import Coincidence, EventKind, StrangerCount
from linkage.steps.probabilistic.scoring.numbered_pair import ALONE
from linkage.steps.probabilistic.scoring.pattern import PRIOR
from linkage.steps.probabilistic.training.unheld_number import Unheld, unheld_numbers, unheld_share
from tests.probabilistic.evidence_world import load_evidence
from tests.probabilistic.world import World, nhs_number
from tests.tables import Row, rows

HERE, THERE = "AB12CD", "AB34EF"
KIND = "25-79", "0-4"
WRONG = 0.02

DRAWN = rows("""
    number | born       | sex | home  | counts | since
    -------+------------+-----+-------+--------+--------------------------------------------
    1      | 1990-05-17 | 2   | here  | held   | Ann's own number
    1      | 1992-08-09 | 1   | there | held   | Ann's number: whose the rest is, is not asked
    90     | 1990-05-17 | 2   | here  | alike  | Ann in full, by a number that nobody holds
    90     | 1990-05-17 |     | here  | alike  | all that it bears agrees
    91     | 1990-05-17 | 1   | here  | unheld | Ann's date and address: her sex is wrong
    91     | 1990-05-18 | 2   | here  | unheld | born a day later
    91     | 1990-05-17 | 2   | there | unheld | Ann is not known there
    91     | 1960-02-03 | 1   | here  | unheld | he has no number: this may be his
           | 1990-05-17 | 2   | here  |        | no number
    91     |            | 2   | here  |        | no date
    91     | 1990-05-17 | 2   |       |        | no address
""")


def counted(drawn: list[Row], days: DefaultDays = NO_DAYS) -> dict[tuple[str, str], Unheld]:
    """The counts of Ann and a lodger without a number, who share an address, and the events of the drawing."""
    homes: dict[object, str] = {"here": HERE, "there": THERE}
    world = World()
    world.people = [
        ("ann", nhs_number(1), date(1990, 5, 17), "2", HERE),
        ("lodger", None, date(1960, 2, 3), "1", HERE),
    ]
    for one in drawn:
        number = nhs_number(int(str(one["number"]))) if one["number"] else None
        born = date.fromisoformat(str(one["born"])) if one["born"] else None
        sex = str(one["sex"]) if one["sex"] else None
        world.events.append((number, born, sex, homes.get(one["home"])))
    engine = DuckDBEngine()
    load_evidence(engine, world, {})
    return dict(unheld_numbers(engine, "2019-11", days))


@pytest.mark.parametrize("drawn", DRAWN, ids=lambda row: str(row["since"]))
def test_what_counts(drawn: Row) -> None:
    """Each event for itself: of a number that is held, of one that is not, and in full agreement beside it."""
    expected = {
        None: {},
        "held": {KIND: Unheld(1, 0, 0)},
        "unheld": {KIND: Unheld(0, 1, 0)},
        "alike": {KIND: Unheld(0, 1, 1)},
    }

    assert counted([drawn]) == expected[str(drawn["counts"]) if drawn["counts"] else None]


def test_a_default_day_is_nobodys_birth_date() -> None:
    """Were 17 May one, whoever bears it would agree."""
    assert counted([DRAWN[2]], DefaultDays(event=(517,))) == {}


def learnt(
    counts: Unheld,
    own: int,
    another: int = 0,
    strangers: int = 0,
    relatives: float = 0.0,
    wrong: float = WRONG,
) -> float:
    """The share by the counts of one kind; of `own` proved events `another` more were like somebody else."""
    kind = {"age_band": KIND[0], "crowd": KIND[1]}
    met = StrangerCount(birth_date="exact", postcode="exact", sex="exact", strangers=strangers, **kind)
    return unheld_share(
        {KIND: counts},
        Copies(kinds=(CopiedKind(own=own, another=another, apart=0, **kind),), relatives=relatives, seen=0.9),
        Coincidence(
            numbered_share=1, kinds=(EventKind(events=1_000, neighbours=8, **kind),), strangers=(met,)
        ),
        there=0.9,
        wrong=wrong,
    )


def test_with_nothing_counted_it_is_the_share_of_wrong_numbers_in_hes() -> None:
    """And the more events are counted without one, the less of that is left."""
    assert learnt(Unheld(0, 0, 0), 0) == pytest.approx(WRONG)
    assert learnt(Unheld(100_000, 3_000, 0), 100_000) < WRONG / 500


def test_what_is_counted_speaks_also_where_hes_holds_no_wrong_number() -> None:
    """A prior of next to nothing does not weigh more than some events."""
    assert learnt(Unheld(100_000, 3_000, 1_000), 100_000, wrong=1e-6) == pytest.approx(0.0098, rel=0.02)


@settings(deadline=None)
@given(
    right=some.integers(0, 400),
    strangers=some.integers(0, 900),
    another=some.integers(0, 500),
    relatives=some.floats(0, 1),
)
def test_what_chance_and_copies_bring_is_taken_out(
    right: int, strangers: int, another: int, relatives: float
) -> None:
    """Of 50,000 such events some agree by chance, as those with a number do, and some are copies, as of those."""
    held, unheld, own = 100_000, 50_000, 90_000
    copies = another * (1 - relatives) / (1 - ALONE * 0.1) / held
    alike = right + round(-unheld * expm1(-strangers / 1_000 - copies))
    found = learnt(Unheld(held, unheld, alike), own, another, strangers, relatives)

    assert found == pytest.approx((right + PRIOR) / (own + right + PRIOR / WRONG), abs=0.6 / own)
