"""National is a declared condition: all else is sub-national and controlled, and a month keeps the scope it has."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.commands.report.shared_numbers import shared_before
from linkage.commands.report.shared_rule import Rule, within
from linkage.commands.run.month_scope import scope_of
from linkage.config.outputs import OutputsTable
from linkage.disclosure.profile import HES_2018
from linkage.release.layout import Layout
from linkage.release.record.manifest import read_manifest
from linkage.words.figure import Figure
from tests.inputs.sample import APC_NAMES, DID_NAMES
from tests.report.told import PageText

MONTH = "2019-10"
DECLARED = 'scope = "national"\nnational_min_providers = 2\n'
JOB = """
[job]
name = "small"
[did]
paths = ["did/*.csv"]
[hes.apc]
paths = ["hes/*.csv"]
delimiter = ","
person_id = "TOKEN_PERSON_ID"
[linkage]
profile = "dmq_2015"
[report]
revisions = ["2019-10"]
[outputs]
disclosure = "hes_2018"
"""


def number(place: int) -> str:
    """A valid NHS number of the 999 range."""
    digits = f"999{place:06}"
    check = -sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True)) % 11
    return number(place + 500_000) if check == 10 else f"{digits}{check}"


def write_job(folder: Path, outputs: str = "", events: int = 60) -> Path:
    """A month of two providers in which every event finds its person by number, but three; gives the job file."""
    for name in ("did", "hes"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with (folder / "did" / "october.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(DID_NAMES)
        for place in range(events):
            about = ["01", "1950-03-04", "A", "1", "AB1 2CD", "F85678", "01", "C1", "RXX"]
            dates = ["2019-10-01", "2019-10-02", "2019-10-09", "XCHES", "399208008", "2019-10-10"]
            rows.writerow([number(place), *about, *dates, ("RA101", "RB201")[place % 2], f"A{place}"])
    with (folder / "hes" / "apc.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(APC_NAMES)
        for place in range(3, events):
            born = ["19500304", "1", "AB1 2CD", "2019-10-08", "2019-10-09", "Z00"]
            rows.writerow([f"E{place}", f"P{place}", number(place), *born])
    job = folder / "job.toml"
    job.write_text(JOB + outputs, "utf-8")
    return job


def run(job: Path, *more: str) -> int:
    """The exit code of a run of the month."""
    return exit_code(["run", str(job), "--month", MONTH, "--quiet", *more])


def shared(job: Path, place: str = "current/report/shareable") -> list[dict[str, str]]:
    """The numbers of a shareable report."""
    with (job.parent / "out" / place / "statistics.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def levels(job: Path, place: str = "current/report/shareable") -> set[tuple[str, str, str]]:
    """Level, control and rule of the numbers shared about all providers together."""
    whole = [row for row in shared(job, place) if row["breakdown"] in {"month", "sex", "rank", "step"}]
    return {(row["level"], row["control"], row["rule"]) for row in whole}


@pytest.mark.parametrize(
    ("outputs", "providers", "was_controlled", "is_national"),
    [
        pytest.param({}, 150, False, False, id="not declared, whatever the number of providers"),
        pytest.param({"scope": "national"}, 150, False, True, id="declared"),
        pytest.param({"scope": "national"}, 100, False, True, id="as many as are asked for"),
        pytest.param({"scope": "national"}, 99, False, False, id="too few by default"),
        pytest.param({"scope": "national"}, 1, False, False, id="one trust"),
        pytest.param({"scope": "national", "national_min_providers": 2}, 2, False, True, id="few may be all"),
        pytest.param({"scope": "national"}, 150, True, False, id="bound by what was hidden before"),
    ],
)
def test_what_is_national(
    outputs: dict[str, object], providers: int, *, was_controlled: bool, is_national: bool
) -> None:
    """The words give the reason whenever it is not."""
    found = scope_of(OutputsTable.model_validate(outputs), providers, was_controlled=was_controlled)

    assert found.is_national is is_national
    assert found.words.startswith("national, as declared" if is_national else "sub-national, ")
    assert within(HES_2018, is_national=found.is_national).national_exact is is_national


@pytest.mark.slow
@pytest.mark.parametrize(
    ("outputs", "expected", "told"),
    [
        pytest.param(
            'scope = "national"\n',
            "sub-national",
            "fewer than national_min_providers = 100",
            id="too few providers",
        ),
        pytest.param(DECLARED, "national", "national, as declared, with 2 providers", id="declared"),
    ],
)
def test_run_report_rule_and_manifest_say_which_scope_held(
    tmp_path: Path, outputs: str, expected: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three events without a person are hidden unless the numbers are declared to be those of the country."""
    job = write_job(tmp_path, outputs)
    assert run(job) == 0
    printed = capsys.readouterr()
    page = PageText((tmp_path / "out/current/report/shareable/index.html").read_text("utf-8")).text
    internal = PageText((tmp_path / "out/current/report/index.html").read_text("utf-8")).text
    manifest = read_manifest(tmp_path / "out/releases/0001/manifest.json")
    rules = {row["rule"] for row in shared(job)}
    with (tmp_path / "out/releases/0001/statistics/statistics.csv").open(newline="") as file:
        exact = {row["level"] for row in csv.DictReader(file)}

    assert told in printed.out
    assert told in page
    assert told in internal
    assert f"(scope {expected})" in page
    assert manifest.scopes[MONTH].name == expected
    assert rules == {f"hes_2018, {expected}"}
    assert exact == ({"national", "sub-national"} if expected == "national" else {"sub-national"})
    controls = {control for _, control, _ in levels(job)}
    assert controls == ({"shown"} if expected == "national" else {"rounded", "suppressed"})
    assert ("national_min_providers" in printed.err) == ("fewer" in told)
    if expected == "sub-national":
        assert not [row for row in shared(job) if row["numerator"] and 0 < int(row["numerator"]) < 8]


