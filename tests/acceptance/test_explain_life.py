"""`linkage explain --html`: the life of an event agrees with the published tables, and names nobody unless asked to."""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from linkage.cli.asked.job import asked_job
from linkage.cli.main import exit_code
from linkage.cli.surroundings import surroundings
from linkage.commands.explain.explanation import SHOWN, Explanation, explain
from linkage.commands.explain.life_sections import life_page
from linkage.commands.explain.rank_tried import FIRED
from linkage.words.names import IDENTIFIERS
from tests.report.test_page import Outline

SEED = 20261127


def table(job: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table of the current release."""
    rows: list[dict[str, Any]] = pq.read_table(job.parent / "out" / "current" / name).to_pylist()
    return rows


def whole(job: Path, event: str, *, secure: bool = True) -> Explanation:
    """The whole life of an event."""
    return explain(asked_job(job, None), event, surroundings(quiet=True), secure=secure, whole=True)


def one_of_each(job: Path) -> Iterator[str]:
    """An event linked by a rank, one by rank P, one for review and one of nobody."""
    links = table(job, "links")
    for wanted in (("linked", "rank"), ("linked", "posterior"), ("review", None), ("unlinked", None)):
        yield min(
            link["event_id"]
            for link in links
            if link["status"] == wanted[0] and wanted[1] in (None, link["reason"])
        )


def test_identifiers_are_on_the_page_only_when_asked_for(published: Path, tmp_path: Path) -> None:
    """Not the row's, not the person's, no person key; and each of them with --secure, under a banner that says so."""
    event = list(one_of_each(published))[1]
    pages = []
    for name, more in (("plain.html", ()), ("secure.html", ("--secure",))):
        assert exit_code(["explain", str(published), event, "--html", str(tmp_path / name), *more]) == 0
        assert (tmp_path / name).stat().st_mode & 0o077 == 0
        pages.append((tmp_path / name).read_text("utf-8"))
    found = whole(published, event)
    assert found.life is not None
    assert found.life.row.sent is not None
    values = [str(value) for value in found.life.row.sent.values() if value and len(str(value)) > 1]
    values += [
        str(value)
        for rows in found.held
        for row in rows
        for value in row.values()
        if value and len(str(value)) > 1
    ]
    values += [one.person_id for one in found.evidence.candidates[:SHOWN]] if found.evidence else []

    assert len(values) > 4
    assert not any(value in pages[0] for value in values)
    assert all(value in pages[1] for value in values)
    assert "without identifiers" in pages[0]
    assert "Secure area only" in pages[1]
    assert exit_code(["explain", str(published), event, "--html", str(tmp_path / "plain.html")]) == 2


def test_a_page_stands_on_its_own(published: Path) -> None:
    """No script, nothing from elsewhere, one h1, a caption and scopes in each table, names on drawings."""
    made = life_page(whole(published, list(one_of_each(published))[1]))
    outline = Outline(made)

    assert (outline.count("h1"), outline.count("script")) == (1, 0)
    assert outline.count("table") == outline.count("caption")
    assert all("scope" in attributes for tag, attributes in outline.tags if tag == "th")
    names = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(names) == len(set(names))
    assert {"row", "ranks", "people", "settled", "relations", "history", "decisions"} <= set(names)


def test_whom_a_rank_proposed_is_told(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rank P compares only what the ranks leave: who an event of a rank is of is in the secure area all the same."""
    event = next(one_of_each(published))
    person = next(link["person_id"] for link in table(published, "links") if link["event_id"] == event)
    assert exit_code(["explain", str(published), event]) == 0
    assert person not in capsys.readouterr().out

    assert exit_code(["explain", str(published), event, "--secure"]) == 0
    assert f"person key {person}; HES holds" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize(
    "many", [24, pytest.param(100, marks=pytest.mark.night("tests/acceptance/test_explain_life.py"))]
)
def test_many_events_agree_with_the_tables(published: Path, many: int) -> None:
    """Link, states, the rank that fired, relations and their primary one, and the person, as other tables have them."""
    links = {row["event_id"]: row for row in table(published, "links")}
    events = {row["event_id"]: row for row in table(published, "events")}
    relations: dict[str, list[dict[str, Any]]] = {}
    for row in table(published, "pathways"):
        relations.setdefault(row["event_id"], []).append(row)
    drawn = random.Random(SEED).sample(sorted(links), many - 4)

    for event in (*one_of_each(published), *drawn):
        found, link = whole(published, event), links[event]
        life = found.life
        assert life is not None
        assert {name: found.link[name] for name in link if name in found.link} == {
            name: value for name, value in link.items() if name in found.link
        }
        assert life.ranks_note is None
        assert [one.rank for one in life.ranks if one.outcome == FIRED] == [link["match_rank"]] * (
            link["status"] == "linked"
        )
        assert life.row.states["nhs_number"] == events[event]["nhs_number_state"]
        assert (life.row.clean is not None) == (life.row.note is None)
        assert len(life.relations) == len(relations.get(event, []))
        assert [one.row["relation"] for one in life.relations[:1]] == [
            row["relation"] for row in relations.get(event, []) if row["is_primary"]
        ]
        assert all(one.why for one in life.relations)
        assert [one.change for one in life.history] == ["published for the first time"]
        shown = [one.person_id for one in found.evidence.candidates] if found.evidence else []
        shown += [one.person_id for one in found.proposed]
        assert link["status"] != "linked" or link["person_id"] in shown
        assert all(
            set(row) == set(IDENTIFIERS) for rows in (*found.held, *found.held_of_proposed) for row in rows
        )
        life_page(found)
