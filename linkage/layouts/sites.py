"""Sites with their providers, and codes with their successors."""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.spelt.shape import HOSPITAL_DATE

LAYOUT = Layout(
    name="sites",
    dataset="sites",
    meaning="a lookup of sites and successors, one code a row",
    is_usual=True,
    columns=(
        InputColumn("record_key", "SITE", key=True, required=True, aliases=("SITE_CODE", "CODE")),
        InputColumn("provider_code", "PROVIDER", required=True, aliases=("PROVIDER_CODE",)),
        InputColumn("successor_code", "SUCCESSOR", aliases=("SUCCESSOR_CODE",)),
        InputColumn("valid_from", "FROM", shape=HOSPITAL_DATE, aliases=("VALID_FROM", "DATE_FROM")),
        InputColumn("valid_to", "TO", shape=HOSPITAL_DATE, aliases=("VALID_TO", "DATE_TO")),
    ),
)
