"""Sites with their providers, and codes with their successors."""

from linkage.layouts.layout import Column, Layout

LAYOUT = Layout(
    name="sites",
    dataset="sites",
    meaning="a lookup of sites and successors, one code a row",
    is_usual=True,
    columns=(
        Column("record_key", "SITE", key=True, required=True, aliases=("SITE_CODE", "CODE")),
        Column("provider_code", "PROVIDER", required=True, aliases=("PROVIDER_CODE",)),
        Column("successor_code", "SUCCESSOR", aliases=("SUCCESSOR_CODE",)),
        Column("valid_from", "FROM", aliases=("VALID_FROM", "DATE_FROM")),
        Column("valid_to", "TO", aliases=("VALID_TO", "DATE_TO")),
    ),
)
