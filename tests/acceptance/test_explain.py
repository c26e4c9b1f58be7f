"""`linkage explain`: why an event is linked or not, in words and without identifiers."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from linkage.cli.pages.explanation_page import starts
from linkage.tables import contract
from linkage.words.link_words import AGREEMENTS, REASONS
from linkage.words.number_words import probability
from tests.acceptance.conftest import tree

ABSENT = "0" * 32


def table(job: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table of the current release."""
    rows: list[dict[str, Any]] = pq.read_table(job.parent / "out" / "current" / name).to_pylist()
    return rows


def explained(job: Path, event: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The explanation as JSON."""
    capsys.readouterr()
    assert exit_code(["explain", str(job), event, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def told(job: Path, event: str, capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    """The explanation as text, or the error."""
    capsys.readouterr()
    assert exit_code(["explain", str(job), event]) == code
    captured = capsys.readouterr()
    assert bool(captured.out) == (code == 0)
    return captured.err if code else captured.out


def listed(name: str, column: str) -> set[str]:
    """The values a contract allows."""
    return set(next(found for found in contract(name).columns if found.name == column).values)


def test_every_value_of_a_release_has_words() -> None:
    """A new reason or agreement needs a sentence; so does every reason DESIGN names for a status."""
    assert {reason for _, reason in REASONS} == listed("links", "reason")
    assert {status for status, _ in REASONS} == listed("links", "status")
    assert {("unlinked", "contradicted"), ("review", "contradicted"), ("unlinked", "decision")} <= set(
        REASONS
    )
    assert set(AGREEMENTS) == listed("links", "birth_date_agreement")
    assert len(set(REASONS.values())) == len(REASONS)


@pytest.mark.parametrize("status", ["linked", "review", "unlinked"])
def test_events_of_each_status_are_explained_as_their_rows_say(
    published: Path, capsys: pytest.CaptureFixture[str], status: str
) -> None:
    """Every figure is that of the row; the relations are those of pathways, the primary one first."""
    link = next(link for link in table(published, "links") if link["status"] == status)
    found = explained(published, link["event_id"], capsys)
    text = told(published, link["event_id"], capsys)
    relations = [row for row in table(published, "pathways") if row["event_id"] == link["event_id"]]

    assert {name: found[name] for name in link.keys() & found.keys()} == {
        name: link[name] for name in link.keys() - {"person_id"}
    }
    assert REASONS[status, link["reason"]] == found["reason_meaning"]
    assert found["reason_meaning"] in text
    assert [relation["is_primary"] for relation in found["relations"]] == sorted(
        (row["is_primary"] for row in relations), reverse=True
    )
    assert text.count("\n  * ") == (1 if status == "linked" else 0)
    assert ("review.parquet" in text) == (status == "review")


def test_a_rank_is_told_by_what_it_requires(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the words of the rules file; rank P in words of its own, with probability, weight and model."""
    links = {link["match_rank"]: link["event_id"] for link in table(published, "links")}

    assert "rank 1A: NHS number, birth date, sex and postcode agree" in told(published, links["1A"], capsys)
    by_p = told(published, links["P"], capsys)
    assert "rank P: birth date, sex and postcode together" in by_p
    assert " bits, by model p-" in by_p and "next best person" in by_p


def test_nothing_that_is_told_identifies_anybody(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No NHS number, birth date, postcode, accession number or person key, whatever the rank and reason."""
    lines = [
        line.split(",") for line in min((published.parent / "did").glob("*.csv")).read_text().splitlines()
    ]
    held = {cell for row in lines for cell in (row[0], row[2], row[5], row[17]) if cell}
    kinds = {(link["match_rank"], link["reason"]): link for link in table(published, "links")}
    assert len(held) > 1000 and len(kinds) > 5

    for link in kinds.values():
        text = told(published, link["event_id"], capsys) + json.dumps(
            explained(published, link["event_id"], capsys)
        )
        words = set(text.replace(",", " ").replace('"', " ").split())
        assert not words & (held | {link["person_id"]})


def test_an_event_is_found_by_site_and_accession_number(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As submitted, in any case; the accession number itself is not told. An event_id may be in capitals."""
    with (published.parent / "truth" / "truth.csv").open(encoding="utf-8", newline="") as lines:
        truth = next(csv.DictReader(lines))
    named = f"{truth['site_code'].lower()}/ {truth['accession_number']} "
    found = explained(published, named, capsys)

    assert found["event_id"] in {link["event_id"] for link in table(published, "links")}
    assert truth["accession_number"] not in json.dumps(found) + told(published, named, capsys)
    assert explained(published, found["event_id"].upper(), capsys) == found


@pytest.mark.parametrize(
    ("event", "code", "text"),
    [
        ("nonsense", 2, "SITE/ACCESSION"),
        ("RXA01/", 2, "SITE/ACCESSION"),
        ("/SECRET7", 2, "SITE/ACCESSION"),
        ("RXA01/SECRET7", 3, "no such event"),
        (ABSENT, 3, "no such event in 2019-11"),
    ],
)
def test_what_cannot_be_explained(
    published: Path, capsys: pytest.CaptureFixture[str], event: str, code: int, text: str
) -> None:
    """What to write instead; what was written is not repeated."""
    error = told(published, event, capsys, code)

    assert text in error
    assert "SECRET7" not in error


def test_without_the_key_only_an_event_id_will_do(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And no key is made."""
    key = own.parent / "out" / "state" / "pseudonym.key"
    key.unlink()

    assert "restore it from a backup" in told(own, "RXA01/1", capsys, 2)
    assert not key.exists()
    found = explained(own, table(own, "links")[0]["event_id"], capsys)
    assert (found["current_release"], found["rules_have_changed"]) == ("0001", None)


def test_another_key_would_name_another_event(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So it is refused, rather than answered with "no such event"."""
    (own.parent / "out" / "state" / "pseudonym.key").write_bytes(bytes(range(32)))

    assert "not the one of release 0001" in told(own, "RXA01/1", capsys, 2)


def test_rules_that_have_changed_are_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The meaning of a rank is read from the rules of today."""
    link = next(link for link in table(own, "links") if link["match_rank"] == "1B")
    assert explained(own, link["event_id"], capsys)["rules_have_changed"] is False

    rules = own.parent / "quick.toml"
    rules.write_text(rules.read_text().replace('rank = "1B"', 'rank = "7"'))
    text = told(own, link["event_id"], capsys)

    assert "the rules have changed since" in text and "rank 1B: not in the rules of the job any more" in text


def test_nothing_is_changed(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not a file."""
    before = tree(own.parent)
    told(own, table(own, "links")[0]["event_id"], capsys)

    assert tree(own.parent) == before


def test_without_a_release_there_is_nothing_to_explain(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the command that makes one."""
    shutil.rmtree(own.parent / "out")

    assert "linkage run" in told(own, ABSENT, capsys, 3)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "none"),
        (0.0, "0.0000"),
        (0.00001, "under 0.0001"),
        (0.4506, "0.4506"),
        (0.99999, "over 0.9999"),
        (1.0, "1.0000"),
    ],
)
def test_a_probability_is_never_rounded_to_certainty(value: float | None, text: str) -> None:
    """No person is certain."""
    assert probability(value) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (None, "on an unknown day"),
        (0, "the same day"),
        (1, "1 day after the test"),
        (-3, "3 days before the test"),
    ],
)
def test_when_a_record_starts(days: int | None, text: str) -> None:
    """Seen from the test."""
    assert starts(days) == text


def test_rank_p_is_told_as_a_waterfall(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Prior, parts, posterior, and what is left for nobody; the best candidate is the one of the link."""
    link = next(link for link in table(published, "links") if link["match_rank"] == "P")
    found = explained(published, link["event_id"], capsys)
    best, prior = found["evidence"]["candidates"][0], found["evidence"]["prior"]
    text = told(published, link["event_id"], capsys)

    assert best["match_weight"] == pytest.approx(link["match_weight"])
    assert best["probability"] == pytest.approx(link["match_probability"])
    assert sum(best["weights"].values()) == pytest.approx(best["match_weight"], abs=1e-9)
    everybody = pq.read_table(
        min((published.parent / "out/cache/editions").glob("*/person.parquet"))
    ).num_rows
    assert prior["people"] == pytest.approx(everybody, rel=1e-6)
    assert "candidate 1 of " in text and "nobody in HES, or never compared" in text
    assert found["sentence"] in text
    assert "person_id" not in best


def test_identifiers_are_told_only_when_asked_for(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--secure adds the person key and what HES holds, and is refused where the secure folder is not to be had."""
    link = next(link for link in table(published, "links") if link["match_rank"] == "P")
    assert exit_code(["explain", str(published), link["event_id"], "--secure", "--json"]) == 0
    best = json.loads(capsys.readouterr().out)["evidence"]["candidates"][0]
    assert best["person_id"] == link["person_id"]
    assert {"nhs_number", "birth_date", "sex", "postcode"} == set(best["held"][0])

    secure = published.parent / "out" / "secure" / link["release"]
    hidden = secure.with_name("elsewhere")
    secure.rename(hidden)
    try:
        assert "secure folder" in told(published, link["event_id"], capsys)
        assert exit_code(["explain", str(published), link["event_id"], "--secure"]) == 2
        assert "ask for access" in capsys.readouterr().err
    finally:
        hidden.rename(secure)
