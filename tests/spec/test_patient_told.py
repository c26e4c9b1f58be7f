"""Age, sex and area of an event: its own, else what all hospital records of its person agree on; kinds of referrers."""

import re

import pytest

from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.pathways.patient_told import REFERRERS, referrer_type_sql
from tests.spec.steps import place_events
from tests.tables import rows

EVENT = {"provider": "RXA", "test_date": "2026-04-10"}
AREAS = [
    {"postcode": "AB12CD", "lsoa": "E01", "region": "N"},
    {"postcode": "EF34GH", "lsoa": "E02", "region": "N"},
]
IDENTITIES = rows("""
    person_id | nhs_number | birth_date | sex | postcode
    ----------+------------+------------+-----+---------
    H1        |            | 1950-04-11 | 1   | AB12CD
    H1        |            |            |     |
    H2        |            | 1950-04-11 | 1   | AB12CD
    H2        |            | 1950-04-12 | 2   | EF34GH
    H3        |            | 2026-04-11 | 2   | XX11XX
    H4        |            | 1950-04-11 | 1   | AB12CD
    H4        |            | 1950-04-11 | 1   | XX11XX
""")
CASES = rows("""
    event | person | birth_date | sex | postcode | age | by  | sex told | by sex | lsoa | region | by area
    ------+--------+------------+-----+----------+-----+-----+----------+--------+------+--------+--------
    1     | H1     |            |     |          | 75  | hes | 1        | hes    | E01  | N      | hes
    2     | H1     | 1990-01-01 | 2   | EF34GH   | 36  | did | 2        | did    | E02  | N      | did
    3     | H1     | 1990-01-01 |     | YY11YY   | 36  | did | 1        | hes    |      |        |
    4     | H2     |            |     |          |     |     |          |        |      |        |
    5     | H3     |            |     |          |     |     | 2        | hes    |      |        |
    6     | H9     |            |     |          |     |     |          |        |      |        |
    7     | H4     |            |     |          | 75  | hes | 1        | hes    |      |        |
""")
"""
H1's records agree; those of H2 do not; H3 is born later than the test, and lives nowhere that is known; H4 has lived in
one place that is known and in one that is not.
"""


def test_what_hes_fills(engine: DuckDBEngine) -> None:
    """Each by itself, with its source; what HES says two things of stays open."""
    drawn = ("event", "person", "birth_date", "sex", "postcode")
    events = [EVENT | {name: case[name] for name in drawn} for case in CASES]
    place_events(engine, events=events, identities=IDENTITIES, areas=AREAS)

    found = engine.rows("""
        select cast(age_at_test as string), age_source, sex, sex_source, lsoa, region, area_source
        from events order by event_id""")
    told = ("age", "by", "sex told", "by sex", "lsoa", "region", "by area")
    assert found == [tuple(case[name] for name in told) for case in CASES]


CODES = {
    "C1234567": "Consultant", "C9999998": "Consultant", "CD12": "Dental consultant", "D1234567": "Dentist",
    "CH": "Chiropodist", "DT": "Dietician", "G1234567": "General practitioner", "g12": "General practitioner",
    "S12": "General practitioner", "ZN123456": "General practitioner", "12A1234E": "Nurse", "N9999998": "Nurse",
    "PH": "Physiotherapist", "SL": "Speech and language therapist", "M9999998": "Midwife",
    "A9999998": "Doctor of the armed forces", "P9999981": "Prison doctor", "H9999998": "Other health professional",
    "R9999981": "Other health professional", "X9999998": "Not known", "99": "Not known", "C12345678": "Not known",
    "ZX123456": "Not known", "xG12": "Not known",
}  # fmt: skip


def test_kinds_of_referrers(engine: DuckDBEngine) -> None:
    """By the form of the code; without one nothing is said."""
    values = ", ".join(f"('{code}')" for code in CODES)
    told = referrer_type_sql(engine.dialect, "code")

    found = engine.rows(f"select code, {told} from (values {values}) as given (code)")
    assert {str(code): kind for code, kind in found} == CODES
    assert engine.scalar(f"select {referrer_type_sql(engine.dialect, 'cast(null as string)')}") is None


@pytest.mark.parametrize("code", CODES)
def test_no_code_is_of_two_kinds(code: str) -> None:
    """So that the order in which they are tried is no matter."""
    of = [kind for kind, pattern in REFERRERS.items() if re.fullmatch(pattern, code.upper())]

    assert of == ([CODES[code]] if CODES[code] != "Not known" else [])
