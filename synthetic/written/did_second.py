"""
Imaging files of version 2: items by their names, timestamps with the offset of the day, one imaging code.

Times of day are made up from the date alone: the world of version 1 has none.
"""

import re
from collections.abc import Callable, Mapping

from .did_xml import escaped
from .layout import Layout
from .nested import Nested, text

DAY = "T10:15:00"
SUMMER = "+01:00"


def timestamp(column: str) -> str:
    """A date as a timestamp of that morning: of summer time from April to September, else of Greenwich."""
    return (
        f"concat({text(column)}, '{DAY}', case when substr({text(column)}, 6, 2) between '04' and '09'"
        f" then '{SUMMER}' else 'Z' end)"
    )


def dated(column: str) -> str:
    """The same, blank for a blank."""
    return f"case when {text(column)} is not null then {timestamp(column)} end"


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
    "DIAGNOSTIC TEST REQUEST TIMESTAMP": dated("DIAGNOSTIC_TEST_REQUEST_DATE"),
    "DIAGNOSTIC TEST REQUEST RECEIVED TIMESTAMP": dated("DIAG_TEST_REQUEST_REC_DATE"),
    "CODED PROCEDURE END TIMESTAMP": dated("DIAGNOSTIC_TEST_DATE"),
    "CODED PROCEDURE (NICIP)": text("IMAGING_CODE_NICIP"),
    "CODED PROCEDURE (SNOMED CT)": (
        f"case when {text('IMAGING_CODE_NICIP')} is null then {text('IMAGING_CODE_SNOMED')} end"
    ),
    "SERVICE REPORT ISSUE TIMESTAMP": dated("SERVICE_REPORT_DATE"),
    "SITE CODE (OF IMAGING)": text("SITE_CODE_IMAGING"),
    "RADIOLOGICAL ACCESSION NUMBER": text("RADIOLOGICAL_ACCESSION_NUM"),
}
"""Item -> what fills it, of the columns of version 1."""
ACCESSION = "RADIOLOGICAL ACCESSION NUMBER"


def did_second_csv(layout: Layout) -> Nested:
    """The file of a month as text with a header."""
    cells = ", ',', ".join(f"coalesce({filled}, '')" for filled in ITEMS.values())
    return Nested(layout, f"concat({cells})", ",".join(ITEMS) + "\n")


def did_second_json(layout: Layout) -> Nested:
    """The file of a month as JSON, one object a line."""
    return Nested(layout, f"concat('{{', {pieces(pair)}, '\"records\":1}}')")


def did_second_xml(layout: Layout) -> Nested:
    """The file of a month as XML, one record a line."""
    line = f"concat('<DIDSRecord>', {pieces(element)}, '</DIDSRecord>')"
    return Nested(layout, line, '<?xml version="1.0" encoding="UTF-8"?>\n<DIDS>\n', "</DIDS>\n")


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
