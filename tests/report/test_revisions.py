"""Shared numbers of a month change at a declared revision alone: which report is shared, as a table and by runs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.commands.report.revision import Sharing, sharing_of, unbound, with_sharing
from linkage.commands.report.shared_numbers import Shared, latest, shared_before
from linkage.release.layout import Layout
from linkage.release.record.context import MonthContext
from linkage.words.figure import Figure
from linkage.words.publication import FIRST, THREE_MONTHS
from tests.report.series_release import manifest
from tests.report.series_world import World
from tests.report.told import PageText
from tests.safety import strikes
from tests.safety.strikes import NOVEMBER, OCTOBER, current, run
from tests.tables import Row, rows
from tests.workbooks import quick_workbook

pytestmark = pytest.mark.slow

__all__ = ["quick_workbook"]

MONTH = "2019-01"

CASES = rows("""
    case                              | shared by      | of linking | release | linked by | declared | stands | revises
    ----------------------------------+----------------+------------+---------+-----------+----------+--------+--------
    never shared                      |                |            | 0002    | 0002      |          |        |
    never shared, declared            |                |            | 0002    | 0002      | yes      |        |
    the report of the release again   | 0001           | 0001       | 0001    | 0001      |          |        |
    carried, not linked again         | 0001           | 0001       | 0003    | 0001      |          |        |
    linked again, not declared        | 0001           | 0001       | 0003    | 0003      |          | 0001   |
    linked again, declared            | 0001           | 0001       | 0003    | 0003      | yes      |        | 0001
    twice shared, the last one stands | 0001 0003      | 0001 0003  | 0005    | 0005      |          | 0003   |
    twice shared, declared once more  | 0001 0003      | 0001 0003  | 0005    | 0005      | yes      |        | 0001
    a shared revision, made again     | 0001 0003      | 0001 0003  | 0003    | 0003      |          |        | 0001
    the first again after a revision  | 0001 0003      | 0001 0003  | 0001    | 0001      |          |        |
    shared, not known of which run    | 0001           |            | 0003    | 0003      |          | 0001   |
    a copy is no publication          | 0001 0002:copy | 0001 0002  | 0003    | 0003      |          | 0001   |
    another month was shared          | 0001:other     | 0001       | 0003    | 0003      |          |        |
""")


def publication(told: str, linked_by: str | None) -> Shared:
    """A publication as it is drawn: its release, and what is special of it."""
    release, _, special = told.partition(":")
    month = "2018-12" if special == "other" else MONTH
    return Shared(release, month, Path(release), is_copy=special == "copy", linked_by=linked_by)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["case"]))
def test_how_a_month_may_be_shared(case: Row) -> None:
    """By what was shared of it, which run linked it, and what the job declares."""
    told = str(case["shared by"] or "").split()
    linkings: list[str | None] = [*str(case["of linking"] or "").split()]
    shared = [publication(one, by) for one, by in zip(told, linkings or [None] * len(told), strict=True)]
    own = str(case["linked by"])
    context = MonthContext(release=own, index="", people=1, crowded_postcodes=0)
    made = manifest(World(months=1)).model_copy(
        update={"release": str(case["release"]), "contexts": {MONTH: context}}
    )
    found = sharing_of(shared, made, [MONTH] if case["declared"] else [])

    assert (found.stands.release if found.stands else None, found.revises) == (
        case["stands"],
        case["revises"],
    )


def test_what_the_user_is_told() -> None:
    """Whose report stands, and of a declared month that this release has no report of."""
    told: list[str] = []
    counts = manifest(World(months=1)).counts
    made = manifest(World(months=1)).model_copy(update={"made_again": {"2018-12": counts, "2018-11": counts}})
    stands = Sharing(stands=Shared("0007", MONTH, Path("0007")))

    assert with_sharing(made, None, ["2018-12"], told.append) is made and told == []
    assert with_sharing(made, Sharing(), ["2018-12"], told.append) is made
    assert with_sharing(made, stands, [], told.append).shared_from == "0007"
    assert len(told) == 2 and told[0].startswith(
        "2018-12 is a declared revision and was made again beside 2019-01"
    )
    assert told[1].startswith("2019-01 was shared before, in release 0007, and is linked again")


def figure(table: str, period: str) -> Figure:
    """A number of a month."""
    return Figure(table, "month", "all", "match_rate", 9, 10, 0.9, period)


PUBLICATIONS = rows("""
    table                  | month   | known | kept
    -----------------------+---------+-------+-----
    first_publication      | 2019-01 | yes   | yes
    three_month_publication| 2019-01 |       |
    three_month_publication| 2019-02 |       | yes
    three_month_publication| 2019-03 | yes   | yes
    match_rate_by          | 2019-01 |       | yes
