"""Imaging events with semicolons, other names and the day first. Made up for a test."""

from linkage.layouts.layout import Column, Layout
from linkage.layouts.shape import DIGIT, NHS_NUMBER, POSTCODE, Shape

DAY_FIRST = Shape("[0-9]{2}/[0-9]{2}/[0-9]{4}", "a date written DD/MM/YYYY")

LAYOUT = Layout(
    name="did_semicolon",
    dataset="did",
    meaning="imaging files of a system that nobody has",
    delimiter=";",
    dates=("DD/MM/YYYY",),
    columns=(
        Column("site_code", "Site", key=True, required=True),
        Column("accession_number", "Accession", key=True, required=True),
        Column("test_date", "Performed", required=True, shape=DAY_FIRST),
        Column("provider_code", "Trust", beside=True),
        Column("nhs_number", "Patient", links=True, shape=NHS_NUMBER),
        Column("nhs_number_status", "Patient status"),
        Column("birth_date", "Born", links=True, shape=DAY_FIRST),
        Column("sex", "Gender", links=True, shape=DIGIT, aliases=("Sex",)),
        Column("postcode", "Home", links=True, shape=POSTCODE),
        Column("ethnic_category", "Ethnicity"),
        Column("gp_practice", "Practice"),
        Column("source_setting", "Setting"),
        Column("referrer", "Requester"),
        Column("referring_organisation", "Requested from"),
        Column("request_date", "Requested", shape=DAY_FIRST),
        Column("received_date", "Received", shape=DAY_FIRST),
        Column("imaging_code_nicip", "Code NICIP"),
        Column("imaging_code_snomed", "Code SNOMED"),
    ),
    cannot_carry=("report_date",),
)
