"""A year in which things happen: who sends what in which month, after the first delivery and after the second."""

import csv
from pathlib import Path

import pytest

from synthetic.files.eventful_year import FORGETFUL, WITHOUT_NUMBERS, EventfulYear, eventful_year
from synthetic.settings import WorldSettings
from synthetic.world import make_world

SETTINGS = WorldSettings(people=1_500, seed=3, months=4, disclosure="hes_2018")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> EventfulYear:
    """Four months, as they were made."""
    folder = tmp_path_factory.mktemp("year")
    make_world(folder, SETTINGS)
    return eventful_year(folder, SETTINGS)


def sent(folder: Path, name: str, trust: str) -> list[list[str]]:
    """The rows of a trust in a file."""
    with (folder / name).open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.reader(lines) if len(row) > 16 and row[16].startswith(trust)]


def test_the_first_delivery_lacks_the_last_month_and_one_trust_of_the_one_before(year: EventfulYear) -> None:
    """Late rows of the last month lie in a file of their own, which has not come either."""
    year.deliver(whole=False)

    assert sorted(path.name for path in year.folder.iterdir()) == [
        "DID_2019-08.csv",
        "DID_2019-09.csv",
        "DID_2019-10.csv",
    ]
    assert (year.late, year.is_whole) == ("2019-10", False)
    assert not sent(year.folder, "DID_2019-10.csv", FORGETFUL)
    assert sent(year.folder, "DID_2019-09.csv", FORGETFUL)


def test_the_second_brings_what_was_forgotten_and_the_last_month(year: EventfulYear) -> None:
    """Together every row that was made, each once; again, nothing changes."""
    year.deliver(whole=True)
    before = {path.name: path.read_bytes() for path in year.folder.iterdir()}
    year.deliver(whole=True)

    assert year.is_whole
    assert {path.name: path.read_bytes() for path in year.folder.iterdir()} == before
    assert all(sent(year.folder, year.late_file, FORGETFUL))
    rows = [row for name in before for row in sent(year.folder, name, "")]
    made = [row for file in year.made.values() for row in file if len(row) > 16]
    assert sorted(row[2:] for row in rows) == sorted(list(row[2:]) for row in made)


def test_one_trust_sends_no_numbers_in_the_last_three_months(year: EventfulYear) -> None:
    """Others do, and it did before."""
    year.deliver(whole=True)

    for name in sorted(path.name for path in year.folder.iterdir()):
        rows = sent(year.folder, name, WITHOUT_NUMBERS)
        is_without = name >= "DID_2019-09"
        assert not rows or any(row[0] for row in rows) is not is_without
        assert all(row[1] == "03" for row in rows if is_without)
    assert any(row[0] for row in sent(year.folder, "DID_2019-11.csv", FORGETFUL))


def test_the_job_names_the_rule(year: EventfulYear) -> None:
    """So that its reports have a shareable copy."""
    job = (year.folder.parent / "job.toml").read_text("utf-8")

    assert job.endswith('[outputs]\ndisclosure = "hes_2018"\n')
