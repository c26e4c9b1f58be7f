"""Free text: no NHS number, postcode or birthday in it, nothing unseen, and outside only what was meant for outside."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.commands.check.job_texts import check_texts
from linkage.commands.report.report_facts import approvals
from linkage.commands.report.shared_rule import within
from linkage.config.load import load_job
from linkage.disclosure.profile import HES_2018
from linkage.engine.duckdb import DuckDBEngine
from linkage.errors import ConfigError, InputError
from linkage.release import journal
from linkage.release.layout import Layout
from linkage.release.record import sign_off
from linkage.release.record.sign_off import Said
from linkage.report.facts import Approval
from linkage.report.figures import Figures
from linkage.report.page import render_page
from linkage.report.table import ShownColumn, ShownTable
from linkage.report.workbook import Cover, plain, workbook_bytes
from linkage.session.supplied_lists import provider_names
from linkage.steps.inputs.lookups.lookup_text import check_labels
from linkage.words.free_text import UNSEEN, problem
from linkage.words.label import visible
from tests.release.world import load
from tests.report.series_release import NUMBER, write_series
from tests.report.series_world import World, figures
from tests.report.told import PageText, facts_of
from tests.safety.test_03_scope import JOB, number

REAL_WORKBOOKS = True

DAY = date(2026, 6, 15)
NHS = number(1)
SPACED = f"{NHS[:3]} {NHS[3:6]} {NHS[6:]}"
WRONG = NHS[:-1] + str((int(NHS[-1]) + 1) % 10)
HIDDEN = "\u202e"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"see {NHS}", "valid NHS number"),
        (f"see {SPACED}, please", "valid NHS number"),
        ("-".join((NHS[:3], NHS[3:6], NHS[6:])), "valid NHS number"),
        (" ".join(NHS), "valid NHS number"),
        (f"patient{NHS}x", "valid NHS number"),
        (f"on 5 {SPACED} 2019", "valid NHS number"),
        ("".join(chr(0xFF10 + int(digit)) for digit in NHS), "valid NHS number"),
        (f"see {NHS[:5]}\u200b{NHS[5:]}", "cannot be seen"),
        ("/".join((NHS[:3], NHS[3:6], NHS[6:])), "valid NHS number"),
        (f"({NHS[:3]}) {NHS[3:6]}_{NHS[6:]}", "valid NHS number"),
        (f"see {WRONG}", None),
        (f"see {NHS}7", None),
        ("call 01632 960 001", None),
        ("ISO/IEC 27001:2022, cohort 2019-2020, 1,154 events", None),
        ("lives at LS1 4AP", "full postcode"),
        ("lives at ls14ap", "full postcode"),
        ("SW1A 1AA", "full postcode"),
        ("AB1-2CD", "full postcode"),
        ("SW1A_1AA", "full postcode"),
        ("in LS1 only", None),
        ("E1 2nd floor", None),
        ("rank 1A and 1B, profile V2 1st", None),
        ("born 12/03/1948", "more than two years"),
        ("born 4/5/48", "more than two years"),
        ("born 4 / 5 / 1948", "more than two years"),
        ("born 1948 May 4", "more than two years"),
        ("born 4 May \u201948", "more than two years"),
        ("DuckDB 1.2.10, pandas 2/3", None),
        ("born 12.3.1948", "more than two years"),
        ("born 1948-03-12", "more than two years"),
        ("born 19480312", "more than two years"),
        ("born 12 March 1948", "more than two years"),
        ("born 12th of Mar, 1948", "more than two years"),
        ("born March 12, 1948", "more than two years"),
        ("born 12-Mar-48", "more than two years"),
        ("born 12/03/48", "more than two years"),
        ("20 January 2027", None),
        ("until 14 June 2028", None),
        ("until 16 July 2028", "more than two years"),
        ("a new supplier since April 2019", None),
        ("extract of 05/06/26, version 10.4.12", None),
        (f"fit{HIDDEN}tif", "cannot be seen"),
        ("fit\x07", "cannot be seen"),
        ("fit\x85", "cannot be seen"),
        ("fit\u2066", "cannot be seen"),
        ("fit\ufeff", "cannot be seen"),
        ("two\nlines", "cannot be seen"),
        ("Fit for the extract: Größe, naïve, 検査", None),
    ],
)
def test_what_a_text_may_hold(text: str, told: str | None) -> None:
    """And the reason never quotes it."""
    found = problem(text, near=(DAY,))

    assert (found is None) == (told is None)
    assert told is None or (found is not None and told in found)
    assert found is None or not any(part in found for part in (NHS, SPACED, "1948", "4AP", HIDDEN))


KEYS = {
    "job.name": ('name = "small"', 'name = "{}"'),
    "report.marking": ("[report]", '[report]\nmarking = "{}"'),
    "report.shareable_marking": ("[report]", '[report]\nshareable_marking = "{}"'),
    "report.contact": ("[report]", '[report]\ncontact = "{}"'),
    "report.status": ("[report]", '[report]\nstatus = "{}"'),
    "report.next_date": ("[report]", '[report]\nnext_date = "{}"'),
    "report.rebase[1].reason": (
        "[outputs]",
        '[[report.rebase]]\nmonth = "2019-04"\nreason = "{}"\n[outputs]',
    ),
}


KINDS = {"number": NHS, "postcode": "LS1-4AP", "date": "1948-03-12", "direction": "a\\u202eb"}
PLACES = [(key, kind) for key in KEYS for kind in KINDS if (key, kind) != ("job.name", "direction")]
"""A name has letters and digits only."""


@pytest.mark.parametrize(("key", "kind"), PLACES)
def test_every_text_of_the_job_file_is_looked_at(tmp_path: Path, key: str, kind: str) -> None:
    """The key is named, the value is not; only the contact may have a postcode."""
    text = KINDS[kind]
    old, new = KEYS[key]
    job = tmp_path / "job.toml"
    job.write_text(JOB.replace(old, new.format(text), 1), "utf-8")

    if kind == "postcode" and key == "report.contact":
        check_texts(load_job(job), DAY)
        return
    with pytest.raises(ConfigError) as refusal:
        check_texts(load_job(job), DAY)
    assert key in str(refusal.value)
    assert text not in str(refusal.value)


@pytest.fixture
def series(tmp_path: Path) -> Layout:
    """An output folder with one release, made on 20 January 2021."""
    return Layout(write_series(tmp_path, World(months=1, providers=2)).parent / "out")


def sign(layout: Layout, **texts: str | None) -> dict[str, str]:
    """A sign-off of the release."""
    given: dict[str, str | None] = {"by": "A. Signer", "note": None, "public_note": None, **texts}
    said = Said(given["by"] or "", given["note"], given["public_note"])
    return sign_off.sign(layout, NUMBER, journal.APPROVED, said, datetime(2021, 2, 1, tzinfo=UTC))


@pytest.mark.parametrize("option", ["by", "note", "public_note"])
@pytest.mark.parametrize("text", [SPACED, "LS1 4AP", "12 March 1948", f"a{HIDDEN}b"])
def test_a_sign_off_with_what_may_not_be_shown_is_not_written(series: Layout, option: str, text: str) -> None:
    """The option is named; the journal, which is for ever, is as it was."""
    before = series.journal.read_bytes()

    with pytest.raises(ConfigError, match=f"^--{option.replace('_', '-')} ") as refusal:
        sign(series, **{"note": "fit", option: text})
    assert text not in str(refusal.value)
    assert series.journal.read_bytes() == before


def test_a_sign_off_says_something(series: Layout) -> None:
    """To those inside or to everybody."""
    with pytest.raises(ConfigError, match="--public-note"):
        sign(series)


NOTES = {
    "note": ({"note": "inner words"}, "release 0024 on 2021-02-01", {"inner words", "A. Signer"}),
    "public": ({"public_note": "outer words"}, "release 0024 by A. Signer on 2021-02-01: outer words", set()),
    "both": (
        {"note": "inner words", "public_note": "outer words"},
        "release 0024 by A. Signer on 2021-02-01: outer words",
        {"inner words"},
    ),
}


def pages(given: tuple[Approval, ...]) -> tuple[str, str]:
    """Internal and shareable page with these sign-offs."""
    world = World(months=1, providers=2)
    rows = figures(world)
    facts = replace(facts_of(world, rows, world.periods[0]), approvals=given)
    rule = within(HES_2018, is_national=False)
    shareable = render_page(Figures(world.periods[0], rows), replace(facts, disclosure=rule))
    return PageText(render_page(Figures(world.periods[0], rows), facts)).text, PageText(shareable).text


@pytest.mark.parametrize("name", NOTES)
def test_what_of_a_sign_off_is_outside(series: Layout, name: str) -> None:
    """That and when; who and why only where a public note was given."""
    texts, outside, inside_only = NOTES[name]
    sign(series, **texts)
    internal, shareable = pages(approvals(series))

    assert outside in shareable
    assert not any(word in shareable for word in inside_only)
    assert all(text in internal for text in (*texts.values(), "A. Signer"))


def test_a_sign_off_of_an_earlier_version_is_for_inside(series: Layout) -> None:
    """It was written before anybody could say for whom, and may hold anything."""
    entry = {
        "action": "approved",
        "release": NUMBER,
        "at": "2020-01-01",
        "by": "B. Old",
        "note": f"see {NHS}",
    }
    with series.journal.open("a", encoding="utf-8") as file:
        file.write(json.dumps(entry) + "\n")
    internal, shareable = pages(approvals(series))

    assert "B. Old" in internal
    assert NHS not in shareable
    assert "B. Old" not in shareable
    assert "release 0024 on 2020-01-01" in shareable


@pytest.mark.parametrize(
    ("name", "told"),
    [(SPACED, "NHS number"), ("Site, LS1 4AP", "postcode"), ("Ward 12/03/1948", "two years")],
)
def test_names_of_providers_are_looked_at(tmp_path: Path, name: str, told: str) -> None:
    """File and line are named, the name is not."""
    path = tmp_path / "names.csv"
    path.write_text(f'code,name\nRA1,St. Elsewhere\nRB2,"{name}"\n', "utf-8")

    with pytest.raises(InputError, match="names.csv, line 3") as refusal:
        provider_names([path], near=(DAY,))
    assert told in str(refusal.value)
    assert name not in str(refusal.value)


@pytest.mark.parametrize("column", ["modality", "sub_modality", "body_region", "body_system"])
def test_labels_of_the_modality_lookup_are_looked_at(column: str) -> None:
    """They become categories of shared tables."""
    engine = DuckDBEngine()
    labels = ("modality", "sub_modality", "body_region", "body_system")
    there = {name: f"see {NHS}" if name == column else "CT" for name in labels}
    lines = [
        {"file_id": 1, "row_number": line, "record_key": f"X{line}", **more}
        for line, more in ((2, {}), (3, there))
    ]
    load(engine, "modality_raw", lines)
    load(engine, "input_file", [{"file_id": 1, "path": "lookups/modality.csv"}])

    with pytest.raises(
        InputError, match=f"lookups/modality.csv, line 3: the column {column} holds"
    ) as refusal:
        check_labels(engine)
    engine.close()
    assert NHS not in str(refusal.value)


@pytest.mark.parametrize(
    "letter", ["\u202e", "\u2066", "\u200b", "\u200f", "\x00", "\x1b", "\x9b", "\ufeff", "\ud800"]
)
def test_what_cannot_be_seen_reaches_no_page_and_no_workbook(letter: str) -> None:
    """Wherever it came from: here from a provider's code and name, which are data."""
    world = World(months=2, providers=3, names=(f"R{letter}X",))
    rows, month = figures(world), world.periods[-1]
    facts = replace(
        facts_of(world, rows, month), names={"R001": f"St. {letter}Elsewhere"}, contact=f"us{letter}"
    )
    page = render_page(Figures(month, rows), facts)

    assert not UNSEEN.search(page)
    assert "R\ufffdX" in page
    page.encode()
    assert not UNSEEN.search(plain(f"a{letter}b"))
    assert visible(f"a{letter}b") == "a\ufffdb"


