"""What an event carries besides its dates: the examination, the area, repeats, and what comes after the test."""

from collections.abc import Iterable

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, seen
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


def each(column: str, values: Iterable[str | None]) -> list[Row]:
    """An event of a person of their own for each value of a column: 0, 1, 2 ..."""
    return [{**EVENT, "event": str(n), "person": f"H{n}", column: value} for n, value in enumerate(values)]


def shown(engine: DuckDBEngine, columns: str) -> list[tuple[object, ...]]:
    """What the events of `each` carry, in their order."""
    return engine.rows(f"select {columns} from events order by cast(event_id as int)")


def test_modality(engine: DuckDBEngine) -> None:
    """The lookup by NICIP code, then by SNOMED CT code, then a hint; the row says which."""
    cases = {
        ("XCHES", None): ("Plain film", "lookup", "Chest"),
        ("XCHES", "168537006"): ("Plain film", "lookup", "Chest"),
        ("XOTHER", "168537006"): ("Radiography", "lookup", "Any"),
        (None, "168537006"): ("Radiography", "lookup", "Any"),
        ("XOTHER", None): ("X-ray", "nicip_letter", None),
        ("XOTHER", "999"): ("X-ray", "nicip_letter", None),
        ("CODE", None): ("CT", "nicip_letter", "Head"),
        ("?", None): ("Unknown", "unknown", None),
        (None, None): ("Unknown", "unknown", None),
    }
    events = each("imaging_code_nicip", (nicip for nicip, _ in cases))
    coded = [{**event, "imaging_code_snomed": code} for event, (_, code) in zip(events, cases, strict=True)]
    place_events(engine, events=coded, examinations=LOOKUP)

    found = shown(engine, "modality, modality_source, body_region")
    assert dict(zip(cases, found, strict=True)) == cases


def test_ethnic_group(engine: DuckDBEngine) -> None:
    """The second character is for local use."""
    groups = {"A": "White", "A1": "White", "Z": "Not stated", "99": "Not known", None: "Not known"}
    place_events(engine, events=each("ethnic_category", groups))

    assert shown(engine, "ethnic_group") == [(group,) for group in groups.values()]


def test_area(engine: DuckDBEngine) -> None:
    """Looked up by the comparing postcode, which goes no further."""
    areas = [{"postcode": "AE11AB", "lsoa": "E01A", "icb": "E54A", "region": "E12A", "deprivation_decile": 3}]
    place_events(engine, events=each("postcode", ("AE11AB", "AE11AC", None)), areas=areas)

    nowhere = (None, None, None, None)
    assert shown(engine, "lsoa, icb, region, deprivation_decile") == [
        ("E01A", "E54A", "E12A", 3),
        nowhere,
        nowhere,
    ]


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


def test_next_admission(engine: DuckDBEngine) -> None:
    """The first after the test day, whatever its window; not one of a regular attender."""
    cases = {
        ("2026-04-10", "1"): None,
        ("2026-04-11", "1"): 1,
        ("2026-04-11", "2"): 1,
        ("2026-04-11", "3"): None,
        ("2026-04-11", "4"): None,
        ("2027-04-10", "1"): 365,
    }
    far = {"admitted": "2028-01-01", "start": "2028-01-01", "class": "3"}
    stays: list[Row] = []
    for n, (admitted, patient_class) in enumerate(cases):
        stay = {"admitted": admitted, "start": admitted, "class": patient_class}
        stays += [
            {"episode": f"E{n}", "person": f"H{n}", **stay},
            {"episode": f"F{n}", "person": f"H{n}", **far},
        ]
    place_events(engine, events=each("provider", ["RXA"] * len(cases)), episodes=stays)

    assert shown(engine, "days_to_next_admission") == [(days,) for days in cases.values()]


def test_the_primary_relation_and_the_rank_are_carried(engine: DuckDBEngine) -> None:
    """So that most questions need one table; the agreement of the link stands on each relation."""
    place_events(engine, events=[EVENT])

    assert seen(engine, "events", ("match_rank", "primary_relation")) == [
        {"match_rank": "1A", "primary_relation": "PERSON_ONLY"}
    ]
    agreement = ("nhs_number_agreement", "birth_date_agreement", "sex_agreement", "postcode_agreement")
    assert seen(engine, "pathways", agreement) == seen(engine, "links", agreement)
