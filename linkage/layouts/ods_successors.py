"""
Successions of organisations as the Organisation Data Service publishes them: succ of this year, succarc of all before.

Files of five fields without a header: the earlier code, the later, why, since when, and whether the later has itself
been followed (F) or closed (X).
"""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.spelt.shape import EIGHT_DIGITS, ORGANISATION

LAYOUT = Layout(
    name="ods_successors",
    dataset="sites",
    meaning="files of the Organisation Data Service with five fields and no header, one succession a row",
    is_part=True,
    columns=(
        InputColumn("record_key", "ORGANISATION_CODE", key=True, required=True, shape=ORGANISATION),
        InputColumn("successor_code", "SUCCESSOR_CODE", required=True, shape=ORGANISATION),
        InputColumn("valid_from", "SUCCESSION_DATE", shape=EIGHT_DIGITS),
    ),
    order=("ORGANISATION_CODE", "SUCCESSOR_CODE", "SUCCESSION_REASON", "SUCCESSION_DATE", "FURTHER_CHANGE"),
    cannot_carry=("provider_code", "valid_to"),
)
