"""Where people come from: what the job says, and what its files hold where it says nothing."""

from pathlib import Path

import pytest

from linkage.config.job import Job
from linkage.config.load import load_job, read_person_rules
from linkage.errors import ConfigError
from linkage.session.people_source import makes_people, person_rules, told_of_people
from linkage.session.sources import sources
from tests.inputs.sample import did_row, text

COLUMNS = {
    "apc": "EPIKEY|NEWNHSNO|DOB|SEX|HOMEADD|EPISTART",
    "op": "ATTENDKEY|NEWNHSNO|DOB|SEX|HOMEADD|APPTDATE",
}


def job_of(folder: Path, *, linkage: str = "", hes: str = "", more: str = "", keys: dict[str, str]) -> Job:
    """A job of two hospital files, the person key of each under a name; `hes` stands in both of their tables."""
    (folder / "did.csv").write_bytes(text([did_row(1)]))
    tables = ""
    for name, columns in COLUMNS.items():
        key = keys.get(name, "")
        (folder / f"{name}.txt").write_text(f"{columns}|{key}".rstrip("|") + "\n" + "|" * 5 + "\n")
        tables += f'[hes.{name}]\npaths = ["{name}.txt"]\n{hes}\n'
    (folder / "job.toml").write_text(
        f'[job]\nname = "t"\n[did]\npaths = ["did.csv"]\n{tables}[linkage]\nprofile = "dmq_2015"\n{linkage}\n{more}'
    )
    return load_job(folder / "job.toml")


BOTH = {"apc": "TOKEN_PERSON_ID", "op": "TOKEN_PERSON_ID"}
NONE: dict[str, str] = {}
NAMED = 'person_id = "TOKEN_PERSON_ID"'


@pytest.mark.parametrize(
    ("linkage", "hes", "keys", "is_made", "told"),
    [
        ("", NAMED, BOTH, False, ""),
        ("", "", BOTH, False, "is taken for it"),
        ("", "", {"apc": "token person id"}, False, "is taken for it"),
        ("", "", {"apc": '"of\nthe trust"|TOKEN_PERSON_ID'}, False, "is taken for it"),
        ("", "", NONE, True, "people are made"),
        ('people = "made"', "", NONE, True, ""),
        ('people = "made"', "", BOTH, True, ""),
        ('people = "supplied"', "", BOTH, False, ""),
        ('people = "supplied"', "", NONE, False, ""),
    ],
)
def test_people_are_made_where_the_job_says_so_or_no_file_has_a_key(
    tmp_path: Path, linkage: str, hes: str, keys: dict[str, str], is_made: bool, told: str
) -> None:
    job = job_of(tmp_path, linkage=linkage, hes=hes, keys=keys)
    found = sources(job)

    assert makes_people(found) is is_made
    assert (person_rules(job, found) is not None) is is_made
    said = list(told_of_people(job, found))
    assert len(said) == (1 if told else 0)
    assert all(told in one for one in said)


@pytest.mark.parametrize(
    ("linkage", "hes", "more", "keys", "told"),
    [
        ('people = "made"', NAMED, "", NONE, "hes.apc.person_id, hes.op.person_id"),
        ('people = "found"', "", "", NONE, "linkage.people"),
        ("", "", "", {"op": "PSEUDO_HESID"}, "op.txt: has no TOKEN_PERSON_ID, and the column PSEUDO_HESID"),
        ("", "", '[deaths]\npaths = ["did.csv"]', NONE, "deaths: is joined by the person key"),
        ('people = "made"', "", '[deaths]\npaths = ["did.csv"]', BOTH, "deaths: is joined by the person key"),
        ('people = "made"\nperson_rules = "hesld"', "", "", NONE, "linkage.person_rules, or name hesid"),
    ],
)
def test_what_cannot_be_is_refused(
    tmp_path: Path, linkage: str, hes: str, more: str, keys: dict[str, str], told: str
) -> None:
    with pytest.raises(ConfigError, match=told):
        person_rules(job := job_of(tmp_path, linkage=linkage, hes=hes, more=more, keys=keys), sources(job))


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ('[{ how = "exact", field = "sex" }, { how = "exact", field = "birth_date" }]', "anything looser"),
        ('[{ how = "partial", field = "postcode" }]', "only birth_date has"),
        (
            '[{ how = "partial", field = "birth_date" }, { how = "exact", field = "local_patient" }]',
            "beside an NHS",
        ),
        (
            '[{ how = "exact", field = "nhs_number" }, { how = "exact", field = "nhs_number" }]',
            "required twice",
        ),
    ],
)
def test_rules_that_would_join_strangers_are_refused(tmp_path: Path, rules: str, told: str) -> None:
    (tmp_path / "own.toml").write_text(
        f'name = "own"\nmeaning = "ours"\n[[pass]]\nname = "1"\nmeaning = "m"\nsource = "s"\nrequire = {rules}\n'
    )
    with pytest.raises(ConfigError, match=told):
        read_person_rules(tmp_path, "own.toml")
