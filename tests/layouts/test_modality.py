"""Layout modality: an imaging code and what it examines a row."""

from pathlib import Path

from linkage.engine.base import Engine
from tests.layouts.files import rows_of


def test_by_name(engine: Engine, tmp_path: Path) -> None:
    """Codes of either system under any of their names."""
    for name in ("IMAGING_CODE", "NICIP_CODE", "Snomed Code"):
        content = f"{name},MODALITY,REGION,SYSTEM,SEX\nXCHES,X-ray,Chest,Respiratory,\n"
        columns = "record_key, modality, sub_modality, body_region, body_system, sex"

        assert rows_of(engine, tmp_path, "modality", content, columns) == [
            ("XCHES", "X-ray", None, "Chest", "Respiratory", None)
        ]
