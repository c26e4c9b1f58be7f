"""Which settings of a job make a published month another, and which only say where things lie."""

from collections.abc import Callable
from pathlib import Path

import pytest

from linkage.commands.run.month_fingerprint import job_digest, lookups_of
from linkage.config.job import Job
from linkage.config.load import load_job
from linkage.session.keys import Key

KEY = Key(b"k" * 32)
JOB = """
[job]
name = "small"
output = "out"

[did]
paths = ["did/*.csv"]

[did.columns]
name = "NHS_NUMBER"

[hes.apc]
paths = ["hes/*.txt"]
person_id = "TOKEN_PERSON_ID"

[linkage]
profile = "dmq_2015"
"""


def job(folder: Path, change: Callable[[str], str]) -> Job:
    """The job file with a change."""
    path = folder / "job.toml"
    path.write_text(change(JOB), "utf-8")
    return load_job(path)


@pytest.mark.parametrize(
    ("before", "after", "is_another"),
    [
        ('name = "small"', 'name = "renamed"', False),
        ('output = "out"', 'output = "elsewhere"', False),
        ('paths = ["did/*.csv"]', 'paths = ["did/a.csv", "did/b.csv"]', False),
        ('paths = ["hes/*.txt"]', 'paths = ["hospital/*.txt"]', False),
        ('profile = "dmq_2015"', 'profile = "dmq_2015"\nretry_months = 3', False),
        ("[linkage]", "[cache]\nkeep_editions = 5\n\n[linkage]", False),
        ('output = "out"', 'output = "out"\nengine = "spark"', False),
        ("[linkage]", '[spark]\nmaster = "local[2]"\n\n[linkage]', False),
        ('name = "NHS_NUMBER"', 'nom = "NHS_NUMBER"', True),
        ('person_id = "TOKEN_PERSON_ID"', 'person_id = "ENCRYPTED_HESID"', True),
        ('profile = "dmq_2015"', 'profile = "dmq_2015"\ntarget_false_match_rate = 0.01', True),
        ("[linkage]", "[outputs]\nall_spells = true\n\n[linkage]", True),
    ],
)
def test_what_makes_a_month_another(tmp_path: Path, before: str, after: str, is_another: bool) -> None:
    """The digest of the settings is another where the month could be, and only there."""
    first = job_digest(job(tmp_path, lambda text: text), KEY)
    second = job_digest(job(tmp_path, lambda text: text.replace(before, after, 1)), KEY)

    assert (first != second) == is_another


def test_lookups_are_known_by_what_they_hold() -> None:
    """Wherever they lie; imaging, hospital and death files are looked at row by row instead."""
    held = lookups_of({"did:a": "1", "apc:b": "2", "deaths:c": "3", "modality:d": "4", "sites:e": "5"})

    assert held == ["modality 4", "sites 5"]
    assert held == lookups_of({"sites:x": "5", "modality:y": "4"})
