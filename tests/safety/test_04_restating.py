"""What was shared of a month before is part of what a reader knows, whatever the rule, and however it was shared."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from linkage.disclosure.earlier import Publication
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import HES_2018, NHSE_SDE, PROFILES, Profile
from linkage.release import journal
from linkage.release.layout import Layout
from linkage.words.figure import Figure
from tests.report.series_release import DECLARED, NUMBER, statistics, write_series
from tests.report.series_world import World, figures, share, statuses
from tests.report.told import PageText
from tests.safety import strikes

MONTH, LATER = "2019-11", "0025"
SEXES = {"1": (400, 10, 20), "2": (500, 20, 30), "unknown": (40, 0, 2)}


def month(sexes: dict[str, tuple[int, int, int]]) -> list[Figure]:
    """The statuses of a month by sex, and of all."""
    whole = [sum(parts) for parts in zip(*sexes.values(), strict=True)]
    rows = statuses(MONTH, "month", MONTH, whole)
    rows += [row for sex, parts in sexes.items() for row in statuses(MONTH, "sex", sex, parts)]
    return rows


def publications(profile: Profile, *months: list[Figure]) -> list[Publication]:
    """A month shared again and again, as it then was."""
    found: list[Publication] = []
    for place, exact in enumerate(months):
        found.append(Publication(exact, controlled_month(exact, profile, found), f"{place:04}"))
    return found


@pytest.mark.parametrize("name", sorted(PROFILES))
def test_what_was_hidden_stays_hidden(name: str) -> None:
    """Though the cell has enough people now; under the rule that controls national numbers too."""
    before, after = SEXES, {**SEXES, "unknown": (40, 0, 12)}
    rows = [month(before), month(after)]
    if PROFILES[name].national_exact:
        rows = [
            [
                replace(row, level="sub-national", breakdown="provider")
                for row in one
                if row.breakdown == "sex"
            ]
            for one in rows
        ]
    first, second = publications(PROFILES[name], *rows)
    hidden = {key for key, figure in first.shared_by_key.items() if figure.is_suppressed}
    alone = {figure.key for figure in controlled_month(rows[1], PROFILES[name]) if figure.is_suppressed}

    assert hidden - alone
    assert hidden <= {key for key, figure in second.shared_by_key.items() if figure.is_suppressed}


# sex 1 linked by         so many more   the whole   its parts
STANDS = [
    pytest.param({"1": (399, 10, 20)}, True, True, id="one person struck"),
    pytest.param({"1": (393, 10, 20)}, True, True, id="seven people struck"),
    pytest.param({"1": (392, 10, 20)}, False, False, id="eight people struck"),
    pytest.param({"1": (401, 10, 19)}, True, True, id="one link found"),
    pytest.param(
        {"1": (390, 10, 20), "2": (499, 20, 30)}, False, True, id="eleven struck, one of the other sex"
    ),
    pytest.param({"1": (400, 10, 20)}, False, False, id="nothing"),
    pytest.param({"3": (5, 0, 0)}, True, True, id="a category of five people"),
]


@pytest.mark.parametrize(("moved", "whole", "parts"), STANDS)
def test_exact_numbers_stand_until_more_people_lie_between(
    moved: dict[str, tuple[int, int, int]], *, whole: bool, parts: bool
) -> None:
    """Of the whole, and of its parts, each for itself; under the rule that leaves national numbers alone."""
    exact = [month(SEXES), month({**SEXES, **moved})]
    first, second = publications(HES_2018, *exact)
    stands = {figure.breakdown: figure.from_release for figure in second.shared}

    assert stands == {"month": "0000" if whole else None, "sex": "0000" if parts else None}
    for key, figure in second.shared_by_key.items():
        source = first.shared_by_key if figure.from_release else {row.key: row for row in exact[1]}
        assert (figure.numerator, figure.denominator) == (source[key].numerator, source[key].denominator)


def test_many_events_of_one_person_are_one_person() -> None:
    """Thirty events fewer, and one person fewer: the events alone would tell of them."""
    before = month(SEXES)
    after = [
        replace(row, numerator_people=(before_row.numerator_people or 0) - 1)
        if row.measure == "match_rate" and row.category in {"1", MONTH}
        else row
        for row, before_row in zip(month({**SEXES, "1": (370, 10, 20)}), before, strict=True)
    ]

    assert {figure.from_release for figure in publications(HES_2018, before, after)[1].shared} == {"0000"}


def test_every_earlier_publication_counts_not_only_the_last() -> None:
    """Twenty away and back but for one: the third is one from the first, so it stands as it was shared last."""
    months = [month({**SEXES, "1": (linked, 10, 20)}) for linked in (400, 420, 399)]
    third = publications(HES_2018, *months)[2]

    assert {figure.from_release for figure in third.shared} == {"0001"}
    assert third.shared_by_key["match_rate_by", "sex", "1", "match_rate"].numerator == 420


def test_steps_that_are_small_each_are_told_when_they_are_large_together() -> None:
    """Five and five: the second is held against what was shared, which is the first."""
    months = [month({**SEXES, "1": (linked, 10, 20)}) for linked in (400, 395, 390)]
    releases = [{figure.from_release for figure in one.shared} for one in publications(HES_2018, *months)]

    assert releases == [{None}, {"0000"}, {None}]


def restated(job: Path, change: Callable[[Figure], Figure]) -> None:
    """A later release of the same month, beside the first, with changed statistics, declared a revision."""
    job.write_text(f'{job.read_text("utf-8")}revisions = ["{WORLD.periods[-1]}"]\n', "utf-8")
    layout = Layout(job.parent / "out")
    shutil.copytree(layout.release(NUMBER), layout.release(LATER))
    told = json.loads((layout.release(LATER) / "manifest.json").read_text("utf-8"))
    told |= {"release": LATER}
    (layout.release(LATER) / "manifest.json").write_text(json.dumps(told), "utf-8")
    rows = [change(figure) for figure in figures(WORLD)]
    pq.write_table(statistics(rows), layout.release(LATER) / "statistics" / "statistics.parquet")
    journal.append(layout.journal, journal.STARTED, LATER)
    journal.append(layout.journal, journal.PUBLISHED, LATER)


WORLD = World(months=2, providers=12)


def struck(figure: Figure) -> Figure:
    """The last month without one linked event of one person."""
    if figure.period != WORLD.periods[-1] or figure.table.endswith("_publication") or figure.is_sub_national:
        return figure
    is_linked = figure.measure == "match_rate" or figure.category == "linked"
    count, whole = figure.numerator, figure.denominator
    return replace(
        figure,
        numerator=count - 1 if count and is_linked else count,
        denominator=whole - 1 if whole and figure.table == "match_rate_by" else whole,
    )


def shared(job: Path, release: str) -> list[dict[str, str]]:
    """The numbers of a shareable report that was made beside the releases."""
    path = job.parent / "out" / "reports" / release / "shareable" / "statistics.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def national(rows: list[dict[str, str]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """National numbers of the last month, charts and all."""
    return {
        tuple(row[name] for name in ("table", "breakdown", "category", "measure")): (
            row["numerator"],
            row["denominator"],
        )
        for row in rows
        if row["level"] == "national" and row["period"] == WORLD.periods[-1]
    }


def test_a_struck_person_is_not_the_difference_of_two_reports(tmp_path: Path) -> None:
    """Made one after the other beside the releases; the second says in a sentence whose numbers it has."""
    job = write_series(tmp_path, WORLD, outputs=DECLARED)
    restated(job, struck)
    for release in (NUMBER, LATER):
        assert exit_code(["report", str(job), release, "--shareable"]) == 0
    first, second = (shared(job, release) for release in (NUMBER, LATER))
    page = tmp_path / "out" / "reports" / LATER / "shareable" / "index.html"

    assert national(first) == national(second)
    assert {
        row["from_release"] for row in second if row["level"] == "national" and row["table"] == "flow"
    } == {NUMBER}
    assert f"stand as they were shared with release {NUMBER}" in PageText(page.read_text("utf-8")).text


def test_nor_of_a_report_and_the_charts_of_another(tmp_path: Path) -> None:
    """The month itself was never shared; its first publication was, on a chart, and here stands on the same page."""
    job = write_series(tmp_path, WORLD, outputs=DECLARED)
    restated(job, struck)
    assert exit_code(["report", str(job), LATER, "--shareable"]) == 0
    rows = shared(job, LATER)
    charted = [row for row in rows if row["table"] == "first_publication" and row["breakdown"] == "month"]

    assert {row["period"] for row in charted} == {WORLD.periods[0]}


def test_a_report_made_again_is_the_same(tmp_path: Path) -> None:
    """What it hid the first time it hides again."""
    job = write_series(tmp_path, replace(WORLD, small=3))
    texts = []
    for _ in range(2):
        assert exit_code(["report", str(job), NUMBER, "--shareable"]) == 0
        texts.append(shared(job, NUMBER))

    assert texts[0] == texts[1]


def test_estimates_of_a_hidden_rank_stay_hidden() -> None:
    """Though it has enough links now."""

    def of(links: int) -> list[Figure]:
        ranks = {"1A": 900, "2": 60, "P": links}
        rows = statuses(MONTH, "month", MONTH, (960 + links, 40, 60))
        rows += [
            share(MONTH, "match_rank", "rank", rank, "share_of_matched", count, 960 + links)
            for rank, count in ranks.items()
        ]
        rows += [
            share(MONTH, "match_rank", "rank", rank, "records", count, 1060 + links)
            for rank, count in ranks.items()
        ]
        return [
            *rows,
            Figure("rank_p", "month", MONTH, "expected_false_link_share", None, None, 0.002, MONTH),
        ]

    first, second = publications(NHSE_SDE, of(4), of(40))

    assert any(figure.table == "rank_p" for figure in controlled_month(of(40), NHSE_SDE))
    assert not any(figure.table == "rank_p" for one in (first, second) for figure in one.shared)


@pytest.mark.slow
def test_what_a_strike_takes_over_is_no_publication_of_its_own(tmp_path: Path) -> None:
    """
    The report of a release that only strikes is the earlier one: what stands is that one's, by its number.

    Earlier releases without their people are enough to know it by.
    """
    settings = '[outputs]\ndisclosure = "hes_2018"\nscope = "national"\nnational_min_providers = 1'
    job = strikes.write_job(tmp_path / "job", settings)
    assert strikes.run(job, strikes.OCTOBER) == 0
    strikes.put_on_list(job, "b")
    assert strikes.run(job, strikes.OCTOBER) == 0
    for table in strikes.TABLES:
        shutil.rmtree(tmp_path / "job" / "out" / "releases" / "0001" / table)

    assert exit_code(["report", str(job), "0002", "--shareable"]) == 0

    again = tmp_path / "job" / "out" / "reports" / "0002" / "shareable" / "statistics.csv"
    rows = list(csv.DictReader(io.StringIO(again.read_text("utf-8"))))
    of_month = [row for row in rows if row["table"] == "match_rate_by" and row["breakdown"] == "month"]
    assert {row["denominator"] for row in of_month} == {"6"}
    assert {row["from_release"] for row in rows} == {"", "0001"}
