"""Imaging codes with what they examine."""

from linkage.layouts.layout import Column, Layout

LAYOUT = Layout(
    name="modality",
    dataset="modality",
    meaning="a lookup of imaging codes, one a row",
    is_usual=True,
    columns=(
        Column(
            "record_key",
            "IMAGING_CODE",
            key=True,
            required=True,
            aliases=("CODE", "NICIP_CODE", "SNOMED_CODE"),
        ),
        Column("modality", "MODALITY", required=True),
        Column("sub_modality", "SUB_MODALITY"),
        Column("body_region", "BODY_REGION", aliases=("REGION",)),
        Column("body_system", "BODY_SYSTEM", aliases=("SYSTEM",)),
        Column("sex", "SEX"),
    ),
)
