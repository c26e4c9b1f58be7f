"""Layout did_v1_xml: records of one or several imaging activities, a row each, in any namespace."""

from pathlib import Path

import pytest

from linkage.engine.base import Engine
from tests.layouts.files import absent, rows_of
from tests.layouts.nested import PERSON, REFERRAL, activity, first, record

NAME = "did_v1_xml"
WHOLE = (
    "row_number, nhs_number, nhs_number_status, birth_date, ethnic_category, sex, postcode, gp_practice, "
    "source_setting, referrer, referring_organisation, request_date, received_date, cast(test_date as string), "
    "imaging_code_nicip, imaging_code_snomed, report_date, site_code, accession_number"
)
SHARED = (
    "9990000018", "01", "1950-03-04", "A", "1", "AB1 2CD", "A81001", "03", "C1234567", "RXX", "2019-10-01",
    "2019-10-02", "2019-11-05", "CHEST", None, "2019-11-20", "RXX01",
)  # fmt: skip


def test_each_activity_is_a_row(engine: Engine, tmp_path: Path) -> None:
    """With what its record has besides; the number is that of the record times 10,000 and the place of the activity."""
    text = first(record(activity("acc 1"), activity("acc 2")), record(activity("acc 3")))

    assert rows_of(engine, tmp_path, NAME, text, WHOLE) == [
        (10_001, *SHARED, "ACC 1"),
        (10_002, *SHARED, "ACC 2"),
        (20_001, *SHARED, "ACC 3"),
    ]
    assert absent(engine) == set()


@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.replace("<DIDS>", '<DIDS xmlns="urn:nhs:dids">'),
        lambda text: text.replace("<", "<d:").replace("<d:/", "</d:").replace("<d:?", "<?").replace(
            "<d:DIDS>", '<d:DIDS xmlns:d="urn:nhs:dids">'
        ),
        lambda text: text.replace("DIDSRecord>", "didsRecord>").replace("ImagingActivity>", "IMAGINGACTIVITY>"),
        lambda text: "\ufeff" + text.replace("\n", "\r\n"),
        lambda text: text.replace("<NHSNumber ", "<!-- a note --><?note?><NHSNumber root='1.2.3' "),
        lambda text: text.replace('extension="acc 1"', 'xmlns:x="urn:x" x:extension=" acc 1 "'),
        lambda text: text.replace("<Referrals>", "<Referrals><Unknown code='7'><Deep>8</Deep></Unknown>"),
        lambda text: text.replace("<PersonBirthDate>1950", "<PersonBirthDate><!-- -->\n  19<![CDATA[50]]>"),
        lambda text: text.replace("<PersonGenderCode", '<NHSNumber extension="9990000018"/><PersonGenderCode'),
        lambda text: text.replace("<DIDS>", "<DIDS><Header><Sent>today</Sent></Header>"),
    ],
    ids=[
        "a namespace", "a prefix", "other letter case", "a mark and CR LF", "comments", "an attribute with a prefix",
        "unknown elements", "a value in pieces", "the same twice", "something before the records",
    ],
)  # fmt: skip
def test_ways_of_writing_it(engine: Engine, tmp_path: Path, written: object) -> None:
    """All give the same row."""
    text = written(first(record(activity("acc 1"))))  # type: ignore[operator]

    assert rows_of(engine, tmp_path, NAME, text, WHOLE) == [(10_001, *SHARED, "ACC 1")]


@pytest.mark.parametrize(
    ("broken", "reason", "row"),
    [
        (record(), "no_activity", 20_000),
        (record(activity("a", more='<RadiologicalAccessionNumber extension="b"/>')), "item_repeated", 20_001),
        (record(activity("a"), person=PERSON * 2 + PERSON.replace("1950", "1951")), "item_repeated", 20_001),
        (record(activity("")), "accession_missing", 20_001),
        (record(activity("a", day="")), "test_date_missing", 20_001),
        (record(activity("a", day="soon")), "test_date_invalid", 20_001),
        (record(activity("a").replace(' extension="rxx01"', "")), "site_missing", 20_001),
        ("<DIDSRecord/>", "no_activity", 20_000),
    ],
)
def test_a_broken_record_is_set_aside(
    engine: Engine, tmp_path: Path, broken: str, reason: str, row: int
) -> None:
    """By its position and with its reason; those around it are read."""
    text = first(record(activity("acc 1")), broken, record(activity("acc 3")))

    assert rows_of(engine, tmp_path, NAME, text, "row_number") == [(10_001,), (30_001,)]
    assert engine.rows("select row_number, reason, line is not null from quarantine") == [(row, reason, True)]


def test_what_a_record_may_lack(engine: Engine, tmp_path: Path) -> None:
    """Who and why: the row is there without it."""
    text = first(record(activity("acc 1"), person="", referral="<Referrals/>"))
    rows = rows_of(engine, tmp_path, NAME, text, "nhs_number, source_setting, accession_number")

    assert rows == [(None, None, "ACC 1")]
    assert REFERRAL not in text
