"""linkage_error: the hold-out against its plain-Python twin, and the other estimates on a handful of events."""

from random import Random

import pytest

from linkage import tables
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.making import make_all
from linkage.steps.statistics.tables import difference, expected_error, holdout, impossible_link
from linkage.words.statistic import Asked
from tests.reference.holdout import Held, estimates
from tests.statistics.held import load_held

FIELDS = ("birth_date sex postcode ", "birth_date postcode ", "postcode ")


def generated(seed: int, size: int) -> list[Held]:
    """Events of the hold-out and of a pool that bears fewer fields; some people have several."""
    random = Random(seed)
    events = []
    for _ in range(size):
        is_held_out = random.random() < 0.7
        fields = random.choices(FIELDS, (8, 1, 1) if is_held_out else (4, 3, 3))[0]
        cell = random.choice(("20-24 03", "25-79 05", "80-150 01"))
        outcome = random.choices((0, 1, 2), (80, 2, 18))[0]
        events.append(
            Held(
                is_held_out,
                f"P{random.randrange(size // 2)}",
                fields,
                cell,
                phi=random.choice((0.6, 0.9)),
                found=outcome == 0,
                mistaken=outcome == 1,
                mistaken_when_absent=random.random() < 0.05,
                right=random.choice((1.0, 1.0, 0.9, 0.2)),
                surely_right=random.choice((1.0, 1.0, 0.5, 0.1)),
                like_another=random.random() < 0.02,
            )
        )
    return events


def told_of(events: list[Held], trained: list[Held] | None = None) -> dict[str, object]:
    """Statistics rows of the hold-out, by measure; `trained` are as the model file decides, where m is adapted."""
    engine = DuckDBEngine()
    load_held(
        engine,
        [
            (
                *(n, e.cell[-2:], e.is_held_out),
                *(e.person if e.is_held_out else None, e.fields, e.cell[:-3]),
                *((e.phi, e.found, e.mistaken, e.mistaken_when_absent) if e.is_held_out else [None] * 4),
                *((e.like_another, e.right, e.surely_right) if e.is_held_out else [None] * 3),
                is_by_trained,
            )
            for nth, (is_by_trained, listed) in enumerate(
                ((None if trained is None else False, events), (True, trained or ()))
            )
            for n, e in enumerate(listed, start=nth * len(events))
        ],
    )
    engine.create("holdout_estimate", holdout.holdout_estimate_sql())
    rows = engine.rows(f"select measure, value from ({holdout.holdout_sql()}) where breakdown = 'month'")
    assert len({row[0] for row in rows}) == len(rows)
    return {str(measure): value for measure, value in rows}


@pytest.mark.parametrize(("seed", "size"), [(1, 60), (2, 400), (3, 3_000)])
def test_the_hold_out_is_that_of_the_twin(seed: int, size: int) -> None:
    """Weights by cell, shares by three readings of the numbers, and intervals by person that cover all three."""
    events = generated(seed, size)
    found = told_of(events)

    for name, (value, low, high) in estimates(events).items():
        told = [found[f"holdout_{name}{end}"] for end in ("", "_low", "_high")]
        assert told == pytest.approx([value, low, high], abs=1e-8)
    held = [event for event in events if event.is_held_out]
    assert found["holdout_events"] == len(held)
    assert found["holdout_wrong_number_share"] == pytest.approx(
        sum(1 - event.right for event in held) / len(held), abs=1e-8
    )
    assert found["holdout_like_another_share"] == pytest.approx(
        sum(event.like_another for event in held) / len(held), abs=1e-8
    )


def test_each_model_has_its_own_estimates() -> None:
    """Those of the month under their usual names, as without the others; those of the model file under names of it."""
    events, trained = generated(4, 400), generated(5, 400)
    both, alone, other = told_of(events, trained), told_of(events), told_of(trained)

    assert {name: value for name, value in both.items() if "trained" not in name} == alone
    assert {name: value for name, value in both.items() if "trained" in name} == {
        name.replace("holdout_", "holdout_trained_"): value
        for name, value in other.items()
        if "recall" in name or "false_link_share" in name
    }


