"""On a world with known truth: the links are right, and P knows how sure it is."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code


def test_precision_and_recall_against_the_truth(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Floors for this world and seed; an error in any rank, guard or join falls through them."""
    truth = published.parent / "truth" / "truth.csv"

    assert exit_code(["evaluate", str(published), "--truth", str(truth), "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["precision"]["value"] >= 0.998
    assert found["recall"]["value"] >= 0.955
    ranks = {share["name"]: share for share in found["precision_by_rank"]}
    assert {"1A", "1B", "2", "P"} <= ranks.keys()
    assert all(ranks[rank]["value"] == 1 for rank in ("1A", "1B", "2"))
    assert all(share["value"] >= 0.99 for share in found["relations"])
    assert {share["name"] for share in found["relations"]} == {
        "IN_EPISODE",
        "AE_SAME_DAY",
        "OP_SAME_DAY",
        "OP_REQUESTED",
        "PRE_ADMISSION",
        "POST_DISCHARGE",
        "PERSON_ONLY",
    }
    assert {band["has_number"] for band in found["calibration"]} == {True, False}
    scored = {rank["rank"]: rank["links"] for rank in found["calibration_by_rank"]}
    assert scored == {name: share["denominator"] for name, share in ranks.items()}
    assert sum(rank["wrong"] for rank in found["calibration_by_rank"]) == (
        found["precision"]["denominator"] - found["precision"]["numerator"]
    )


def test_a_truth_of_another_world_is_refused(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No event in common is an input error, not a precision of zero."""
    other = tmp_path / "truth.csv"
    other.write_text("site_code,accession_number,person_id,relation,episode_key\nRZ901,1,,,\n")

    assert exit_code(["evaluate", str(published), "--truth", str(other)]) == 3
    assert "made for another world" in capsys.readouterr().err
