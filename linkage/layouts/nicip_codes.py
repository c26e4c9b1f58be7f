"""
NICIP codes with the SNOMED CT code of each, as NHS England keeps them: dss_corporate.nat_int_clinical_imaging_procs.

One code and period a row, as JSON lines or with a header. What a code examines is said by the row of its SNOMED CT
code, in a file of another layout; its side (LATERALITY) is not used.
"""

from linkage.layouts.layout import InputColumn, Layout
from linkage.layouts.spelt.shape import SNOMED
from linkage.words.names import LABELS

LAYOUT = Layout(
    name="nicip_codes",
    dataset="modality",
    meaning="NHS England's table of NICIP codes with the SNOMED CT code of each, one code and period a row",
    is_part=True,
    columns=(
        InputColumn("record_key", "SHORT_CODE", key=True, required=True),
        InputColumn("same_as", "SCT_ID", required=True, shape=SNOMED),
        InputColumn(
            "valid_from", "BUSINESS_START_DATE", either=("BUSINESS_START_DATE", "SHORT_CODE_START_DATE")
        ),
        InputColumn("is_current", "SHORT_CODE_IS_CURRENT"),
    ),
    cannot_carry=(*LABELS, "sex"),
)
