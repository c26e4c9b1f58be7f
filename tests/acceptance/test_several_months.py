"""Months one after another, one of them restated late: what each is held against, exact and shared."""

import csv
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.acceptance.conftest import world
from tests.report.told import PageText

pytestmark = pytest.mark.night("tests/acceptance/test_release_history.py")

NATIONAL = 'scope = "national"\nnational_min_providers = 2\n'
HELD_AGAINST = {
    "0001": ("2019-08", None),
    "0002": ("2019-09", "release 0001 (2019-08)"),
    "0003": ("2019-08", "release 0001 (2019-08)"),
    "0004": ("2019-10", "release 0002 (2019-09)"),
}
"""Release: its month, and the publication it is held against."""


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four releases of three months."""
    job = world(tmp_path_factory.mktemp("months") / "world", people=1_500, months=4)
    text = job.read_text().replace('"quick.toml"', '"dmq_2015"')
    job.write_text(
        text.replace(
            "[did]",
            f'[report]\nrevisions = ["2019-08"]\n[outputs]\ndisclosure = "hes_2018"\n{NATIONAL}\n[did]',
            1,
        )
    )
    for month, _ in HELD_AGAINST.values():
        assert exit_code(["run", str(job), "--month", month, "--quiet", "--restate"]) == 0
    return job.parent / "out" / "releases"


@pytest.mark.parametrize("inner", ["report", "report/shareable"])
@pytest.mark.parametrize("release", HELD_AGAINST)
def test_a_month_is_held_against_its_own_past(releases: Path, release: str, inner: str) -> None:
    """Not against the month that happened to be restated last."""
    month, against = HELD_AGAINST[release]
    text = PageText((releases / release / inner / "index.html").read_text("utf-8")).text

    assert f"HES-DID linkage report, {month}" in text
    told = "There is no earlier publication to compare with." if against is None else f"Since {against} "
    assert told in text


def test_the_change_is_that_of_the_two_publications(releases: Path) -> None:
    """Unmatched before is what the publication held against published."""

    def unmatched(release: str, table: str, measure: str) -> int | None:
        month = HELD_AGAINST[release][0]
        with (releases / release / "statistics" / "statistics.csv").open(
            encoding="utf-8", newline=""
        ) as file:
            for row in csv.DictReader(file):
                if (row["period"], row["table"], row["breakdown"], row["measure"]) == (
                    month,
                    table,
                    "month",
                    measure,
                ):
                    return int(row["numerator"])
        return None

    def whole(release: str) -> int:
        found = [unmatched(release, "match_rate_by", measure) for measure in ("review_rate", "unlinked_rate")]
        return sum(count or 0 for count in found)

    assert unmatched("0004", "change", "unmatched_rate_before") == whole("0002") > 0
    assert unmatched("0003", "change", "unmatched_rate_before") == whole("0001") > 0
    assert unmatched("0001", "change", "unmatched_rate_before") is None
