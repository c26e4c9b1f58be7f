"""The life of an event as a page: everything it can have, so that a browser can look at it."""

from linkage.commands.explain.candidate_evidence import Candidate, EventEvidence, Prior
from linkage.commands.explain.decisions_on import DecisionTold
from linkage.commands.explain.event_history import ReleaseSeen
from linkage.commands.explain.explanation import LINK, Explanation
from linkage.commands.explain.life import Life
from linkage.commands.explain.life_sections import life_page
from linkage.commands.explain.proposed import Proposal
from linkage.commands.explain.rank_tried import RankTried
from linkage.commands.explain.read_row import ReadRow
from linkage.commands.explain.relation_weighed import COLUMNS, behind, not_found, weighed
from linkage.engine.base import Value
from linkage.relations.every import NAMES
from linkage.words.names import IDENTIFIERS
from tests.report.test_page import Outline

HOSTILE = "</script><script>alert(1)</script>"
HELD: dict[str, Value] = dict(zip(IDENTIFIERS, ("9990000018", "1950-03-04", "2", "ZZ99 3VZ"), strict=True))


def relation(**said: object) -> dict[str, Value]:
    """A relation of an event, as pathways has it."""
    usual: dict[str, Value] = {
        "relation": "OP_SAME_DAY", "is_primary": False, "episode_source": "OP", "days_from_test": 0, "gap_days": 0,
        "same_provider": True, "episode_order": None, "is_imaging_appointment": False, "episode_date_rule": None,
    }  # fmt: skip
    assert set(usual) == set(COLUMNS)
    return usual | said


RELATIONS = [
    relation(relation="IN_EPISODE", is_primary=True, episode_source="APC", episode_order=1),
    relation(),
    relation(relation="IN_EPISODE", episode_source="APC", same_provider=False),
]


def candidate(person: str, weight: float, probability: float) -> Candidate:
    """A person whom rank P compared."""
    weights = {"birth_date": weight - 8, "postcode": 9.0, "sex": -1.0, "nhs_number": 0.0}
    levels = {"birth_date": "exact", "postcode": "exact", "sex": "conflict", "nhs_number": "missing"}
    return Candidate(person, levels, weights, weight, 0.99, probability)


def example(*, secure: bool = False) -> Explanation:
    """A life with something in every part of the page."""
    link: dict[str, Value] = dict.fromkeys(LINK) | {
        "test_month": "2019-11", "status": "linked", "match_rank": "P", "match_weight": 21.0, "reason": "posterior",
        "match_probability": 0.99997, "runner_up_probability": 0.00001, "candidate_people": 3, "model_id": "p-1",
        "release": "0007", "decision_id": "d" * 32, "birth_date_agreement": "exact",
    }  # fmt: skip
    row = ReadRow(
        "did/a folder of some length/DID_2019-11_as_it_was_sent_by_the_provider_for_the_second_time.csv",
        dict.fromkeys(IDENTIFIERS, "check_digit"),
        sent=HELD if secure else None,
        clean=HELD if secure else None,
    )
    decided = DecisionTold(
        "d" * 32, "2026-11-27", HOSTILE, "the event is that person's", "that event alone", "0006", "in force", True,
        "P1" if secure else None, "seen on the ward" if secure else None,
    )  # fmt: skip
    life = Life(
        row,
        tuple(
            RankTried(rank, "NHS number, birth date and sex agree", 0, "not met", "nobody")
            for rank in ("1A", "8")
        ),
        "by the index of today the ranks come out otherwise",
        weighed(RELATIONS, NAMES),
        not_found(RELATIONS, NAMES),
        tuple(
            ReleaseSeen(f"000{n}", "2026-11-27", "linked, rank 5", "linked", "other files, rules")
            for n in range(3)
        ),
        (decided,),
        None,
        0.93,
    )
    evidence = EventEvidence(
        Prior(0.9, 0.98, 34_558), (candidate("P1", 21.0, 0.99997), candidate("P2", 3.0, 0.00001))
    )
    proposed = (Proposal("P3", "8", dict.fromkeys(IDENTIFIERS, "partial")),)
    held = (((HELD,), ()), ((HELD,),)) if secure else ((), ())
    return Explanation(
        "e" * 32,
        "0009",
        link,
        None,
        True,
        (),
        evidence,
        None,
        held[0],
        proposed,
        held[1],
        secure,
        life,
    )


def test_the_page_stands_on_its_own() -> None:
    """One h1, a caption in each table, each id once, and no script, whatever a reviewer is called."""
    for secure in (False, True):
        made = life_page(example(secure=secure))
        outline = Outline(made)
        ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]

        assert (outline.count("h1"), outline.count("script"), outline.count("svg")) == (1, 0, 2)
        assert outline.count("table") == outline.count("caption") == (11 if secure else 9)
        assert len(ids) == len(set(ids))
        assert ("9990000018" in made) == ("seen on the ward" in made) == ("Person key P1" in made) == secure
        assert ("nothing to show" in made.lower()) == secure


def test_why_a_relation_stands_behind() -> None:
    """The first thing that differs, in the order by which the primary one is chosen."""
    first = relation(
        relation="IN_EPISODE", is_primary=True, episode_source="APC", gap_days=0, days_from_test=-2
    )
    cases = (
        (relation(is_imaging_appointment=True), "the appointment for the scan itself"),
        (first | {"episode_date_rule": "open_unconfirmed"}, "an unfinished record"),
        (relation(), "in the precedence; IN_EPISODE is in place 1"),
        (first | {"same_provider": False}, "another provider"),
        (first | {"same_provider": None}, "not known to be the same provider"),
        (first | {"gap_days": 3}, "3 day(s), against 0 day(s)"),
        (first | {"days_from_test": -1}, "it starts later"),
        (first | {"episode_order": 2}, "later in the spell"),
        (first, "alike in all that counts"),
    )

    assert [told for row, told in cases if told not in behind(row, first, NAMES)] == []
