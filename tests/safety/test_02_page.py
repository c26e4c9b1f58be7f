"""Every number of the shareable page is one of statistics.csv, or made of them: limits, intervals, sentences."""

from dataclasses import replace
from pathlib import Path

from linkage.cli.main import exit_code
from linkage.commands.report.released_figures import released_figures
from linkage.commands.report.report_facts import profile_of, report_facts
from linkage.commands.report.shared_numbers import shared_before
from linkage.config.load import load_job
from linkage.release.layout import Layout
from linkage.release.record.manifest import NAME as MANIFEST
from linkage.release.record.manifest import read_manifest
from linkage.report.facts import GateShown
from linkage.report.figures import Figures
from linkage.report.page import render_page
from tests.report.series_release import DECLARED, NUMBER, write_series
from tests.report.series_world import World

WORLD = World(months=16, providers=14, small=2, broken_from=15)


def test_the_page_is_made_again_from_the_shared_numbers_alone(tmp_path: Path) -> None:
    """Word for word, charts and all; and what a gate found, or other months hold, stands nowhere on it."""
    job_file = write_series(tmp_path, WORLD, outputs=DECLARED)
    assert exit_code(["report", str(job_file), NUMBER, "--shareable"]) == 0
    job, layout = load_job(job_file), Layout(tmp_path / "out")
    manifest = read_manifest(layout.release(NUMBER) / MANIFEST)
    exact = released_figures(layout.release(NUMBER), manifest.month)
    facts = replace(
        report_facts(job, manifest, manifest.fingerprints, exact, profile_of(job.outputs), None),
        gates=(),
        other_months={},
        scope=manifest.scopes[manifest.month].words,
    )
    shared = Figures(manifest.month, shared_before(layout)[0].figures, is_shared=True)
    page = (layout.reports / NUMBER / "shareable" / "index.html").read_text("utf-8")

    assert "chart-unmatched" in page
    assert "funnel" in page
    assert render_page(shared, facts) == page


def test_what_a_gate_found_is_not_told(tmp_path: Path) -> None:
    """A share of exact counts: two pages that differ in it alone are the same."""
    job_file = write_series(tmp_path, World(months=2, providers=10))
    job, layout = load_job(job_file), Layout(tmp_path / "out")
    manifest = read_manifest(layout.release(NUMBER) / MANIFEST)
    exact = released_figures(layout.release(NUMBER), manifest.month)
    facts = report_facts(job, manifest, manifest.fingerprints, exact, profile_of(job.outputs), None)
    pages = {
        render_page(
            Figures(manifest.month, exact),
            replace(facts, gates=(GateShown("min_match_rate", 0.9, found, held=True),), other_months=months),
        )
        for found, months in ((0.91234, {"2018-12": 3}), (0.95678, {}))
    }

    assert len(pages) == 1
