"""What a job folder of version 0.1.0 meets of the rules about its files: the order, the index, a field left out."""

from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.inputs.sample import DID_NAMES
from tests.upgrade.conftest import GoneOn

pytestmark = pytest.mark.slow


def test_a_published_month_stands_as_it_was_published(
    old_job: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What its job does not say, and old files lack, is no change: its inputs and lists are not named."""
    assert exit_code(["plan", str(old_job), "--month", "2019-10", "--quiet"]) == 0

    told = capsys.readouterr().out.splitlines()[0]
    changed = told.partition("has changed since: other ")[2].partition(".")[0].split(", ")
    assert set(changed) == {"job", "model", "rules"}  # the new rank P, and nothing else


def test_a_did_file_that_lacks_a_field(old_job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Version 0.1.0 read it in silence; now the remedy is told, and with it the job goes on."""
    path = old_job.parent / "did" / "DID_2019-11.csv"
    place = DID_NAMES.index("POSTCODE")
    rows = [
        ",".join(DID_NAMES).split(","),
        *(line.split(",") for line in path.read_text("utf-8").splitlines()),
    ]
    path.write_text("".join(",".join(row[:place] + row[place + 1 :]) + "\n" for row in rows), "utf-8")

    assert exit_code(["run", str(old_job), "--month", "2019-11", "--quiet"]) == 3

    told = capsys.readouterr().err
    assert "did/DID_2019-11.csv, line 1: the header lacks POSTCODE" in told
    assert "[did.columns]" in told and '[did] absent = ["postcode"]' in told
    job = old_job.read_text("utf-8").replace("[did]\n", '[did]\nabsent = ["postcode"]\n')
    old_job.write_text(job, "utf-8")
    assert exit_code(["check", str(old_job)]) == 0


def test_an_index_that_does_not_say_what_it_was_made_from_is_not_used(gone_on: GoneOn) -> None:
    """It was kept under the digests of its files alone, which another reading of them has too; and it was spoilt."""
    out = gone_on.job.parent / "out"

    assert not list(out.glob("state/index/*"))
    assert list(out.glob("cache/editions/*/identity.parquet"))
