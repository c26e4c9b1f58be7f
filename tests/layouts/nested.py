"""Records of imaging as XML and JSON, for the tests of their layouts. NHS numbers only of the 999 range."""

from collections.abc import Mapping

SECOND = {
    "NHS NUMBER": "9990000018",
    "NHS NUMBER STATUS INDICATOR CODE": "01",
    "PERSON BIRTH DATE": "1950-03-04",
    "PERSON STATED GENDER CODE": "1",
    "POSTCODE OF USUAL ADDRESS": "AB1 2CD",
    "DIAGNOSTIC TEST REQUEST TIMESTAMP": "2026-05-01T09:00:00+01:00",
    "CODED PROCEDURE END TIMESTAMP": "2026-05-31T23:30:00+01:00",
    "CODED PROCEDURE (NICIP)": "CHEST",
    "SERVICE REPORT ISSUE TIMESTAMP": "2026-06-01T00:10:00Z",
    "SITE CODE (OF IMAGING)": "rxx01",
    "RADIOLOGICAL ACCESSION NUMBER": "acc 1",
}
"""One record of version 2."""

PERSON = (
    "<PersonalAndDemographics>"
    '<NHSNumber extension="9990000018"/><NHSNumberStatus code="01"/><PersonBirthDate>1950-03-04</PersonBirthDate>'
    '<EthnicCategory code="A"/><PersonGenderCode code="1"/><Address><postalCode>AB1 2CD</postalCode></Address>'
    '<GPCodeRegistration extension="A81001"/></PersonalAndDemographics>'
)
REFERRAL = (
    '<Referrals><PatientSourceSetting code="03"/><ReferrerCode extension="C1234567"/>'
    '<ReferringOrgCode extension="RXX"/>'
    "<DiagnosticTestReqDate>2019-10-01</DiagnosticTestReqDate>"
    "<DiagnosticTestReqRecDate>2019-10-02</DiagnosticTestReqRecDate></Referrals>"
)


def activity(accession: str, day: str = "2019-11-05", more: str = "") -> str:
    """An ImagingActivity of version 1."""
    return (
        f'<ImagingActivity><ImagingCodeNICIP code="CHEST"/><DiagnosticTestDate>{day}</DiagnosticTestDate>'
        "<ServiceReportIssueDate>2019-11-20</ServiceReportIssueDate>"
        f'<ImagingSiteCode extension="rxx01"/><RadiologicalAccessionNumber extension="{accession}"/>{more}'
        "</ImagingActivity>"
    )


def record(*activities: str, person: str = PERSON, referral: str = REFERRAL) -> str:
    """A DIDSRecord of version 1."""
    return f"<DIDSRecord>{person}{referral}{''.join(activities)}</DIDSRecord>"


def first(*records: str) -> str:
    """A whole file of version 1."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n<DIDS>\n' + "\n".join(records) + "\n</DIDS>\n"


def changed(**items: str | None) -> dict[str, str]:
    """The record of version 2 with other values, blanks in names as underscores; None takes an item out."""
    said = {name.replace("_", " "): value for name, value in items.items()}
    whole: Mapping[str, str | None] = {**SECOND, **said}
    return {name: value for name, value in whole.items() if value is not None}
