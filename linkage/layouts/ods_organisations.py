"""
Organisations and sites as the Organisation Data Service publishes them: etr, ets, ect, ectsite, ephp, ephpsite.

Files of 27 fields without a header. That code, name, address, postcode and the days of opening and closing stand where
they do is seen in many programs that read them; that field 15 is the parent of a site is seen in files of practices and
opticians, and taken to hold for files of sites, which have the same frame.
"""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.spelt.shape import EIGHT_DIGITS, ORGANISATION

LAYOUT = Layout(
    name="ods_organisations",
    dataset="sites",
    meaning="files of the Organisation Data Service with 27 fields and no header, one organisation or site a row",
    is_part=True,
    columns=(
        InputColumn("record_key", "ORGANISATION_CODE", key=True, required=True, shape=ORGANISATION),
        InputColumn("provider_code", "PARENT_ORGANISATION_CODE", required=True, shape=ORGANISATION),
        InputColumn("valid_from", "OPEN_DATE", shape=EIGHT_DIGITS),
        InputColumn("valid_to", "CLOSE_DATE", shape=EIGHT_DIGITS),
    ),
    order=(
        "ORGANISATION_CODE",
        "NAME",
        "NATIONAL_GROUPING",
        "HIGH_LEVEL_HEALTH_GEOGRAPHY",
        *(f"ADDRESS_LINE_{number}" for number in range(1, 6)),
        "POSTCODE",
        "OPEN_DATE",
        "CLOSE_DATE",
        "FIELD_13",
        "ORGANISATION_SUB_TYPE_CODE",
        "PARENT_ORGANISATION_CODE",
        "JOIN_PARENT_DATE",
        "LEFT_PARENT_DATE",
        "CONTACT_TELEPHONE_NUMBER",
        *(f"FIELD_{number}" for number in range(19, 28)),
    ),
    cannot_carry=("successor_code",),
)
