"""Rates adjusted for linkage error are the same to the last bit, whatever order hundreds of links come in."""

import random
from collections.abc import Callable
from decimal import Decimal

import pytest

from linkage.commands.report.carried_rates import rates_in
from linkage.reading.error.bagged import bagged_sql, counted_sql
from linkage.reading.error.question import Question
from tests.reading.test_adjusted import IN, MONTH, Event, Hand, several

MANY = 700
EVEN = Decimal("0.0000000005")


def one_person() -> list[Event]:
    """So many links of one person, and so of one bag; their sum lies midway between two numbers of nine decimals."""
    chance = random.Random(3)
    sure = [Decimal(chance.randrange(5 * 10**9, 10**10)).scaleb(-10) for _ in range(MANY)]
    over = sum(sure) % (2 * EVEN)
    sure[0] += EVEN - over
    return [("01", "n", "1", "P0", float(each), IN) for each in sure]


OTHERS = several("01", "n", IN, 40, 100)
ORDERS = [random.Random(seed).sample(one_person() + OTHERS, MANY + len(OTHERS)) for seed in range(8)]


@pytest.mark.parametrize("query", [bagged_sql, counted_sql])
def test_sums_over_links(query: Callable[[Question], str]) -> None:
    """By bag, and of all events."""
    question = Question((IN,), None, (MONTH,))
    plain, found = set(), set()
    for events in ORDERS:
        release = Hand(events)
        plain.update(release.sql("select round(sum(1 - match_probability), 9) from links").fetchall())
        found.add(tuple(release.sql(query(question)).fetchall()))

    assert len(plain) > 1
    assert len(found) == 1


def test_rates_of_a_report() -> None:
    """Estimates and both ends."""
    assert len({rates_in(Hand(events)) for events in ORDERS}) == 1
