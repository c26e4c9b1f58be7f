"""
The pages the browser looks at: python -m tests.browser.pages FOLDER [DEMO].

    FOLDER/internal/index.html, data_dictionary.html    two years, 40 providers, some of them hostile or tiny
    FOLDER/shareable/index.html                         the same under control
    FOLDER/empty/index.html                             a month without events
    FOLDER/diff/index.html                              two releases held against each other
    FOLDER/provider/index.html                          one provider
    FOLDER/site/index.html                              the front page of the static folder
    FOLDER/trends/index.html                            groups over months, in it
    FOLDER/sensitivity/index.html                       a month resolved in several ways
    FOLDER/life/index.html, life_secure/index.html      the life of an event, without identifiers and with them
    FOLDER/demo/index.html                              the report of the synthetic demo: of DEMO, else made here
    FOLDER/review/review.html                           a review page of 200 events, some of them hostile
"""

import sys
from dataclasses import replace
from pathlib import Path

from linkage.cli.main import exit_code
from linkage.commands.explain.life_sections import life_page
from linkage.commands.review.written import page_digest
from linkage.disclosure.month import controlled_month
from linkage.disclosure.profile import HES_2018
from linkage.disclosure.series import publications
from linkage.release.content.dictionary import described
from linkage.release.content.published import Options
from linkage.report.dictionary_page import render_dictionary
from linkage.report.figures import Figures
from linkage.report.page import render_page
from linkage.report.site.trends import render_trends, trends_of
from linkage.review.page import render_page as render_page_of_review
from linkage.steps.statistics.listing import listing
from tests.acceptance.test_site import front_page
from tests.report.gap_world import MONTHS as GAP_MONTHS
from tests.report.gap_world import gap_figures
from tests.report.series_world import World, figures
from tests.report.test_carried import sensitivity_page
from tests.report.test_diff_page import diff_page
from tests.report.test_life_page import example
from tests.report.test_provider_page import provider_page
from tests.report.told import facts_of
from tests.review.made_sample import made_sample

WORLD = World(providers=40, names=("</script><script>alert(1)", "=cmd()"), small=3)


def pages() -> dict[str, str]:
    """The text of each page but the demo's."""
    month = WORLD.periods[-1]
    rows = figures(WORLD)
    facts = replace(facts_of(WORLD, rows, month), marking="OFFICIAL-SENSITIVE", has_dictionary=True)
    now = controlled_month([row for row in rows if row.period == month], HES_2018)
    shared = (*now, *publications(rows, month, now, [], HES_2018, lambda _: ()))
    empty = tuple(
        replace(row, numerator=0, denominator=None if row.denominator is None else 0, value=None)
        for row in rows
    )
    sample = made_sample(200)
    return {
        "internal/index.html": render_page(Figures(month, rows), facts),
        "internal/data_dictionary.html": render_dictionary(described(Options()), statistics=listing()),
        "shareable/index.html": render_page(
            Figures(month, shared), replace(facts, disclosure=HES_2018, has_dictionary=False)
        ),
        "empty/index.html": render_page(Figures(month, empty), replace(facts, has_dictionary=False)),
        "diff/index.html": diff_page(),
        "provider/index.html": provider_page(),
        "site/index.html": front_page(),
        "trends/index.html": render_trends(
            trends_of(gap_figures(), GAP_MONTHS[-1]), job_name="a <job>", release="0013"
        ),
        "sensitivity/index.html": sensitivity_page(),
        "review/review.html": render_page_of_review(sample, page_digest(sample)),
        "life/index.html": life_page(example()),
        "life_secure/index.html": life_page(example(secure=True)),
    }


def main(folder: Path, demo: Path | None = None) -> None:
    """Write them; `demo` is a folder in which `linkage demo` was typed, if there is one."""
    for name, text in pages().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    place = folder / "demo"
    made = demo or place
    if not (made / "job.toml").exists() and exit_code(
        ["demo", str(made), "--people", "3000", "--months", "3", "--quiet"]
    ):
        sys.exit("the demo failed")
    place.mkdir(exist_ok=True)
    (place / "index.html").write_bytes((made / "out" / "current" / "report" / "index.html").read_bytes())


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
