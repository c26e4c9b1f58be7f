"""Which settings of a job make a published month another, and which only say where things lie."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from linkage.commands.run.month_fingerprint import (
    job_digest,
    lookups_of,
    rules_digest,
    without_later,
)
from linkage.config.job import Job
from linkage.config.load import load_job
from linkage.config.rules import Rules
from linkage.session.keys import Key
from tests.spec.steps import profile

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


def with_p(**changed: object) -> Rules:
    """The default rules with changes of their [p] table."""
    shipped = profile("hes_did")
    assert shipped.p is not None
    return shipped.model_copy(update={"p": shipped.p.model_copy(update=changed)})


def test_the_cap_of_blocks_without_a_place_counts_where_it_is_not_the_default() -> None:
    """Its default is of the method, whose version tells of it: months made before there was one keep their rules."""
    default, low = (with_p(max_block_people_without_place=most) for most in (200, 10))
    before = without_later(default.model_dump(mode="json", exclude={"p": {"max_block_people_without_place"}}))

    assert rules_digest(default, KEY) == KEY.digest("rules", json.dumps(before, sort_keys=True))
    assert rules_digest(low, KEY) != rules_digest(default, KEY)


def test_rules_without_rank_p_have_no_such_cap() -> None:
    """Their digest is what it was."""
    rules = profile("dmq_2015")
    before = without_later(rules.model_dump(mode="json"))

    assert rules_digest(rules, KEY) == KEY.digest("rules", json.dumps(before, sort_keys=True))
