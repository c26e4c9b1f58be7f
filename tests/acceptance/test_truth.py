"""On a world with known truth: the links are right, and P knows how sure it is."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.words.names import DOUBTS

AGREEMENT = {
    "IN_EPISODE": 0.98,
    "AE_SAME_DAY": 0.93,
    "OP_SAME_DAY": 0.96,
    "OP_REQUESTED": 0.89,
    "PERSON_ONLY": 0.9,
}
"""Least share of the primary relations that are the true ones, on the true record. No rule about days can be right
every time: tests that happen to lie near a stay are made too (docs/synthetic_world.md). The floors are some one to two
standard errors below what was found: 130 of 130, 64 of 66, 204 of 208, 90 of 96 and 156 of 167."""

LISTED = {
    "IN_EPISODE": 0.99,
    "AE_SAME_DAY": 0.98,
    "AE_THEN_ADMITTED": 0.97,
    "OP_SAME_DAY": 0.99,
    "OP_REQUESTED": 0.97,
}
"""Least share with the true relation and record among all their pathways."""


def test_precision_and_recall_against_the_truth(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Floors for this world and seed; an error in any rank, guard or join falls through them."""
    truth = published.parent / "truth" / "truth.csv"

    assert exit_code(["evaluate", str(published), "--truth", str(truth), "--json"]) == 0

    found = json.loads(capsys.readouterr().out)
    assert found["precision"]["value"] >= 0.998
    assert found["recall"]["value"] >= 0.97
    ranks = {share["name"]: share for share in found["precision_by_rank"]}
    assert {"1A", "1B", "2", "P"} <= ranks.keys()
    assert all(ranks[rank]["value"] == 1 for rank in ("1A", "1B", "2"))
    relations = {relation["name"]: relation for relation in found["relations"]}
    assert {
        name: share
        for name, least in AGREEMENT.items()
        if (share := relations[name]["value"]) is None or share < least
    } == {}
    assert all(
        relations[name]["listed"] >= least * relations[name]["denominator"] for name, least in LISTED.items()
    )
    judged = sum(relation["denominator"] for relation in relations.values())
    assert judged == found["precision"]["numerator"] == sum(one["found"] for one in relations.values())
    wrong = judged - sum(relation["numerator"] for relation in relations.values())
    assert wrong == sum(confused["events"] for confused in found["confused"])
    *each, either = found["signs"]
    assert [sign["sign"] for sign in (*each, either)] == [*DOUBTS, "any"]
    assert all(sign["wrong"] <= sign["told"] <= either["told"] for sign in each)
    assert either["wrong"] <= found["precision"]["denominator"] - found["precision"]["numerator"]
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
