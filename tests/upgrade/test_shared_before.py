"""What an earlier version shared is read as what a reader knows."""

import csv
from pathlib import Path

import pytest

from linkage.cli.main import exit_code

pytestmark = pytest.mark.slow


def national(path: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    """National numbers of 2019-09 in a shareable file."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            tuple(row[name] for name in ("table", "breakdown", "category", "measure")): (
                row["numerator"],
                row["denominator"],
                row["value"],
            )
            for row in csv.DictReader(file)
            if (row["period"], row["level"]) == ("2019-09", "national")
        }


def test_a_month_shared_by_it_is_shared_again_as_it_was(old_job: Path) -> None:
    """Its file has no column from_release; nothing moved, so nothing stands and nothing differs."""
    out = old_job.parent / "out"
    before = national(out / "releases" / "0001" / "report" / "shareable" / "statistics.csv")

    assert exit_code(["report", str(old_job), "0001", "--shareable"]) == 0
    assert national(out / "reports" / "0001" / "shareable" / "statistics.csv") == before