def test_a_workbook_is_written_whatever_its_texts_hold() -> None:
    """Its cells come from the same texts as the page."""
    table = ShownTable(
        "odd", f"a{HIDDEN}b", (ShownColumn("what"),), ((f"c{HIDDEN}\x00d",),), reading=f"e{HIDDEN}f"
    )
    content = workbook_bytes(
        Cover(f"t{HIDDEN}", f"b{HIDDEN}", (("Contact", f"x{HIDDEN}"),)),
        [table],
        [("word", "meaning")],
        datetime(2026, 1, 1, tzinfo=UTC),
    )

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml"))
    assert ">a\ufffdb<" in told
    assert not UNSEEN.search(told.replace("\r", ""))


def test_the_marking_of_the_internal_report_is_not_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shareable report has its own, or none."""
    monkeypatch.setattr("linkage.commands.report.monthly_report.has_workbook", lambda: False)
    job = write_series(tmp_path, World(months=1, providers=2))
    text = job.read_text("utf-8").replace("[report]", '[report]\nmarking = "INNER ONLY"')
    found = {}
    for name, more in (("none", ""), ("own", 'shareable_marking = "FOR ALL"')):
        job.write_text(text.replace("[report]", f"[report]\n{more}"), "utf-8")
        for flags in ([], ["--shareable"]):
            assert exit_code(["report", str(job), *flags]) == 0
        beside = tmp_path / "out" / "reports" / NUMBER
        found[name] = [
            PageText((beside / place / "index.html").read_text("utf-8")).text.splitlines()[0]
            for place in ("", "shareable")
        ]

    assert all(lines[0].startswith("INNER ONLY. Internal") for lines in found.values())
    assert found["none"][1].startswith("Shareable: ")
    assert found["own"][1].startswith("FOR ALL. Shareable: ")
    assert not any("INNER" in lines[1] for lines in found.values())
