"""A month's shared numbers, all tables at once: what nobody may learn, and what everybody may read."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from linkage.disclosure.earlier import Publication
from linkage.disclosure.frequency_table import TableRow
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import HES_2018, NHSE_SDE, PROFILES, Profile
from linkage.words.figure import Figure
from tests.disclosure.attacker import Attacker
from tests.disclosure.random_month import MONTH, STATUSES, random_month
from tests.disclosure.share import batches
from tests.report.series_world import World, figures, statuses, usable

MONTHS, STEP = 60, 6
WORLD = World(months=1, providers=12, small=3)
ROWS = figures(WORLD)


Shared = dict[tuple[str, str, str, str], Figure]


def attacker_of(
    profile: Profile, shared: dict[tuple[str, str, str, str], Figure], tables: dict[str, list[TableRow]]
) -> Attacker:
    """All that is published of providers, as conditions on the true numbers; national ones are known exactly."""
    attacker = Attacker(profile)
    for breakdown, rows in tables.items():
        table = "match_rate_by" if breakdown in {"provider", "site"} else "data_quality"
        measures = STATUSES if table == "match_rate_by" else ("valid",)
        for row in rows:
            for cell, count in enumerate(row.events):
                known = (
                    cell < len(measures)
                    and shared[table, breakdown, row.category, measures[cell]].numerator is not None
                )
                attacker.know(
                    [((breakdown, row.category, cell), 1)], *(profile.span(count) if known else (0.0, np.inf))
                )
            terms = [((breakdown, row.category, cell), 1.0) for cell in range(len(row.cells))]
            if shared[table, breakdown, row.category, measures[0]].denominator is not None:
                attacker.know(terms, *profile.span(row.total))
            if breakdown not in {"provider", "site"}:
                attacker.know(
                    [*terms, *((("provider", row.category, cell), -1.0) for cell in range(3))], 0, 0
                )
            if breakdown == "site":
                continue
        for cell in range(len(rows[0].cells)) if breakdown != "site" else ():
            total = sum(row.events[cell] for row in rows)
            attacker.know([((breakdown, row.category, cell), 1) for row in rows], total, total)
    for provider in tables["provider"]:
        for cell in range(3):
            of_it = [row for row in tables["site"] if row.category.startswith(provider.category)]
            terms = [(("site", row.category, cell), 1.0) for row in of_it]
            attacker.know([*terms, (("provider", provider.category, cell), -1)], 0, 0)
    return attacker


def under_protected(attacker: Attacker, tables: dict[str, list[TableRow]]) -> list[tuple[str, str, int]]:
    """Small numbers of any table whose feasibility interval is less than 1 to the limit, or to all there are."""
    limit, found = attacker.profile.limit, []
    for breakdown, rows in tables.items():
        column = [sum(row.events[cell] for row in rows) for cell in range(len(rows[0].cells))]
        for row in rows:
            small = [
                (cell, one.events, column[cell])
                for cell, one in enumerate(row.cells)
                if attacker.profile.is_small(one.people)
            ]
            if attacker.profile.is_small(row.least_people):
                small.append((-1, row.total, sum(column)))
            for cell, count, there in small:
                least, most = attacker.bounds((breakdown, row.category, cell))
                if least > 1 + 1e-6 or most < max(min(limit, there), count) - 1e-6:
                    found.append((breakdown, row.category, cell))
    return found


@pytest.mark.parametrize("first", batches(MONTHS, STEP))
def test_all_tables_of_a_month_together_tell_no_small_number(first: int) -> None:
    """Statuses of providers and sites, and two fields of the same events, with the national numbers exact."""
    broken = []
    for seed in range(first, first + STEP):
        chance = Random(seed)
        profile = (HES_2018, NHSE_SDE)[seed % 2]
        exact, tables = random_month(chance, chance.randint(4, 14))
        shared = {figure.key: figure for figure in controlled_month(exact, profile)}
        broken += [(seed, *place) for place in under_protected(attacker_of(profile, shared, tables), tables)]

    assert not broken


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_nothing_is_shared_that_has_no_rule(name: str) -> None:
    """Every shared number says what was done to it and nothing of the people behind it; suppressed ones say nothing."""
    shared = controlled_month(ROWS, PROFILES[name])

    assert {figure.control for figure in shared} <= {"shown", "rounded", "suppressed"}
    assert all(figure.numerator_people is figure.complement_people is None for figure in shared)
    assert all(figure.numerator is figure.value is None for figure in shared if figure.is_suppressed)
    assert not {figure.table for figure in shared} & {"change", "first_publication"}
    assert "complete" not in {figure.measure for figure in shared if figure.is_sub_national}


def test_rates_are_of_controlled_numbers() -> None:
    """A rate that is shared is the quotient of the two numbers beside it."""
    shared = [
        figure
        for figure in controlled_month(ROWS, HES_2018)
        if figure.is_sub_national and not figure.is_suppressed
    ]

    assert shared
    for figure in shared:
        assert figure.numerator is not None
        assert figure.denominator
        assert figure.numerator % 5 == figure.denominator % 5 == 0
        assert figure.value == figure.numerator / figure.denominator


def test_national_numbers_are_exact_by_one_rule_and_rounded_by_the_other() -> None:
    """Totals come before rounding: they are of the true numbers."""
    key = ("match_rank", "total", "matched", "records")
    true = next(figure.numerator for figure in ROWS if figure.key == key)
    found = {
        name: next(figure.numerator for figure in controlled_month(ROWS, profile) if figure.key == key)
        for name, profile in PROFILES.items()
    }

    assert true is not None
    assert found == {"hes_2018": true, "nhse_sde": (true + 2) // 5 * 5}


def wait(measure: str, people: int, others: int) -> Figure:
    """A number of the waits of one provider."""
    return Figure(
        "waits",
        "provider",
        "R005",
        measure,
        people,
        people + others,
        12.0,
        MONTH,
        "sub-national",
        people,
        others,
    )


@pytest.mark.parametrize(
    ("people", "others", "is_shared"), [(8, 8, True), (7, 8, False), (8, 7, False), (0, 100, False)]
)
def test_a_percentile_has_eight_people_on_each_side(people: int, others: int, *, is_shared: bool) -> None:
    """And shares within a time, and waits below nought, are not told of a single provider at all."""
    period = WORLD.periods[0]
    waits = [wait(f"request_to_test.{told}", people, others) for told in ("p50", "within_14", "negative")]
    shared = controlled_month((*ROWS, *(replace(row, period=period) for row in waits)), HES_2018)
    found = [figure.measure for figure in shared if figure.table == "waits"]

    assert found == (["request_to_test.p50"] if is_shared else [])


def test_what_is_told_of_the_linked_is_hidden_where_they_are() -> None:
    """Concordance of few unlinked would tell of them."""
    hidden = {
        figure.category
        for figure in controlled_month(ROWS, HES_2018)
        if figure.breakdown == "provider" and figure.measure == "match_rate" and figure.is_suppressed
    }
    rows = [
        Figure("concordance", "provider", code, "concordant", 400, 800, 0.5, MONTH, "sub-national", 400, 400)
        for code in WORLD.codes
    ]
    shared = controlled_month((*ROWS, *rows), HES_2018)

    assert hidden
    assert hidden <= {
        figure.category for figure in shared if figure.table == "concordance" and figure.is_suppressed
    }


def test_a_hidden_total_is_hidden_in_every_table_and_has_a_companion() -> None:
    """The provider with a handful of events, and one of many."""
    shared = controlled_month(ROWS, HES_2018)
    totals = [
        {figure.category for figure in shared if figure.breakdown == breakdown and figure.denominator is None}
        for breakdown in ("provider", "provider.nhs_number")
    ]

    assert totals[0] == totals[1] > set(WORLD.codes[:3])


def test_a_provider_with_one_patient_is_not_told_of() -> None:
    """Neither how many events it has nor what became of them, in any table."""
    period = WORLD.periods[0]
    lonely = (
        *statuses(period, "provider", "ONE", (1, 0, 0)),
        *usable(period, "provider.nhs_number", "ONE", 1, 1),
    )
    found = [figure for figure in controlled_month((*ROWS, *lonely), HES_2018) if figure.category == "ONE"]

    assert len(found) == 4
    assert {(figure.numerator, figure.denominator, figure.control) for figure in found} == {
        (None, None, "suppressed")
    }


def test_what_an_earlier_publication_hid_stays_hidden() -> None:
    """Though the month, restated, has enough people for it now."""
    first = controlled_month(ROWS, HES_2018)
    hidden = {figure.key for figure in first if figure.is_suppressed}
    now = figures(replace(WORLD, small=0))
    alone = {figure.key for figure in controlled_month(now, HES_2018) if figure.is_suppressed}
    again = {
        figure.key
        for figure in controlled_month(now, HES_2018, [Publication(ROWS, first)])
        if figure.is_suppressed
    }

    assert hidden - alone
    assert hidden <= again


def test_the_same_month_is_shared_in_the_same_way() -> None:
    """Whatever the order of the rows."""
    assert controlled_month(ROWS, HES_2018) == controlled_month(tuple(reversed(ROWS)), HES_2018)


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_why_events_are_unmatched_is_told_to_nobody_outside(name: str) -> None:
    """Neither by rule nor where national numbers are exact: of small groups it would tell who is not in HES."""
    period = WORLD.periods[0]
    rows = [
        Figure("unmatched_why", "sex", sex, measure, None, None, 3.5, period, "national", 4, 900)
        for sex in ("1", "2")
        for measure in ("missed", "not_in_hes", "no_identifiers", "standardised_missed")
    ]
    of_rank = Figure(
        "linkage_error", "match_rank", "3", "expected_wrong_links", None, None, 0.5, period, "national", 9, 0
    )
    shared = controlled_month((*ROWS, *rows, of_rank), PROFILES[name])

    assert not [figure for figure in shared if figure.table == "unmatched_why"]
    assert [figure for figure in shared if figure.measure == "expected_wrong_links"] == (
        [replace(of_rank, numerator_people=None, complement_people=None, control="shown")]
        if PROFILES[name].national_exact
        else []
    )
