"""
What each SNOMED CT code of imaging examines, as NHS England looks it up: dss_corporate.diag_img_exam_lookup.

One code and period a row, as JSON lines or with a header; its texts end in what SNOMED says a term is, as (procedure).
"""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.spelt.shape import SNOMED

LAYOUT = Layout(
    name="snomed_modalities",
    dataset="modality",
    meaning="NHS England's lookup of SNOMED CT codes of imaging, one code and period a row",
    is_part=True,
    columns=(
        InputColumn("record_key", "SCT_ID", key=True, required=True, shape=SNOMED),
        InputColumn("modality", "MODALITY", required=True),
        InputColumn("sub_modality", "SUB_MODALITY"),
        InputColumn("body_region", "REGION"),
        InputColumn("body_system", "SYSTEM"),
        InputColumn("body_sub_region", "SUB_REGION"),
        InputColumn("body_sub_system", "SUB_SYSTEM"),
        InputColumn("fetal", "FETAL"),
        InputColumn("early_cancer", "EARLY_DIAGNOSIS_OF_CANCER"),
        InputColumn("valid_from", "RECORD_START_DATE"),
        InputColumn("is_current", "LOOKUP_IS_CURRENT", required=True),
    ),
    cannot_carry=("sex", "same_as"),
)
