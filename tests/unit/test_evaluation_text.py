"""The page of an evaluation: repeats have a table where there is something to tell of them."""

import pytest

from linkage.cli.pages.evaluation_table import as_result, evaluation_text
from linkage.commands.evaluate.evaluation import Evaluation
from linkage.commands.evaluate.repeats import RepeatAgreement
from linkage.words.share import Share


@pytest.mark.parametrize(
    ("repeats", "has_table"),
    [
        (RepeatAgreement(true=3, told=4, right=2), True),
        (RepeatAgreement(true=1, told=0, right=0), True),
        (RepeatAgreement(true=0, told=1, right=0), True),
        (RepeatAgreement(true=0, told=0, right=0), False),
        (None, False),
    ],
    ids=["both", "true alone", "told alone", "neither", "not judged"],
)
def test_repeats_are_told_where_there_are_any(repeats: RepeatAgreement | None, has_table: bool) -> None:
    """The JSON has them either way: none and not judged are two things there."""
    found = evaluated(repeats)

    assert ("is_repeat" in evaluation_text("0001", found)) == has_table
    assert as_result("0001", found)["repeats"] == (vars(repeats) if repeats else None)


def evaluated(repeats: RepeatAgreement | None) -> Evaluation:
    """An evaluation of ten linked events."""
    return Evaluation(
        events=10,
        in_hes=10,
        precision=Share("all", 10, 10),
        recall=Share("all", 10, 10),
        precision_by_rank=(),
        recall_by_rank=(),
        calibration=(),
        calibration_by_rank=(),
        relations=(),
        confused=(),
        signs=(),
        repeats=repeats,
    )
