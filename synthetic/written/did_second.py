"""
Imaging files of version 2: items by their names, timestamps with the offset of the day, one imaging code.

A test in A&E, or called for soon after arrival, has the time at which the world made it, and its request and report of
the same day lie before and after it. All other times of day are made up from the date alone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from .did_xml import escaped
from .layout import Layout
from .nested import Nested, text

USUAL = 10 * 60 + 15
"""Minute of the day of what has no time."""

MINUTE = "TEST_MINUTE"
"""Column with the minute of the day of the test, beside those of version 1."""

ASKED_BEFORE, TOLD_AFTER = 15, 20
"""Minutes from the request to the test, and from it to the report, of one day, where the usual time would not do."""

SUMMER = "+01:00"


def dated(column: str, minute: str = str(USUAL)) -> str:
    """
    A date as a timestamp, blank for a blank: of summer time from April to September, else of Greenwich.

    `minute` is that of the day, an expression.
    """
    return (
        f"case when {text(column)} is not null then concat({text(column)},"
        f" printf('T%02d:%02d:00', ({minute}) // 60, ({minute}) % 60),"
        f" case when substr({text(column)}, 6, 2) between '04' and '09' then '{SUMMER}' else 'Z' end) end"
    )


def beside(column: str, minute: str) -> str:
    """A date as a timestamp at a minute if it is the day of a test whose time is known, else at the usual one."""
    is_day = f"{text(column)} = {text('DIAGNOSTIC_TEST_DATE')} and {MINUTE} is not null"
    return dated(column, f"case when {is_day} then {minute} else {USUAL} end")


BEFORE = f"least({USUAL}, greatest({MINUTE} - {ASKED_BEFORE}, 0))"
AFTER = f"least(greatest({USUAL}, {MINUTE} + {TOLD_AFTER}), 1439)"


ITEMS: Mapping[str, str] = {
    "NHS NUMBER": text("NHS_NUMBER"),
    "NHS NUMBER STATUS INDICATOR CODE": text("NHS_NUMBER_STATUS_IND"),
    "PERSON BIRTH DATE": text("PERSON_BIRTH_DATE"),
    "ETHNIC CATEGORY": text("ETHNIC_CATEGORY"),
    "PERSON STATED GENDER CODE": text("PERSON_GENDER_CODE"),
    "POSTCODE OF USUAL ADDRESS": text("POSTCODE"),
    "GENERAL MEDICAL PRACTICE CODE (PATIENT REGISTRATION)": text("PRACTICE_CODE"),
    "PATIENT SOURCE SETTING TYPE (DIAGNOSTIC IMAGING)": text("PATIENT_SOURCE_SETTING"),
    "REFERRER CODE": text("REFERRER"),
    "REFERRING ORGANISATION CODE": text("REFERRING_ORG_CODE"),
    "DIAGNOSTIC TEST REQUEST TIMESTAMP": beside("DIAGNOSTIC_TEST_REQUEST_DATE", BEFORE),
    "DIAGNOSTIC TEST REQUEST RECEIVED TIMESTAMP": beside("DIAG_TEST_REQUEST_REC_DATE", BEFORE),
    "CODED PROCEDURE END TIMESTAMP": dated("DIAGNOSTIC_TEST_DATE", f"coalesce({MINUTE}, {USUAL})"),
    "CODED PROCEDURE (NICIP)": text("IMAGING_CODE_NICIP"),
    "CODED PROCEDURE (SNOMED CT)": (
        f"case when {text('IMAGING_CODE_NICIP')} is null then {text('IMAGING_CODE_SNOMED')} end"
    ),
    "SERVICE REPORT ISSUE TIMESTAMP": beside("SERVICE_REPORT_DATE", AFTER),
    "SITE CODE (OF IMAGING)": text("SITE_CODE_IMAGING"),
    "RADIOLOGICAL ACCESSION NUMBER": text("RADIOLOGICAL_ACCESSION_NUM"),
}
"""Item -> what fills it, of the columns of version 1."""
ACCESSION = "RADIOLOGICAL ACCESSION NUMBER"


def did_second_csv(layout: Layout) -> Nested:
    """The file of a month as text with a header."""
    cells = ", ',', ".join(f"coalesce({filled}, '')" for filled in ITEMS.values())
    return Nested(timed(layout), f"concat({cells})", ",".join(ITEMS) + "\n")


def did_second_json(layout: Layout) -> Nested:
    """The file of a month as JSON, one object a line."""
    return Nested(timed(layout), f"concat('{{', {pieces(pair)}, '\"records\":1}}')")


def did_second_xml(layout: Layout) -> Nested:
    """The file of a month as XML, one record a line."""
    line = f"concat('<DIDSRecord>', {pieces(element)}, '</DIDSRecord>')"
    return Nested(timed(layout), line, '<?xml version="1.0" encoding="UTF-8"?>\n<DIDS>\n', "</DIDS>\n")


def timed(layout: Layout) -> Layout:
    """The layout with the minute of the test, unknown where it has none."""
    return replace(layout, columns={MINUTE: "cast(null as integer)", **layout.columns})


def pair(name: str, value: str) -> str:
    """An item of JSON; the values of a world have no character that JSON writes otherwise."""
    return f"concat('\"{name}\":\"', {value}, '\",')"


def element(name: str, value: str) -> str:
    """An item of XML."""
    tag = "".join(word.capitalize() for word in re.findall("[A-Za-z0-9]+", name))
    return f"concat('<{tag}>', {escaped(value)}, '</{tag}>')"


def pieces(written: Callable[[str, str], str]) -> str:
    """Every item that is not blank; a row of one field too many, as text has them, has its last item twice."""
    found = []
    for name, filled in ITEMS.items():
        one = written(name, filled)
        if name == ACCESSION:
            bare = f"rtrim({filled}, ',')"
            other = f"concat({bare}, '-2')"
            twice = f"concat({written(name, bare)}, {written(name, other)})"
            one = f"case when {filled} like '%,' then {twice} else {one} end"
        found.append(f"case when {filled} is not null then {one} else '' end")
    return ", ".join(found)
