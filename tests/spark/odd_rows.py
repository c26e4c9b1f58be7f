"""Rows with one odd value each, beside the one person they would otherwise agree with."""

from collections.abc import Iterator, Mapping

import pyarrow as pa

PERSON = {"nhs_number": "9990000018", "birth_date": "1950-03-14", "sex": "2", "postcode": "AB1 2CD"}
STRANGER = "9990000034"
"""A number that nobody in HES has borne: it contradicts the person."""
DATES = (
    "14/03/1950", "19500314", "14031950", "1950-02-30", "30/02/1950", "1950-3-14", "1950-03-14\n", "31121499",
    "15001231", "18010101", "0001-01-01", "1894-12-31", "1895-01-01", "2019-11-30", "2999-01-01", "unknown", "",
)  # fmt: skip
ODD: dict[str, tuple[str, ...]] = {
    "nhs_number": (
        "999 000-0018", "9990000026", "9990000019", "9990000999", "9999999999", "999000001", "99900000180",
        "999000001٣", "9990000018\n", "-", "",
    ),
    "birth_date": DATES,
    "sex": ("1", "0", "9", "F", "٢", "2\n"),
    "postcode": (
        "ab1 2cd", "AB12CD", "ABI 2CD", "A B 1 2 C D", "AB10 2CD", "AB1O2CD", "GIR 0AA", "GIROAA", "ZZ99 3VZ", "AB1",
        "AB1 2CD\n", "ÀB1 2CD", "",
    ),
    "source_setting": ("1", "07", "7\n", "8", "0"),
    "nhs_number_status": ("1", "01", "x"),
    "ethnic_category": ("a", "Z9"),
    "imaging_code_nicip": ("xche", "9"),
    "request_date": ("2019-11-01", "2019-02-29", "2019-11-01\n", "01/11/2019"),
    "start_date": DATES,
    "end_date": DATES,
    "discharge_date": DATES,
    "admission_date": DATES,
    "episode_order": ("1", "01", "87", "88", "98", "1.5", "1e1", "+5", "5\n", " 5", "x"),
    "provider_code": ("RXA01", "rxa", "RXA0", "8A123", "T12AB"),
    "primary_diagnosis": ("R69X", "&", "C509"),
    "patient_class": ("3", "4", "5"),
    "arrival_time": ("0000", "2400", "3000", "10:30", "10:30:59", "1030\n", "9am"),
    "departure_time": ("0000", "4000", "x"),
    "departure_date": DATES,
    "deleted": ("1", "true", "N"),
    "duplicate_flag": ("1", "Y"),
    "finished": ("0", "false", "2"),
    "death_date": DATES,
    "record_key": ("ab10 1aa", "AB1O1AA", "xches"),
    "deprivation_rank": ("1", "32844", "32845", "-1", "1.5", "x"),
    "country": ("E92000001", "W92000004"),
    "disposal": ("1", "01", "x"),
    "attended": ("5", "6", "2"),
}  # fmt: skip
"""What a column of a raw table may hold on a bad day."""


def with_odd_rows(dataset: str, usual: pa.Table) -> pa.Table:
    """The rows of a raw table, and copies of its first row that bear the person and one odd value."""
    (base,) = usual.slice(0, 1).to_pylist()
    key = {"did": "accession_number", "deaths": "person_key"}.get(dataset, "record_key")
    rows = [
        {**base, key: f"ODD{number:03d}", **row, "file_id": 99, "row_number": number}
        for number, row in enumerate(odd_values(base, key), start=1)
    ]
    return pa.concat_tables([usual, pa.Table.from_pylist(rows, schema=usual.schema)])


def odd_values(base: Mapping[str, object], key: str) -> Iterator[Mapping[str, object]]:
    """The person, once as they are, then with every odd value and with a blank in each column that has any."""
    person = {
        name: value
        for name, value in (PERSON | {"person_key": "ODD"}).items()
        if name in base and name != key
    }
    yield person
    if "accession_number" in base:
        yield {**person, "nhs_number": STRANGER}
    for column in (column for column in ODD if column in base):
        for value in (*ODD[column], *(() if column == key else (None,))):
            yield {**person, column: value}
