"""The words of lookups for a modality come to one list of names; what is in no list stays, and is counted."""

from pathlib import Path

import pytest

from linkage.config import codes
from linkage.engine.base import Engine
from linkage.engine.making import make
from linkage.steps.inputs.lookups.other_modalities import other_names, told_other_modalities
from linkage.steps.inputs.source import Source
from linkage.steps.standardise.run import lookups_made
from linkage.words.modality_word import known_words, names
from tests.spec.steps import load

WORDS = {
    # a word of a lookup -> the modality of the event
    "Computerized axial tomography (procedure)": "CT",
    "Magnetic resonance imaging (procedure)": "MRI",
    "Diagnostic ultrasonography (procedure)": "Ultrasound",
    "Plain radiography (procedure)": "X-ray",
    "Fluoroscopy (procedure)": "Fluoroscopy",
    "Nuclear medicine procedure (procedure)": "Nuclear medicine",
    "Single photon emission computerized tomography (procedure)": "SPECT",
    "Positron emission tomography": "PET",
    "Endoscopy (procedure)": "Endoscopy",
    "Medical photography (procedure)": "Medical photography",
    "ct scan": "CT",
    "PET-CT": "PET",
    " X-Ray ": "X-ray",
    "DEXA": "DEXA",
    "CT of the head": "CT of the head",
}


def lookup(engine: Engine) -> None:
    """A lookup with a code for each of the words."""
    numbered = enumerate(WORDS, 1)
    load(
        engine,
        "modality_raw",
        [{"file_id": 1, "row_number": n, "record_key": f"K{n:02}", "modality": word} for n, word in numbered],
    )
    load(engine, "postcode_directory_raw", [])
    load(engine, "deprivation_scale", [])


@pytest.mark.parametrize(
    ("one_name", "expected"),
    [(True, list(WORDS.values())), (False, [word.strip() for word in WORDS])],
    ids=["one", "as supplied"],
)
def test_the_name_of_each(engine: Engine, expected: list[str], *, one_name: bool) -> None:
    """As the job has it."""
    lookup(engine)

    make(engine, lookups_made(engine.dialect, None, one_name=one_name))

    found = engine.rows("select trim(modality) from examination order by imaging_code")
    assert [name for (name,) in found] == expected


def test_those_in_no_list_are_counted(engine: Engine) -> None:
    """Different names; none of them is shown."""
    lookup(engine)

    assert other_names(engine) == (2, 15)
    (told,) = told_other_modalities(engine, [Source("modality", (), ",", {}, None, (), Path())])
    assert told.startswith("[lookups.modality]: 2 of 15 names of a modality are none of CT, MRI, ")
    assert "DEXA" not in told


def test_the_letters_of_codes_have_the_same_names() -> None:
    """Each name is a word for itself, and words are as they are looked for."""
    assert {row["meaning"] for row in codes.read("modality_letter")} <= set(names())
    assert all(dict(known_words())[name.upper()] == name for name in names())
    assert all(word == word.upper().strip() for word, _ in known_words())
