"""
Imaging events as providers submit them in XML: Diagnostic Imaging Data Set, version 1.

    DIDS > DIDSRecord > PersonalAndDemographics, Referrals, ImagingActivity (one or several, a row each)

Coded values are in an attribute `code`, identifiers in `extension`, dates and the postcode are text. Source: the XML
schema specification pack of version 1.0 (NHS Data Model and Dictionary, January 2014).
"""

from linkage.layouts.layout import InputColumn, Layout, Tree
from linkage.words.names import TIMES

PERSON, REFERRAL, ACTIVITY = "PersonalAndDemographics", "Referrals", "ImagingActivity"

LAYOUT = Layout(
    name="did_v1_xml",
    dataset="did",
    meaning="imaging files in the XML schema of the Diagnostic Imaging Data Set, version 1",
    reader="xml",
    tree=Tree(root="DIDS", record="DIDSRecord", repeated=ACTIVITY),
    columns=(
        InputColumn("nhs_number", f"{PERSON}/NHSNumber@extension", links=True),
        InputColumn("nhs_number_status", f"{PERSON}/NHSNumberStatus@code"),
        InputColumn("birth_date", f"{PERSON}/PersonBirthDate", links=True),
        InputColumn("ethnic_category", f"{PERSON}/EthnicCategory@code"),
        InputColumn("sex", f"{PERSON}/PersonGenderCode@code", links=True),
        InputColumn("postcode", f"{PERSON}/Address/postalCode", links=True),
        InputColumn("gp_practice", f"{PERSON}/GPCodeRegistration@extension"),
        InputColumn("source_setting", f"{REFERRAL}/PatientSourceSetting@code"),
        InputColumn("referrer", f"{REFERRAL}/ReferrerCode@extension"),
        InputColumn("referring_organisation", f"{REFERRAL}/ReferringOrgCode@extension"),
        InputColumn("request_date", f"{REFERRAL}/DiagnosticTestReqDate"),
        InputColumn("received_date", f"{REFERRAL}/DiagnosticTestReqRecDate"),
        InputColumn("test_date", f"{ACTIVITY}/DiagnosticTestDate", required=True),
        InputColumn("imaging_code_nicip", f"{ACTIVITY}/ImagingCodeNICIP@code"),
        InputColumn("imaging_code_snomed", f"{ACTIVITY}/ImagingCodeSNOMEDCT@code"),
        InputColumn("report_date", f"{ACTIVITY}/ServiceReportIssueDate"),
        InputColumn("site_code", f"{ACTIVITY}/ImagingSiteCode@extension", key=True, required=True),
        InputColumn(
            "accession_number", f"{ACTIVITY}/RadiologicalAccessionNumber@extension", key=True, required=True
        ),
    ),
    cannot_carry=("provider_code", *TIMES),
)
