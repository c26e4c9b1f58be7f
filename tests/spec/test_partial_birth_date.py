"""Partial birth dates: two of day, month and year agree; or the year, with day and month switched."""

from linkage.config.rules import Rules
from linkage.engine.duckdb import DuckDBEngine
from tests.reference.nhs_number import check_digit
from tests.spec.steps import Row, ranked
from tests.tables import rows

AGREEMENT_OF_RANK = {"1A": "exact", "3": "partial", "5": "none", "8": "none"}
"""
What the rank says of the birth date when number, sex and postcode agree.

A birth date that conflicts is no rank 5 in the default profile: the number is left to rank 8, once rank P has looked.
"""


def agreements(engine: DuckDBEngine, rules: Rules, pairs: list[Row]) -> list[Row]:
    """How each drawn pair of birth dates agrees, seen from the rank of two records alike in all else."""
    stems = [f"9990001{n:02d}" for n in range(100)]
    numbers = [f"{stem}{check_digit(stem)}" for stem in stems if check_digit(stem) is not None]
    events, people = [], []
    for place, (pair, number) in enumerate(zip(pairs, numbers, strict=False), start=1):
        alike = {"sex": "2", "postcode": f"AB{place}2CD"}
        events.append({"event": place, "nhs_number": number, "birth_date": pair["event"], **alike})
        people.append({"person": f"H{place}", "nhs_number": number, "birth_date": pair["person"], **alike})
    found = {str(row["event"]): str(row["rank"]) for row in ranked(engine, rules, events, people)}
    return [
        {**pair, "agreement": AGREEMENT_OF_RANK[found[str(place)]]}
        for place, pair in enumerate(pairs, start=1)
    ]


def test_the_published_stages(engine: DuckDBEngine, rules: Rules) -> None:
    """Stage 1 wants two equal parts, stage 2 an equal year with day and month switched; no more."""
    expected = rows("""
        event      | person     | agreement
        -----------+------------+----------
        1950-03-14 | 1950-03-14 | exact
        1950-03-14 | 1950-03-29 | partial
        1950-03-14 | 1950-11-14 | partial
        1950-03-14 | 1987-03-14 | partial
        1950-03-04 | 1950-04-03 | partial
        1950-03-14 | 1950-11-29 | none
        1950-03-14 | 1987-03-29 | none
        1950-03-14 | 1987-11-14 | none
        1950-03-14 | 1987-11-29 | none
        1950-03-04 | 1951-04-03 | none
        1950-03-04 | 1950-04-02 | none
        1950-03-14 |            | none
                   | 1950-03-14 | none
                   |            | none
    """)

    assert agreements(engine, rules, expected) == expected


def test_stage_3_is_off(engine: DuckDBEngine, rules: Rules) -> None:
    """A switch with another century, or with the year's last digits reversed, is no agreement as shipped."""
    expected = rows("""
        event      | person     | agreement
        -----------+------------+----------
        1905-03-04 | 2005-04-03 | none
        1945-03-04 | 1954-04-03 | none
    """)

    assert agreements(engine, rules, expected) == expected


def test_stage_3_when_switched_on(engine: DuckDBEngine, rules: Rules) -> None:
    """Switched on, stage 3 accepts those two slips together with the switch, and no other year."""
    expected = rows("""
        event      | person     | agreement
        -----------+------------+----------
        1905-03-04 | 2005-04-03 | partial
        1945-03-04 | 1954-04-03 | partial
        1945-03-04 | 1955-04-03 | none
        1945-03-04 | 2054-04-03 | none
        1945-03-04 | 1954-05-03 | none
    """)
    with_stage_3 = rules.model_copy(update={"partial_birth_date_stage_3": True})

    assert agreements(engine, with_stage_3, expected) == expected
