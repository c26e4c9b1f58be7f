"""
Imaging events as NHS England writes them for analysts: 74 columns under a header of human-readable names.

As issued it has neither NHS number nor birth date nor postcode, so that no event of it can be linked. It is read where
these were added under the names below, or where the job declares them absent, for its events and waits alone.
Source: Reusable-Code-Library, test 00020_nhse_extract.
"""

from linkage.layouts import did_v1_csv
from linkage.layouts.layout import Layout
from linkage.layouts.named.renamed import renamed
from linkage.words.names import TIMES

LAYOUT = Layout(
    name="nhse_csv",
    dataset="did",
    meaning="NHS England's analyst extract of imaging events, 74 columns under a header of human-readable names",
    columns=renamed(
        did_v1_csv.LAYOUT,
        (
            ("nhs_number", "NHS Number"),
            ("nhs_number_status", "NHSNumber Status"),
            ("birth_date", "Date of Birth"),
            ("ethnic_category", "Ethnic Category Code"),
            ("sex", "Gender Code"),
            ("postcode", "Postcode"),
            ("gp_practice", "GP Code"),
            ("source_setting", "Patient Source Setting"),
            ("referrer", "Referrer Code"),
            ("referring_organisation", "Referring Org Code"),
            ("request_date", "Diagnostic Test DateRequest"),
            ("received_date", "Diagnostic Test ReqRecDate"),
            ("test_date", "Diagnostic Test Date"),
            ("report_date", "ServiceReport Issue Date"),
            ("imaging_code_nicip", "ImagingCode(NICIP)"),
            ("imaging_code_snomed", "ImagingCode SNOMEDCT"),
            ("site_code", "Provider Site Code"),
            ("provider_code", "ProviderCode"),
            ("accession_number", "Radiological Accession Number"),
        ),
    ),
    cannot_carry=TIMES,
    issued_without=("nhs_number", "birth_date", "postcode"),
)