def outcome_engine() -> DuckDBEngine:
    """Six events: two linked by P, one by a number, one in review, two unlinked of which one was never scored."""
    engine = DuckDBEngine()
    engine.create(
        "outcome",
        """
        select *, '2019-11' as period, '2019-11' as month, 'RAA' as provider, '05' as source_setting, 'X' as modality,
            'White' as ethnic_group, '01' as deprivation
        from (values
            ('e1', 1, 'linked', 'P', 'A', '1', '0-9'), ('e2', 2, 'linked', 'P', 'B', '1', '0-9'),
            ('e3', 3, 'linked', '2', 'B', '1', '10-19'),
            ('e4', 4, 'review', null, 'identity 4', '1', '10-19'),
            ('e5', 5, 'unlinked', null, 'identity 5', '2', '10-19'),
            ('e6', 6, 'unlinked', null, 'identity 6', '2', '10-19')
        ) as listed (event_id, identity_key, status, match_rank, subject, sex, age_band)""",
    )
    engine.connection.execute(
        """
        create table links as
        select event_id, status, match_rank, reason, match_probability, cast(null as text) as decision_id,
            case when status = 'linked' then subject end as person_id
        from outcome join (values
            ('e1', 'posterior', 0.99), ('e2', 'posterior', 0.9), ('e3', 'rank', 0.98),
            ('e4', 'below_threshold', 0.6), ('e5', 'low_probability', 0.05), ('e6', 'no_identifiers', null)
        ) as said (event_id, reason, match_probability) using (event_id)""",
    )
    engine.connection.execute(
        "create table event as select event_id, identity_key, date '2019-11-05' as test_date from outcome"
    )
    engine.load("pool_phi", tables.contract("pool_phi").types, [(5, 0.9, 0.25, 0.8)])
    return engine


def test_expected_errors_are_sums_of_posteriors() -> None:
    """False: 0.01 + 0.1 over two links. Missed: 0.6 + 0.05; who was never scored is not in it."""
    engine = outcome_engine()
    make_all(engine, expected_error.items(Asked(engine.dialect)))
    told = f"select measure, value from ({expected_error.expected_error_sql()}) where breakdown = 'month'"

    assert {row[0]: row[1] for row in engine.rows(told)} == pytest.approx(
        {"expected_false_links": 0.11, "expected_false_link_share": 0.055, "expected_missed_links": 0.65}
    )


@pytest.mark.parametrize(
    ("threshold", "links", "share"),
    [("0.5", 3, (0.01 + 0.1 + 0.4) / 3), ("0.9", 2, 0.055), ("0.99", 1, 0.01)],
)
def test_another_threshold_would_link_others(threshold: str, links: int, share: float) -> None:
    """Only what the threshold alone decides is counted."""
    engine = outcome_engine()
    make_all(engine, expected_error.items(Asked(engine.dialect)))
    told = (
        f"select measure, value from ({expected_error.expected_error_sql()}) where category = '{threshold}'"
    )

    assert {row[0]: row[1] for row in engine.rows(told)} == pytest.approx(
        {"links_at_probability": links, "expected_false_link_share_at_probability": share}
    )


def test_nobody_is_scanned_after_death_or_before_birth() -> None:
    """By the flags of the events: of linked ones alone, and of these two signs alone."""
    engine = outcome_engine()
    engine.connection.execute(
        """
        create table events as
        select event_id, status, event_id in ('e1', 'e4') as after_death, event_id = 'e6' as before_birth
        from outcome"""
    )
    engine.create("impossible_event", impossible_link.impossible_event_sql())
    assert engine.rows("select event_id from impossible_event") == [("e1",)]
    assert engine.rows(
        f"select category, numerator, denominator from ({impossible_link.impossible_link_sql()}) order by 1"
    ) == [("2", 0, 1), ("2019-11", 1, 3), ("P", 1, 2)]


def test_differences_count_whom_hes_is_expected_to_hold() -> None:
    """Linked: three, all of sex 1. Not linked: one of sex 1, and of sex 2 only the share thought to be in HES."""
    engine = outcome_engine()
    engine.create("expected_outcome", difference.expected_outcome_sql())
    in_hes = 0.8 * (1 - 0.9 + 0.25) / (1 - 0.8 * 0.9 + 0.8 * 0.25)
    share = 1 / (1 + in_hes)
    expected = (1 - share) / (share * (1 - share) / 2) ** 0.5
    found = engine.rows(
        f"select category, value from ({difference.difference_sql()}) where breakdown = 'sex' order by 1"
    )

    assert found == [("1", pytest.approx(expected, abs=1e-8)), ("2", pytest.approx(-expected, abs=1e-8))]

    engine.connection.execute("update links set decision_id = 'd' where event_id in ('e1', 'e4', 'e5')")
    engine.create("expected_outcome", difference.expected_outcome_sql())
    said = "select event_id, in_hes from expected_outcome where event_id in ('e1', 'e4', 'e5') order by 1"
    assert engine.rows(said) == [("e1", 1), ("e4", 1), ("e5", 0)], "reviewers said that e5 is nobody's"
