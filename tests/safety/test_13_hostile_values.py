"""No value of a data row ends a run: whole months of hostile values, and what a reader sees of them."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.config.shipped import shipped
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.month_promises import months_sql
from linkage.reading.opened_release import open_release
from linkage.release.content.csv_text import read, safe
from linkage.steps.probabilistic.scoring.crowd import COMMUNAL, MOST
from linkage.steps.probabilistic.scoring.pattern import AGES, mean_others
from linkage.words.label import LONGEST, is_hidden, label, label_sql
from tests.inputs.sample import accepted, did, did_row, put, text
from tests.probabilistic.fixed_model import fixed_model
from tests.safety.good_rows import MONTH
from tests.safety.hostile_month import hostile_month
from tests.safety.hostile_outputs import check_ledger, check_outputs, hidden
from tests.safety.hostile_values import VALUES
from tests.spec.steps import load, profile

REAL_WORKBOOKS = True
SEEDS = int(os.environ.get("HOSTILE_SEEDS", "3"))
"""How many large months: fewer where time is short."""
LITTLE = "512MB"
"""Of memory for the database that trains on one and links it: no statement holds more at once, whatever the values."""


@pytest.fixture(scope="module")
def engine() -> Iterator[DuckDBEngine]:
    """An engine in memory."""
    opened = DuckDBEngine(Session(threads=2))
    yield opened
    opened.close()


def commands(job: Path) -> None:
    """Every command of a month, in order: each ends well, and tells nothing that a terminal would obey."""
    run = ["run", str(job), "--month", MONTH, "--quiet"]
    assert exit_code(run) == 0
    assert exit_code([*run, "--json"]) == 0
    assert exit_code(["plan", str(job), "--month", MONTH, "--quiet"]) == 0
    assert exit_code(["report", str(job), "--shareable"]) == 0
    assert exit_code(["releases", "verify", str(job)]) == 0
    links = open_release(job.parent / "out" / "current").links
    for status in ("linked", "review", "unlinked"):
        event = links.filter(f"status = '{status}'").order("event_id").limit(1).project("event_id").fetchall()
        assert exit_code(["explain", str(job), str(event[0][0])]) == 0


@pytest.mark.slow
def test_a_hostile_month_is_published_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0, every row accounted for, pages and workbooks well-formed, nothing unseen in anything shown."""
    job = hostile_month(tmp_path / "job", 200, seed=13)

    commands(job)

    release = job.parent / "out" / "current"
    check_ledger(release)
    check_outputs(release)
    told = capsys.readouterr()
    assert hidden(told.out + told.err) == set()
    assert json.loads((release / "manifest.json").read_text("utf-8"))["counts"]["linked"] > 0


@pytest.mark.slow
@pytest.mark.usefixtures("every_thread")
@pytest.mark.parametrize(
    "rule",
    ["hes_2018", pytest.param("nhse_sde", marks=pytest.mark.night("tests/safety/test_13_hostile_values.py"))],
)
@pytest.mark.parametrize("seed", range(1, SEEDS + 1))
def test_a_large_hostile_month(rule: str, seed: int, tmp_path: Path) -> None:
    """2,000 rows of each kind, under each rule by the published ranks; once by a model trained on the same files."""
    job = hostile_month(tmp_path / "job", 2_000, seed=seed)
    written = job.read_text("utf-8").replace("hes_2018", rule)
    job.write_text(written, "utf-8")
    commands(job)
    check_ledger(job.parent / "out" / "current")
    check_outputs(job.parent / "out" / "current")
    if rule == "nhse_sde":
        return

    rules = (shipped("rules") / "hes_did.toml").read_text("utf-8")
    (job.parent / "quick.toml").write_text(rules, "utf-8")
    switches = "[linkage.evidence]\nnhs_number_near = true\ngp_practice = true\nhospital_activity = true\n"
    with_p = written.replace('"dmq_2015"', f'"quick.toml"\nmodel = "model.json"\n\n{switches}')
    (job.parent / "own").mkdir()
    other = job.parent / "p.toml"
    little = f'\n[duckdb]\nmemory_limit = "{LITTLE}"\n'
    other.write_text(with_p.replace('output = "out"', 'output = "own/out"') + little, "utf-8")
    assert exit_code(["train", str(other), "--quiet"]) == 0
    assert exit_code(["run", str(other), "--month", MONTH, "--quiet"]) == 0
    check_ledger(job.parent / "own" / "out" / "current")
    check_outputs(job.parent / "own" / "out" / "current")


