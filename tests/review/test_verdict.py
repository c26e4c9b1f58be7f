"""What answers come to: worst, middle and best, what is settled, and who is asked next; a row a case."""

import pytest

from linkage.review.agreement import cohens_kappa
from linkage.review.verdict import Answer, settled, to_queue, verdict
from tests.tables import Row, rows

CASES = """
    linked | answers | right       | missed      | settled | queue
    -------+---------+-------------+-------------+---------+------
    a      | a       | yes yes yes | no no no    |         | no
    a      | a a     | yes yes yes | no no no    | a       | no
    a      | a b     | no ? yes    | no ? yes    |         | yes
    a      | a -     | no ? yes    | no no no    |         | yes
    a      | a ?     | no yes yes  | no no yes   |         | yes
    a      | ? ?     | no ? yes    | no ? yes    | ?       | yes
    a      | - -     | no no no    | no no no    | -       | no
    a      | b b     | no no no    | yes yes yes | b       | no
    a      | a b a   | no yes yes  | no no yes   | a       | no
    a      | a b b   | no no yes   | no yes yes  | b       | no
    a      | a b -   | no no yes   | no no yes   |         | no
    .      | a a     | no no no    | yes yes yes | a       | no
    .      | - -     | no no no    | no no no    | -       | no
    .      | a -     | no no no    | no ? yes    |         | yes
    .      | b - b   | no no no    | no yes yes  | b       | no
"""
SAID = {True: "yes", False: "no", None: "?"}


def answer(letter: str) -> Answer:
    """- none, ? cannot tell, else a match with that person."""
    return (
        Answer("none")
        if letter == "-"
        else Answer("cannot_tell")
        if letter == "?"
        else Answer("match", letter)
    )


@pytest.mark.parametrize("row", rows(CASES), ids=lambda row: f"{row['linked']}: {row['answers']}")
def test_what_answers_come_to(row: Row) -> None:
    given = [answer(letter) for letter in str(row["answers"]).split()]
    linked = None if row["linked"] == "." else str(row["linked"])
    found = verdict(given, linked)
    one = settled(given, 2)
    said = {
        name: " ".join(SAID[getattr(getattr(found, name), end)] for end in ("worst", "middle", "best"))
        for name in ("right", "missed")
    }

    assert said == {"right": row["right"], "missed": row["missed"]}
    assert one == (answer(str(row["settled"])) if row["settled"] else None)
    assert to_queue(given, 2) is (row["queue"] == "yes")


def test_one_reviewer_settles_where_one_is_asked_for() -> None:
    assert settled([answer("a")], 1) == answer("a")
    assert not to_queue([answer("?")], 1)


def test_kappa_of_nothing_and_of_one_answer_to_all_is_not_known() -> None:
    """Two matches with different people agree in nothing; equal answers to all leave nothing beyond chance."""
    match, other, none = ("match", "a"), ("match", "b"), ("none", None)

    assert cohens_kappa([]).kappa is None
    assert cohens_kappa([(match, match)] * 3).kappa is None
    assert cohens_kappa([(match, other), (none, none)]).agreed == 1
    assert cohens_kappa([(match, match), (none, none)]).kappa == 1
