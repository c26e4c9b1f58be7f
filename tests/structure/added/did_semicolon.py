"""Imaging events with semicolons, other names and the day first. Made up for a test."""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.spelt.shape import DIGIT, NHS_NUMBER, POSTCODE, Shape

DAY_FIRST = Shape("[0-9]{2}/[0-9]{2}/[0-9]{4}", "a date written DD/MM/YYYY")

LAYOUT = Layout(
    name="did_semicolon",
    dataset="did",
    meaning="imaging files of a system that nobody has",
    delimiter=";",
    dates=("DD/MM/YYYY",),
    columns=(
        InputColumn("site_code", "Site", key=True, required=True),
        InputColumn("accession_number", "Accession", key=True, required=True),
        InputColumn("test_date", "Performed", required=True, shape=DAY_FIRST),
        InputColumn("provider_code", "Trust", beside=True),
        InputColumn("nhs_number", "Patient", links=True, shape=NHS_NUMBER),
        InputColumn("nhs_number_status", "Patient status"),
        InputColumn("birth_date", "Born", links=True, shape=DAY_FIRST),
        InputColumn("sex", "Gender", links=True, shape=DIGIT, aliases=("Sex",)),
        InputColumn("postcode", "Home", links=True, shape=POSTCODE),
        InputColumn("ethnic_category", "Ethnicity"),
        InputColumn("gp_practice", "Practice"),
        InputColumn("source_setting", "Setting"),
        InputColumn("referrer", "Requester"),
        InputColumn("referring_organisation", "Requested from"),
        InputColumn("request_date", "Requested", shape=DAY_FIRST),
        InputColumn("received_date", "Received", shape=DAY_FIRST),
        InputColumn("imaging_code_nicip", "Code NICIP"),
        InputColumn("imaging_code_snomed", "Code SNOMED"),
    ),
    cannot_carry=("report_date", "request_time", "received_time", "test_time", "report_time"),
)
