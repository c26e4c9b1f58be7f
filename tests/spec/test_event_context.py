"""What an event carries besides its dates: the examination, the area, repeats, and what comes after the test."""

import pytest

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import place_events, seen
from tests.tables import rows

EVENT = {"event": "1", "person": "H1", "provider": "RXA", "test_date": "2026-04-10"}
LOOKUP = rows("""
    imaging_code | modality     | sub_modality | body_region | body_system
    -------------+--------------+--------------+-------------+-----------------
    XCHES        | Plain film   |              | Chest       | Respiratory
    XHANR        | Plain film   |              | Hand        | Musculoskeletal
    168537006    | Radiography  | Mobile       | Any         |
    CODE         |              |              | Head        |
""")


@pytest.mark.parametrize(
    ("nicip", "snomed", "modality", "how", "region"),
    [
        ("XCHES", None, "Plain film", "lookup", "Chest"),
        ("XCHES", "168537006", "Plain film", "lookup", "Chest"),
        ("XOTHER", "168537006", "Radiography", "lookup", "Any"),
        (None, "168537006", "Radiography", "lookup", "Any"),
        ("XOTHER", None, "X-ray", "nicip_letter", None),
        ("XOTHER", "999", "X-ray", "nicip_letter", None),
        ("CODE", None, "CT", "nicip_letter", "Head"),
        ("?", None, "Unknown", "unknown", None),
        (None, None, "Unknown", "unknown", None),
    ],
)
def test_modality(
    engine: DuckDBEngine, nicip: str | None, snomed: str | None, modality: str, how: str, region: str | None
) -> None:
    """The lookup by NICIP code, then by SNOMED CT code, then a hint; the row says which."""
    event = {**EVENT, "imaging_code_nicip": nicip, "imaging_code_snomed": snomed}
    place_events(engine, events=[event], examinations=LOOKUP)

    assert engine.rows("select modality, modality_source, body_region from events") == [
        (modality, how, region)
    ]


@pytest.mark.parametrize(
    ("category", "group"),
    [("A", "White"), ("A1", "White"), ("Z", "Not stated"), ("99", "Not known"), (None, "Not known")],
)  # fmt: skip
def test_ethnic_group(engine: DuckDBEngine, category: str | None, group: str) -> None:
    """The second character is for local use."""
    place_events(engine, events=[{**EVENT, "ethnic_category": category}])

    assert engine.rows("select ethnic_group from events") == [(group,)]


@pytest.mark.parametrize(
    ("postcode", "expected"),
    [("AE11AB", ("E01A", "E54A", "E12A", 3)), ("AE11AC", (None, None, None, None)), (None, (None,) * 4)],
)
def test_area(engine: DuckDBEngine, postcode: str | None, expected: tuple[object, ...]) -> None:
    """Looked up by the comparing postcode, which goes no further."""
    areas = [{"postcode": "AE11AB", "lsoa": "E01A", "icb": "E54A", "region": "E12A", "deprivation_decile": 3}]
    place_events(engine, events=[{**EVENT, "postcode": postcode}], areas=areas)

    assert engine.rows("select lsoa, icb, region, deprivation_decile from events") == [expected]


def test_repeats(engine: DuckDBEngine) -> None:
    """One person, day, modality and region is one examination, the first by id; without a region, one code."""
    place_events(
        engine,
        events=rows("""
            event | person | test_date  | imaging_code_nicip
            ------+--------+------------+-------------------
            a     | H1     | 2026-04-10 | XCHES
            b     | H1     | 2026-04-10 | XCHES
            c     | H1     | 2026-04-10 | XHANR
            d     | H2     | 2026-04-10 | XCHES
            e     | H1     | 2026-04-11 | XCHES
            f     | H1     | 2026-04-12 | XNONE
            g     | H1     | 2026-04-12 | XNONE
            h     | H1     | 2026-04-12 | XMORE
            i     | H1     | 2026-04-13 |
            j     | H1     | 2026-04-13 |
        """),
        examinations=LOOKUP,
    )

    assert engine.rows("select event_id from events where is_repeat order by 1") == [("b",), ("g",)]


@pytest.mark.parametrize(
    ("admitted", "patient_class", "days"),
    [
        ("2026-04-10", "1", None),
        ("2026-04-11", "1", 1),
        ("2026-04-11", "2", 1),
        ("2026-04-11", "3", None),
        ("2026-04-11", "4", None),
        ("2027-04-10", "1", 365),
    ],
)
def test_next_admission(engine: DuckDBEngine, admitted: str, patient_class: str, days: int | None) -> None:
    """The first after the test day, whatever its window; not one of a regular attender."""
    later = {"episode": "E9", "person": "H1", "admitted": "2028-01-01", "start": "2028-01-01", "class": "3"}
    stay = {"episode": "E1", "person": "H1", "admitted": admitted, "start": admitted, "class": patient_class}
    place_events(engine, events=[EVENT], episodes=[stay, later])

    assert engine.rows("select days_to_next_admission from events") == [(days,)]


def test_the_primary_relation_and_the_rank_are_carried(engine: DuckDBEngine) -> None:
    """So that most questions need one table; the agreement of the link stands on each relation."""
    place_events(engine, events=[EVENT])

    assert seen(engine, "events", ("match_rank", "primary_relation")) == [
        {"match_rank": "1A", "primary_relation": "PERSON_ONLY"}
    ]
    agreement = ("nhs_number_agreement", "birth_date_agreement", "sex_agreement", "postcode_agreement")
    assert seen(engine, "pathways", agreement) == seen(engine, "links", agreement)
