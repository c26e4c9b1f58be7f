"""A small lookup of imaging codes, for the codes of the world: what each examines."""

from ..activity.modalities import MODALITIES
from ..records.second_events import OTHER_SIDE
from ..written.layout import Layout

NAMES = {
    "xray": "X-ray",
    "ultrasound": "Ultrasound",
    "ct": "CT",
    "mri": "MRI",
    "fluoroscopy": "Fluoroscopy",
    "nuclear": "Nuclear medicine",
    "pet": "PET",
}
"""Modalities as the national statistics name them."""

EXAMINED = {
    "XCHES": ("Chest", "Respiratory"),
    "XABDO": ("Abdomen", "Gastrointestinal"),
    "XHANR": ("Hand", "Musculoskeletal"),
    "XKNEL": ("Knee", "Musculoskeletal"),
    "XPELV": ("Pelvis", "Musculoskeletal"),
    "UABDO": ("Abdomen", "Gastrointestinal"),
    "UPELV": ("Pelvis", "Genitourinary"),
    "UGRAF": ("Hip", "Musculoskeletal"),
    "UTHYR": ("Neck", "Endocrine"),
    "CSKUH": ("Head", "Nervous"),
    "CCHES": ("Chest", "Respiratory"),
    "CABDO": ("Abdomen", "Gastrointestinal"),
    "CABDOB": ("Abdomen", "Gastrointestinal"),
    "MHEAD": ("Head", "Nervous"),
    "MSPIN": ("Spine", "Nervous"),
    "MKNEL": ("Knee", "Musculoskeletal"),
    "MHANBC": ("Hand", "Musculoskeletal"),
    "FSWAL": ("Neck", "Gastrointestinal"),
    "FLEGRM": ("Leg", "Vascular"),
    "NBONE": ("Whole body", "Musculoskeletal"),
    "NSMARO": ("Abdomen", "Gastrointestinal"),
    "NPETC": ("Whole body", "Oncology"),
}
"""Body region and system of each code. Our choice; the published lookup is the user's to supply."""


def lookup(*, both_limbs: bool) -> Layout:
    """The file; sub-modality and sex are left blank. `both_limbs` with the codes of the other limbs."""
    return Layout(
        columns={
            "imaging_code": "imaging_code",
            "modality": "modality",
            "sub_modality": "''",
            "body_region": "body_region",
            "body_system": "body_system",
            "sex": "''",
        },
        source=_codes_sql(both_limbs=both_limbs),
        order="imaging_code",
    )


def _codes_sql(*, both_limbs: bool) -> str:
    """One row per NICIP and SNOMED CT code; the SNOMED CT ones are of a modality as a whole."""
    rows = []
    for name, kind in MODALITIES.items():
        rows += [(code, NAMES[name], *EXAMINED[code]) for code in kind.nicip]
        rows.append((kind.snomed, NAMES[name], "", ""))
    if both_limbs:
        rows += [(other, NAMES["xray"], *EXAMINED[one]) for one, other in OTHER_SIDE.items()]
    listed = ", ".join("(" + ", ".join(f"'{value}'" for value in row) + ")" for row in rows)
    return f"(values {listed}) as lookup (imaging_code, modality, body_region, body_system)"
