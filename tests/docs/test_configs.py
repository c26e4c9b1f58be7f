"""Every file in configs/ loads, also when the user takes away every # before a setting."""

import json
import re
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.config.job import Job
from linkage.config.load import load_job, load_rules, read_person_rules
from linkage.config.people.person_rules import PersonRules
from linkage.config.schema import DIRECTIVE
from linkage.config.shipped import profile_names, shipped, shipped_names
from linkage.config.windows import Windows
from linkage.relations.every import NAMES
from linkage.report.coverage.april_2015 import published
from tests.structure.imports import ROOT

COMMENTED = re.compile(r"^# (?=\[|[A-Za-z_]+ = )", re.MULTILINE)


def test_every_file_is_of_a_known_kind() -> None:
    """A new folder of configs/ needs a test here."""
    assert {path.name for path in (ROOT / "configs").iterdir()} == {
        "jobs",
        "rules",
        "people",
        "codes",
        "published",
    }


@pytest.mark.parametrize("name", sorted(entry.name for entry in shipped("jobs").iterdir()))
def test_a_job_that_ships(name: str, tmp_path: Path) -> None:
    """As it stands, and with everything optional in use."""
    text = (shipped("jobs") / name).read_text("utf-8")
    (tmp_path / "job.toml").write_text(text)
    assert load_job(tmp_path / "job.toml").job.name

    (tmp_path / "job.toml").write_text(COMMENTED.sub("", text))
    assert load_job(tmp_path / "job.toml").report.contact


def test_the_job_that_ships_shows_every_table() -> None:
    """A user learns what there is from the file that `linkage init` writes."""
    text = COMMENTED.sub("", (shipped("jobs") / "hes_did.toml").read_text("utf-8"))
    tables = {name.split(".")[0] for name in re.findall(r"^\[([a-z_.]+)\]", text, re.MULTILINE)}

    assert tables == {name for name, field in Job.model_fields.items() if not field.exclude}


@pytest.mark.parametrize("name", profile_names())
def test_rules_that_ship(name: str, tmp_path: Path) -> None:
    """Each profile bears the name of its file, and every rank says where it comes from."""
    text = (shipped("jobs") / "hes_did.toml").read_text("utf-8")
    (tmp_path / "job.toml").write_text(text.replace('profile = "hes_did"', f'profile = "{name}"'))

    rules = load_rules(load_job(tmp_path / "job.toml"))

    assert rules.name == name
    assert all(rank.source and rank.meaning for rank in rules.rank)
    assert (rules.windows, rules.precedence) == (Windows(), NAMES), "docs/pathways.md says otherwise"


def test_the_published_table_that_ships() -> None:
    """Its steps add up to its total, and its rate is that of supplied and unmatched."""
    table = published()

    assert sum(table.records.values()) == table.total
    assert round((table.supplied - table.unmatched) / table.supplied, 4) == table.match_rate


@pytest.mark.parametrize("name", shipped_names("people"))
def test_rules_for_people_that_ship(name: str, tmp_path: Path) -> None:
    """Each bears the name of its file, and every pass says where it comes from; limits are the stated defaults."""
    rules = read_person_rules(tmp_path, name)

    assert rules.name == name
    assert all(one.source and one.meaning for one in rules.passes)
    assert rules.max_birth_dates == PersonRules.model_fields["max_birth_dates"].default


def test_what_ships_does_not_depend_on_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A scheduler starts the program anywhere."""
    monkeypatch.chdir(tmp_path)

    assert exit_code(["init", "november", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    shipped_text = (shipped("jobs") / "hes_did.toml").read_text("utf-8")
    assert Path(made["job_file"]).read_text("utf-8") == DIRECTIVE + shipped_text
