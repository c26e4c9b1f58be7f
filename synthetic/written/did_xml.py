"""Imaging files in the XML schema of version 1: one record a line, with one imaging activity."""

from .layout import Layout
from .nested import Nested, text

GROUPS = {
    "PersonalAndDemographics": {
        "NHS_NUMBER": '<NHSNumber extension="{}"/>',
        "NHS_NUMBER_STATUS_IND": '<NHSNumberStatus code="{}"/>',
        "PERSON_BIRTH_DATE": "<PersonBirthDate>{}</PersonBirthDate>",
        "ETHNIC_CATEGORY": '<EthnicCategory code="{}"/>',
        "PERSON_GENDER_CODE": '<PersonGenderCode code="{}"/>',
        "POSTCODE": "<Address><postalCode>{}</postalCode></Address>",
        "PRACTICE_CODE": '<GPCodeRegistration extension="{}"/>',
    },
    "Referrals": {
        "PATIENT_SOURCE_SETTING": '<PatientSourceSetting code="{}"/>',
        "REFERRER": '<ReferrerCode extension="{}"/>',
        "REFERRING_ORG_CODE": '<ReferringOrgCode extension="{}"/>',
        "DIAGNOSTIC_TEST_REQUEST_DATE": "<DiagnosticTestReqDate>{}</DiagnosticTestReqDate>",
        "DIAG_TEST_REQUEST_REC_DATE": "<DiagnosticTestReqRecDate>{}</DiagnosticTestReqRecDate>",
    },
    "ImagingActivity": {
        "IMAGING_CODE_NICIP": '<ImagingCodeNICIP code="{}"/>',
        "IMAGING_CODE_SNOMED": '<ImagingCodeSNOMEDCT code="{}"/>',
        "DIAGNOSTIC_TEST_DATE": "<DiagnosticTestDate>{}</DiagnosticTestDate>",
        "SERVICE_REPORT_DATE": "<ServiceReportIssueDate>{}</ServiceReportIssueDate>",
        "SITE_CODE_IMAGING": '<ImagingSiteCode extension="{}"/>',
        "RADIOLOGICAL_ACCESSION_NUM": '<RadiologicalAccessionNumber extension="{}"/>',
    },
}
"""Group -> column of version 1 -> its element; a blank one is left out."""


def escaped(value: str) -> str:
    """A value as XML may hold it."""
    return f"replace(replace(replace({value}, '&', '&amp;'), '<', '&lt;'), '\"', '&quot;')"


def element(column: str, pattern: str) -> str:
    """
    An expression for the element of a column, or nothing where it is blank.

    A row of one field too many, as text has them, is here one with an element twice.
    """
    before, after = pattern.split("{}")
    one = f"concat('{before}', {escaped(text(column))}, '{after}')"
    if column == "RADIOLOGICAL_ACCESSION_NUM":
        bare = f"rtrim({text(column)}, ',')"
        twice = f"concat('{before}', {bare}, '{after}{before}', {bare}, '-2{after}')"
        one = f"case when {text(column)} like '%,' then {twice} else {one} end"
    return f"case when {text(column)} is not null then {one} else '' end"


def did_xml(layout: Layout) -> Nested:
    """The file of a month in XML, of the columns of version 1."""
    groups = (
        f"'<{group}>', {', '.join(element(*one) for one in columns.items())}, '</{group}>'"
        for group, columns in GROUPS.items()
    )
    line = f"concat('<DIDSRecord>', {', '.join(groups)}, '</DIDSRecord>')"
    return Nested(layout, line, '<?xml version="1.0" encoding="UTF-8"?>\n<DIDS>\n', "</DIDS>\n")