@pytest.mark.slow
def test_a_month_shared_as_sub_national_stays_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was hidden would be told by exact numbers; the run goes on and says so."""
    job = write_job(tmp_path)
    assert run(job) == 0
    write_job(tmp_path, DECLARED)

    assert run(job, "--restate") == 0
    printed = capsys.readouterr()
    assert "was shared as sub-national before" in printed.err
    assert {level for level, _, _ in levels(job)} == {"sub-national"}
    assert "shown" not in {row["control"] for row in shared(job)}


@pytest.mark.slow
def test_a_month_shared_as_national_keeps_its_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Restated without the declaration: no lock-out, no second set of numbers, and the remedy is told."""
    job = write_job(tmp_path, DECLARED)
    assert run(job) == 0
    first = [row for row in shared(job) if row["period"] == MONTH]
    write_job(tmp_path, events=80)

    assert run(job, "--restate") == 0
    again = [row for row in shared(job) if row["period"] == MONTH]
    page = PageText((tmp_path / "out/current/report/shareable/index.html").read_text("utf-8")).text
    manifest = read_manifest(Layout(tmp_path / "out").release("0002") / "manifest.json")
    warned = capsys.readouterr().err

    assert again == first
    assert "Numbers as first shared with release 0001." in page
    assert "was shared as national before" in warned
    assert 'put scope = "national" under [outputs]' in warned
    assert not manifest.scopes[MONTH].is_national


@pytest.mark.slow
def test_numbers_that_stand_are_no_publication_of_their_own(tmp_path: Path) -> None:
    """Declared again, the month is shared anew: held against what was first shared, not against the repetition."""
    job = write_job(tmp_path, DECLARED)
    assert run(job) == 0
    write_job(tmp_path, events=80)
    assert run(job, "--restate") == 0
    assert [one.repeats for one in shared_before(Layout(tmp_path / "out"))] == [False, True]
    write_job(tmp_path, DECLARED, events=80)

    assert run(job, "--restate") == 0
    whole = {
        row["denominator"]
        for row in shared(job)
        if row["breakdown"] == "month" and row["measure"] == "match_rate"
    }
    assert "80" in whole
    assert {level for level, _, _ in levels(job)} == {"national"}


@pytest.mark.slow
def test_a_release_of_no_declaration_is_not_shared_after_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It would bind the month as sub-national for ever, which whoever declares does not mean."""
    job = write_job(tmp_path)
    text = job.read_text("utf-8")
    job.write_text(text.replace('disclosure = "hes_2018"\n', ""), "utf-8")
    assert run(job) == 0
    job.write_text(text + DECLARED, "utf-8")

    assert exit_code(["report", str(job), "--shareable"]) == 2
    assert "--restate" in capsys.readouterr().err
    assert run(job, "--restate") == 0
    assert {level for level, _, _ in levels(job)} == {"national"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("hes_2018", Rule("hes_2018", "national")),
        ("hes_2018, sub-national", Rule("hes_2018", "sub-national")),
        (
            "custom (smallest 9, base 3, all numbers), national",
            Rule("custom (smallest 9, base 3, all numbers)", "national"),
        ),
        (
            "custom (smallest 9, base 3, all numbers)",
            Rule("custom (smallest 9, base 3, all numbers)", "national"),
        ),
    ],
)
def test_a_rule_is_read_as_it_was_written(text: str, rule: Rule) -> None:
    """Also by a version that knew no scope."""
    assert Rule.read(text) == rule
    assert Rule.read(str(rule)) == rule


@pytest.mark.parametrize("breakdown", ["provider", "site", "provider.nhs_number"])
def test_a_part_is_a_part_in_every_scope(breakdown: str) -> None:
    """What is about one provider is told by its breakdown, whatever its level says."""
    figure = Figure("data_quality", breakdown, "RA1", "valid", 1, 2, 0.5)

    assert replace(figure, level="national").is_sub_national


@pytest.fixture
def literals() -> Callable[[str], list[str]]:
    """Modules of a folder that write a level out."""

    def found(folder: str) -> list[str]:
        texts = {path.name: path.read_text("utf-8") for path in sorted(Path(folder).glob("*.py"))}
        return [name for name, text in texts.items() if "'national'" in text or '"national"' in text]

    return found


def test_the_level_is_said_in_one_place(literals: Callable[[str], list[str]]) -> None:
    """No statistic names its level itself."""
    assert literals("linkage/steps/statistics") == []
