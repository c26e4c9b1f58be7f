"""A person key of HES that bears many people's numbers is counted, listed, and its links carry a flag."""

from pathlib import Path

import pytest

from linkage.config.over_merged import OverMerged
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import HES_2018, NHSE_SDE, Profile
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.index.run import build_index, find_over_merged
from linkage.words.figure import Figure
from tests.safety.keys_job import NUMBERS, apc_row, did_row, published, run, secure, write_job
from tests.spec.steps import load, pads_of, place_events, profile

pytestmark = pytest.mark.slow

BORN = ("1950-01-02", "1951-01-02", "1952-01-02", "1953-01-02")


@pytest.mark.parametrize(
    ("numbers", "births", "sexes", "why"),
    [
        (3, 1, 1, None),
        (4, 1, 1, "nhs_numbers"),
        (1, 3, 1, None),
        (1, 4, 1, "birth_dates"),
        (4, 4, 2, "nhs_numbers"),
        (1, 1, 2, None),
        (2, 1, 2, None),
        (1, 2, 2, None),
        (2, 2, 1, None),
        (2, 2, 2, "sexes"),
    ],
)
def test_the_signs(engine: DuckDBEngine, numbers: int, births: int, sexes: int, why: str | None) -> None:
    """
    Each limit at its boundary.

    Both sexes are a sign only beside several numbers and several birth dates: a change of sex brings a new number.
    """
    held = [
        {
            "person_id": "H1",
            "nhs_number": NUMBERS[n % numbers],
            "birth_date": BORN[n % births],
            "sex": "12"[n % sexes],
            "postcode": f"AB{n}CD",
        }
        for n in range(12)
    ]
    load(engine, "hospital_identity", [*held, {"person_id": "H2", "nhs_number": NUMBERS[6]}])
    build_index(engine, profile("dmq_2015"), (), pads_of)

    find_over_merged(engine, OverMerged())

    expected = [("H1", numbers, births, sexes, why)] if why else []
    assert engine.rows("select * from over_merged_person") == expected


def test_the_limits_are_the_job_s(engine: DuckDBEngine) -> None:
    """And change no index."""
    load(engine, "person_variety", [{"person_id": "H1", "nhs_numbers": 5, "birth_dates": 2, "sexes": 1}])

    for limit, people in ((5, 0), (4, 1)):
        find_over_merged(engine, OverMerged(max_nhs_numbers=limit))
        assert engine.scalar("select count(*) from over_merged_person") == people


def test_the_flag_is_of_linked_events_alone(engine: DuckDBEngine) -> None:
    """It stands beside the signs of a wrong link, and is none of them: the implausible ones stay what they were."""
    events = [
        {"event": person, "person": person, "provider": "RXA", "test_date": "2026-04-10"}
        for person in ("H1", "H2")
    ]
    place_events(engine, events=events, over_merged=[{"person_id": "H1", "why": "nhs_numbers"}])

    assert engine.rows("select event_id, over_merged_person from events order by 1") == [
        ("H1", True),
        ("H2", False),
    ]
    assert engine.rows("select distinct implausible from pathways") == [(False,)]


@pytest.mark.parametrize("rule", [HES_2018, NHSE_SDE], ids=lambda rule: rule.name)
def test_no_number_about_them_is_shared(rule: Profile) -> None:
    """A handful of keys is a handful of people, and nobody outside can mend them."""
    figures = [
        Figure("data_quality", "over_merged_person", sign, "people", count, None, float(count), "2019-11")
        for sign, count in (("nhs_numbers", 1), ("birth_dates", 900), ("sexes", 0))
    ]

    assert controlled_month(figures, rule) == ()


def test_one_key_of_six_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The whole job: a warning, a list for those who may see keys, an own line of the statistics, flagged events."""
    giants = [apc_row(n, person_key="GIANT") for n in range(6)]
    job = write_job(
        tmp_path / "job", {"did.csv": [did_row(n, f"A{n}") for n in range(7)]}, [*giants, apc_row(6)]
    )

    assert run(job) == 0

    assert "1 person key(s) of HES may be of several people each" in capsys.readouterr().err
    flagged = published(
        job, "select person_id, over_merged_person, count(*) from events group by all order by 1"
    )
    assert flagged == [("GIANT", True, 6), ("P6", False, 1)]
    assert secure(
        job, "over_merged_people", "person_id, nhs_numbers, birth_dates, sexes, why, linked_events"
    ) == [("GIANT", 6, 6, 1, "nhs_numbers", 6)]
    page = (job.parent / "out" / "current" / "report" / "index.html").read_text("utf-8")
    assert "Person keys that may be of several people" in page
    told = "select category, measure, numerator, denominator from statistics where breakdown = 'over_merged_person'"
    assert sorted(published(job, told)) == [
        ("birth_dates", "people", 0, None),
        ("linked", "events", 6, 7),
        ("nhs_numbers", "people", 1, None),
        ("sexes", "people", 0, None),
    ]
