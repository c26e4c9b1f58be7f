"""Imaging codes with what they examine."""

from linkage.layouts.layout import InputColumn, Layout

LAYOUT = Layout(
    name="modality",
    dataset="modality",
    meaning="a lookup of imaging codes, one a row",
    is_usual=True,
    columns=(
        InputColumn(
            "record_key",
            "IMAGING_CODE",
            key=True,
            required=True,
            aliases=("CODE", "NICIP_CODE", "SNOMED_CODE"),
        ),
        InputColumn("modality", "MODALITY", required=True),
        InputColumn("sub_modality", "SUB_MODALITY"),
        InputColumn("body_region", "BODY_REGION", aliases=("REGION",)),
        InputColumn("body_system", "BODY_SYSTEM", aliases=("SYSTEM",)),
        InputColumn("body_sub_region", "BODY_SUB_REGION", beside=True, aliases=("SUB_REGION",)),
        InputColumn("body_sub_system", "BODY_SUB_SYSTEM", beside=True, aliases=("SUB_SYSTEM",)),
        InputColumn("fetal", "FETAL", beside=True),
        InputColumn("early_cancer", "EARLY_CANCER", beside=True, aliases=("EARLY_DIAGNOSIS_OF_CANCER",)),
        InputColumn("sex", "SEX"),
        InputColumn("same_as", "SAME_AS", beside=True),
        InputColumn("valid_from", "FROM", beside=True, aliases=("VALID_FROM",)),
        InputColumn("is_current", "CURRENT", beside=True, aliases=("IS_CURRENT",)),
    ),
)