def test_labels_are_the_same_in_sql_and_in_python(engine: DuckDBEngine) -> None:
    """Whatever a value holds, also code points that are no characters, or none yet."""
    values = [*VALUES, "A\u0378B", "\ufdd0", "A\ue000", "two\nlines", "a\u2028b", "\U0010fffe"]
    engine.load("value", {"place": "integer", "text": "text"}, list(enumerate(values)))

    found = engine.rows(f"select {label_sql(engine.dialect, 'text')} from value order by place")

    assert [row[0] for row in found] == [label(value) for value in values]


def test_a_label_says_something() -> None:
    """At most 65 characters, a letter or digit among them, none hidden."""
    for value in VALUES:
        shown = label(value)
        assert len(shown) <= LONGEST + len("code ")
        assert any(letter.isascii() and letter.isalnum() for letter in shown)
        assert not any(map(is_hidden, shown))


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("RXA01", "RXA01"),
        ("*", "code *"),
        ("...", "code ..."),
        ("Ω", "code Ω"),
        ("[c]", "code [c]"),
        ("A\x1b[31m", "A\ufffd[31m"),
        ("\u202eevil", "\ufffdevil"),
        ("=CMD()", "=CMD()"),
    ],
)
def test_what_a_code_is_shown_as(code: str, shown: str) -> None:
    """An ordinary code as it is; formulas are the business of whoever writes a cell."""
    assert label(code) == shown


@pytest.mark.parametrize("value", ["RA1", "=1", "'=1", "''=1", "'tis", "'", "''", "-RA1", "＝1", "@x", ""])  # noqa: RUF001
def test_a_cell_is_read_back_as_it_was_written(value: str) -> None:
    """What was shared before is known again by its codes, whatever they begin with."""
    assert read(safe(value)) == value
    assert not safe(value).startswith(("=", "-", "@", "＝"))  # noqa: RUF001


def test_dirt_in_a_column_that_hardly_anybody_fills_in(tmp_path: Path, engine: DuckDBEngine) -> None:
    """Six of a hundred rows say "N/A" for an optional code: no sign of swapped columns."""
    rows = [did_row(n) for n in range(100)]
    for row in rows[:6]:
        row[14] = "N/A"
    file = put(tmp_path, "did.csv", text(rows))

    assert len(accepted(engine, did(file))) == 100


def test_a_test_of_the_year_9999_is_no_month_to_learn_ages_at(engine: DuckDBEngine) -> None:
    """One slip of the year beside a thousand events; two real months both stay."""
    months = ["2019-10"] * 300 + ["2019-11"] * 900 + ["9999-12", "0001-01"]
    states = dict.fromkeys(("nhs_number_state", "birth_date_state", "sex_state", "postcode_state"), "missing")
    every = {
        "identity_key": 1,
        "site_code": "RZ101",
        "accession_number": "A",
        "test_date": "2019-11-05",
        **states,
    }
    load(engine, "event", [{"event_id": str(n), "test_month": m} for n, m in enumerate(months)], **every)

    assert [row[0] for row in engine.rows(months_sql())] == ["2019-10", "2019-11"]


def test_a_kind_of_event_that_training_never_saw_is_priced_as_the_commonest() -> None:
    """A model without a communal postcode or the oldest, and a month that has them: no missing weight ends the run."""
    rules = profile("hes_did").p
    assert rules is not None
    model = fixed_model(rules)
    seen = tuple(
        kind for kind in model.coincidence.kinds if kind.crowd != COMMUNAL and kind.age_band != AGES[-1]
    )
    quiet = model.model_copy(update={"coincidence": model.coincidence.model_copy(update={"kinds": seen})})
    found = mean_others(quiet)

    for pattern in {(birth_date, postcode) for birth_date, postcode, *_ in found}:
        of_seen = {(kind.age_band, kind.crowd): found[*pattern, kind.age_band, kind.crowd] for kind in seen}
        young = max(mean for (band, _), mean in of_seen.items() if band == AGES[0])
        assert found[*pattern, AGES[0], COMMUNAL] == young
        assert found[*pattern, AGES[-1], MOST] == max(of_seen.values())