""")
"""2019-01 and 2019-03 were shared and are not declared, 2019-02 was not shared or is."""


@pytest.mark.parametrize("case", PUBLICATIONS, ids=lambda case: f"{case['table']} {case['month']}")
def test_charts_show_no_new_numbers_of_a_month_that_is_bound(case: Row) -> None:
    """The second chart would else be the way out."""
    one = figure(str(case["table"]), str(case["month"]))
    kept = unbound([one], [one] if case["known"] else [], {"2019-01", "2019-03"})

    assert {FIRST, THREE_MONTHS} >= {str(row["table"]) for row in PUBLICATIONS} - {"match_rate_by"}
    assert (kept == (one,)) is (case["kept"] is not None)


def test_what_is_known_outside_is_the_last_that_is_no_copy() -> None:
    """A report that was taken over knows nothing of the months after it."""
    first, second = (Shared(release, MONTH, Path(release)) for release in ("0001", "0002"))
    copy = replace(first, release="0003", is_copy=True)
    object.__setattr__(first, "figures", (figure(FIRST, MONTH),))
    object.__setattr__(second, "figures", (figure(FIRST, MONTH), figure(FIRST, "2019-02")))
    object.__setattr__(copy, "figures", first.figures)

    assert latest([first, second, copy]) == second.figures
    assert latest([]) == ()


SETTINGS = '[outputs]\ndisclosure = "hes_2018"\n'


def shareable(folder: Path) -> dict[str, bytes]:
    """The files of a release's shareable report."""
    return {path.name: path.read_bytes() for path in sorted((folder / "report" / "shareable").iterdir())}


def release(job: Path, number: str) -> Path:
    """The folder of a release."""
    return job.parent / "out" / "releases" / number


def add_rows(job: Path, month: str, names: tuple[str, ...]) -> None:
    """More events of the month, of people that are there."""
    whole = (job.parent / f"DID_{month}.csv").read_text("utf-8")
    more = [
        ",".join(strikes.did_row({"event": name, "month": month, "number": "b", "looks like": "B"}))
        for name in names
    ]
    (job.parent / f"DID_{month}.csv").write_text(whole + "\n".join(more) + "\n", "utf-8")


def test_a_month_linked_again_is_shared_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Byte for byte; the run names the setting, and the internal report has the new numbers and what changed."""
    job = strikes.write_job(tmp_path / "job", SETTINGS)
    assert run(job, OCTOBER) == 0
    add_rows(job, OCTOBER, ("e7", "e8"))
    capsys.readouterr()

    assert exit_code(["run", str(job), "--changed", "--json"]) == 0
    ended = capsys.readouterr()
    assert json.loads(ended.out)["shared_from"] == "0001"
    assert 'revisions = ["2019-10"] under [report]' in ended.err
    assert shareable(current(job)) == shareable(release(job, "0001"))
    inside = PageText((current(job) / "report" / "index.html").read_text("utf-8")).text
    assert f"{OCTOBER} | made again | 2 new event(s) | 2 | 0 | 0 | 0 | 0 | 0" in inside
    assert f"{OCTOBER} | 5 | 2 | 0 | 7" in inside.split("Links at first publication, and since")[1]


def test_a_month_linked_again_is_shared_as_it_was_until_a_revision_is_declared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By --changed and --restate alike; later months' reports know the months between; then the page says revised."""
    job = strikes.write_job(tmp_path / "job", SETTINGS)
    assert run(job, OCTOBER) == run(job, NOVEMBER) == 0
    add_rows(job, OCTOBER, ("e7", "e8"))
    capsys.readouterr()

    assert exit_code(["run", str(job), "--changed", "--json"]) == 0
    ended = capsys.readouterr()
    assert json.loads(ended.out)["shared_from"] == "0001"
    assert "its shareable report is that one, unchanged" in ended.err
    assert 'revisions = ["2019-10"] under [report]' in ended.err
    assert shareable(current(job)) == shareable(release(job, "0001"))
    assert run(job, OCTOBER, "--restate") == 0
    assert current(job).name == "0004"
    assert shareable(current(job)) == shareable(release(job, "0001"))
    layout = Layout(tmp_path / "job" / "out")
    assert [one.is_copy for one in shared_before(layout)] == [False, False, True, True]
    assert {row.period for row in latest(shared_before(layout))} == {OCTOBER, NOVEMBER}

    assert exit_code(["report", str(job), "0003", "--shareable"]) == 2
    assert 'revisions = ["2019-10"] under [report]' in capsys.readouterr().err
    assert exit_code(["report", str(job), "0001", "--shareable"]) == 0

    job.write_text(job.read_text("utf-8") + f'\n[report]\nrevisions = ["{OCTOBER}"]\n', "utf-8")
    assert run(job, OCTOBER, "--restate") == 0
    found = shareable(current(job))
    page = PageText(found["index.html"].decode()).text
    assert "What this delivery changed" not in page and "Links at first publication" not in page
    assert found["statistics.csv"] != shareable(release(job, "0001"))["statistics.csv"]
    assert "revised on " in page and "first shared with release 0001" in page
    assert "revised on " not in PageText(shareable(release(job, "0001"))["index.html"].decode()).text
    assert exit_code(["releases", "verify", str(job)]) == 0


def test_a_month_that_nobody_saw_outside_may_change(tmp_path: Path) -> None:
    """The job shares nothing at first; what it then shares first is of the links of then."""
    job = strikes.write_job(tmp_path / "job")
    assert run(job, OCTOBER) == 0
    job.write_text(job.read_text("utf-8") + "\n" + SETTINGS, "utf-8")

    assert run(job, OCTOBER, "--restate") == 0
    assert "release" in json.loads((current(job) / "manifest.json").read_text("utf-8"))
    assert json.loads((current(job) / "manifest.json").read_text("utf-8"))["shared_from"] is None
    assert (current(job) / "report" / "shareable" / "statistics.csv").is_file()
