"""What an event carries besides its dates: the examination, the area, repeats, and what comes after the test."""

from collections.abc import Iterable

from linkage.engine.duckdb import DuckDBEngine
from tests.spec.steps import Row, place_events, renamed, seen
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
    """One person, day, provider and imaging code is one examination, the first by id: two limbs or sides are two."""
    drawn = rows("""
        event | person | test_date  | provider_code | site_code | nicip | snomed    | repeat | why
        ------+--------+------------+---------------+-----------+-------+-----------+--------+---------------------------
        a     | H1     | 2026-04-10 | RXA           | RXA01     | XCHES |           |        |
        b     | H1     | 2026-04-10 | RXA           | RXA02     | XCHES |           | yes    |
        c     | H1     | 2026-04-10 | RXB           | RXB01     | XCHES |           |        | another trust
        d     | H2     | 2026-04-10 | RXA           | RXA01     | XCHES |           |        | another person
        e     | H1     | 2026-04-11 | RXA           | RXA01     | XCHES |           |        | another day
        f     | H1     | 2026-04-12 | RXA           | RXA01     | XHANL |           |        |
        g     | H1     | 2026-04-12 | RXA           | RXA01     | XHANR |           |        | the other side
        h     | H1     | 2026-04-12 | RXA           | RXA01     | XHANR | 168537006 | yes    | NICIP comes first
        i     | H1     | 2026-04-12 | RXA           | RXA01     |       | 168537006 |        |
        j     | H1     | 2026-04-12 | RXA           | RXA01     |       | 168537006 | yes    |
        k     | H1     | 2026-04-13 | RXA           | RXA01     |       |           |        | nobody knows what it is
        l     | H1     | 2026-04-13 | RXA           | RXA01     |       |           |        |
        m     | H1     | 2026-04-14 |               | Q9Z9Q     | XCHES |           |        |
        n     | H1     | 2026-04-14 |               | Q9Z9Q     | XCHES |           | yes    | one site is one provider
        o     | H1     | 2026-04-14 |               | Q9Z8Q     | XCHES |           |        | two may be two
    """)
    codes = {"nicip": "imaging_code_nicip", "snomed": "imaging_code_snomed"}
    place_events(engine, events=renamed(drawn, **codes), examinations=LOOKUP)

    found = engine.rows("select event_id from events where is_repeat order by 1")
    assert found == [(row["event"],) for row in drawn if row["repeat"]]


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
