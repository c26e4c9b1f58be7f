"""Layout nicip_codes: NICIP codes with their SNOMED CT codes, whose rows say what is examined."""

from pathlib import Path

from linkage.engine.base import Engine
from linkage.engine.making import make
from linkage.steps.standardise.run import lookups_made
from tests.layouts.files import read_lookup
from tests.layouts.test_snomed_modalities import ROW, as_json
from tests.tables import rows

NICIP = {
    "NICIP_KEY": 22,
    "SCT_ID": "169069000",
    "SHORT_CODE": "CCHES",
    "SHORT_CODE_START_DATE": "2012-04-01",
    "BUSINESS_START_DATE": "2012-04-01",
    "SHORT_CODE_IS_CURRENT": 1,
}


def test_a_code_and_its_snomed_code(engine: Engine, tmp_path: Path) -> None:
    """Of two days of beginning the first that is known counts."""
    read_lookup(engine, tmp_path, "modality", as_json(NICIP))

    names = "record_key, same_as, modality, valid_from, is_current"
    assert engine.rows(f"select {names} from modality_raw") == [
        ("CCHES", "169069000", None, "2012-04-01", "1")
    ]


def test_both_files_together(engine: Engine, tmp_path: Path) -> None:
    """The row of now counts, in any order; a NICIP code examines what its SNOMED CT code does, without the tag."""
    old = {
        **ROW,
        "MODALITY": "Plain radiography (procedure)",
        "RECORD_START_DATE": "2010-04-01",
        "LOOKUP_IS_CURRENT": 0,
    }
    lost = {**NICIP, "SHORT_CODE": "CLOST", "SCT_ID": "999999999"}
    read_lookup(engine, tmp_path, "modality", as_json(ROW, old), as_json(NICIP, lost))

    examinations(engine)

    found = engine.rows("select imaging_code, modality, body_region from examination order by imaging_code")
    assert [
        dict(zip(("imaging_code", "modality", "body_region"), one, strict=True)) for one in found
    ] == rows("""
        imaging_code | modality | body_region
        -------------+----------+-------------------
        169069000    | CT       | Thoracic structure
        CCHES        | CT       | Thoracic structure
        CLOST        |          |
    """)


def test_a_later_file_of_the_users_own_goes_first(engine: Engine, tmp_path: Path) -> None:
    """What it leaves blank the code it is the same as says; its own words stay where the job says so."""
    own = "IMAGING_CODE,MODALITY,SAME_AS\nCCHES,CT (procedure),169069000\n"
    read_lookup(engine, tmp_path, "modality", as_json(ROW), as_json(NICIP), own)

    for one_name, modality in ((True, "CT"), (False, "CT (procedure)")):
        examinations(engine, one_name=one_name)
        assert engine.rows("select modality, body_region from examination where imaging_code = 'CCHES'") == [
            (modality, "Thoracic structure")
        ]


def examinations(engine: Engine, *, one_name: bool = True) -> None:
    """Make the table of examinations of the lookup."""
    *_, words, made = lookups_made(engine.dialect, None, one_name=one_name)
    make(engine, (words, made))
