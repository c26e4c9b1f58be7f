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
    "provider_code": ("RXA01", "rxa", "RXA0", "8A123", "T12AB", "A1B2C", "R1B2C", "NULL", "RXA\u200b"),
    "provider_code_3": ("RXA", "n/a"),
    "site_code": ("RXA01", "RXB02", "A1B2C", "r1b2c", "NT4X9", "null", "RXA01\u00ad", "RXA01\n"),
    "gp_practice": ("a81001", "V81997", "N/A", "A81001\u0085"),
    "referrer": ("C1234567", "(null)", "\\N", "C123\u20284567"),
    "referring_organisation": ("RXA", "#N/A", "."),
    "provider_spell_number": ("S1", '""', "S1\u200d"),
    "attendance_key": ("0", "-1", "NaN", "K\U000e0041"),
    "episode_key": ("0", "<NA>", "K\x07"),
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
SITES = (
    ("A1B2C", "RXA", None, None, "2019-06-30"),
    ("A1B2C", "RXB01", None, "2019-06-01", None),
    ("r1b2c", "rxc", None, "20190101", "20191231"),
    ("NT4X9", "NULL", None, None, None),
    ("RXA", None, "RXB", None, None),
    ("RXB", None, "rxd", None, None),
    ("RXE", None, "RXF", None, None),
    ("RXF", None, "RXE", None, None),
    ("RXG", None, "N/A", None, None),
)
"""Sites with their providers, in periods that overlap; codes that followed one another, two of them in a ring."""
OTHER = {"nhs_number": STRANGER, "birth_date": "1971-11-02", "postcode": "ZE1 9XX"}
"""Somebody else altogether: a key of theirs and of the person is of nobody."""


def with_odd_rows(dataset: str, usual: pa.Table) -> pa.Table:
    """The rows of a raw table, and copies of its first row that bear the person and one odd value."""
    if dataset == "sites":
        return pa.concat_tables([usual, site_rows(usual.schema)])
    (base,) = usual.slice(0, 1).to_pylist()
    key = {"did": "accession_number", "deaths": "person_key"}.get(dataset, "record_key")
    rows = [
        {**base, key: f"ODD{number:03d}", **row, "file_id": 99, "row_number": number}
        for number, row in enumerate(odd_values(base, key), start=1)
    ]
    return pa.concat_tables([usual, pa.Table.from_pylist(rows, schema=usual.schema)])


def site_rows(schema: pa.Schema) -> pa.Table:
    """The rows of SITES, as a file of their own: a made world has no lookup of sites."""
    names = ("record_key", "provider_code", "successor_code", "valid_from", "valid_to")
    rows = [
        dict(zip(names, site, strict=True)) | {"file_id": 99, "row_number": number}
        for number, site in enumerate(SITES, start=1)
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def odd_values(base: Mapping[str, object], key: str) -> Iterator[Mapping[str, object]]:
    """The person, once as they are, then with every odd value and with a blank in each column that has any."""
    person = {
        name: value
        for name, value in (PERSON | {"person_key": "ODD"}).items()
        if name in base and name != key
    }
    yield person
    never_blank = {key}
    if "accession_number" in base:
        never_blank.add("site_code")
        yield {**person, "nhs_number": STRANGER}
        yield {**person, key: "TWO"}
        yield {**person, **OTHER, key: "TWO"}
        yield {**person, "sex": "1", key: "TWO"}
    for column in (column for column in ODD if column in base):
        for value in (*ODD[column], *(() if column in never_blank else (None,))):
            yield {**person, column: value}
