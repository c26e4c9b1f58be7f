"""The report of a run: the release's own numbers and the run's own facts, given to the page."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq

from linkage.config.job import Job
from linkage.config.load import load_rules
from linkage.config.rules import Rules
from linkage.engine.base import Engine, Value
from linkage.ledger import Ledger
from linkage.month_account import left_out
from linkage.release import dictionary, disk
from linkage.release.layout import Layout
from linkage.release.manifest import Manifest
from linkage.release.published import Options
from linkage.report.dictionary_page import render_dictionary
from linkage.report.figures import Figure, Figures
from linkage.report.page import ReportFacts, render_page
from linkage.report.rank_table import describe
from linkage.report.terminal import match_rank_text

COLUMNS = ("table", "breakdown", "category", "measure", "numerator", "denominator", "value")


def write_report(
    folder: Path, engine: Engine, job: Job, rules: Rules, manifest: Manifest, ledger: Ledger
) -> None:
    """statistics and the run's small tables -> report/index.html in the draft `folder`."""
    listed = ", ".join(f'"{column}"' for column in COLUMNS)
    rows = engine.rows(f"select {listed} from statistics order by {listed}")
    figures = Figures(manifest.month, tuple(map(figure, rows)))
    page = render_page(figures, facts(engine, job, rules, manifest, ledger))
    _write_page(folder, "index.html", page)


def write_dictionary_page(folder: Path, release: str, options: Options) -> None:
    """The contracts of the published tables -> report/data_dictionary.html in the draft `folder`."""
    page = render_dictionary(dictionary.described(options), release=release)
    _write_page(folder, "data_dictionary.html", page)


def facts(engine: Engine, job: Job, rules: Rules, manifest: Manifest, ledger: Ledger) -> ReportFacts:
    """What the page tells beside the statistics."""
    has_p = rules.p is not None
    return ReportFacts(
        job_name=job.job.name,
        release=manifest.release,
        month=manifest.month,
        status=job.report.status,
        contact=job.report.contact,
        finished=_day(manifest.finished),
        profile=rules.name,
        profile_meaning=rules.meaning,
        ranks=describe(rules),
        ledger=ledger,
        other_months=dict(manifest.other_months),
        quarantine={
            str(reason): int(str(rows))
            for reason, rows in engine.rows(
                "select reason, count(*) from quarantine where dataset = 'did' group by reason order by reason"
            )
        },
        model_id=manifest.model_id,
        versions=dict(manifest.versions),
        left_out=left_out(engine) if has_p else (),
        phi={
            str(name): float(str(phi))
            for name, phi in engine.rows(
                "select stratum, phi from presence where stratum = coalesce(number_state, stratum) order by 1"
            )
        }
        if has_p
        else None,
        threshold=_number(engine, "select probability from threshold") if has_p else None,
        expected_false_link_share=_number(
            engine, "select avg(1 - match_probability) from links where match_rank = 'P'"
        )
        if has_p
        else None,
        target=job.linkage.target_false_match_rate if has_p else None,
    )


def released_rank_table(job: Job, release: str, month: str) -> str:
    """The match-rank table of a published month, for the terminal."""
    source = Layout(job.output).release(release) / "statistics" / "statistics.parquet"
    rows = pq.read_table(source, columns=["period", *COLUMNS], filters=[("period", "=", month)]).to_pylist()
    figures = Figures(month, tuple(figure([row[column] for column in COLUMNS]) for row in rows))
    return match_rank_text(figures, describe(load_rules(job)))


def figure(row: Sequence[Value]) -> Figure:
    """A statistics row, in the order of COLUMNS."""
    table, breakdown, category, measure, numerator, denominator, value = row
    return Figure(
        table=str(table),
        breakdown=str(breakdown),
        category=str(category),
        measure=str(measure),
        numerator=None if numerator is None else int(str(numerator)),
        denominator=None if denominator is None else int(str(denominator)),
        value=None if value is None else float(str(value)),
    )


def _write_page(folder: Path, name: str, page: str) -> None:
    target = folder / "report" / name
    disk.make_folder(target.parent)
    disk.write(target, page.encode())


def _number(engine: Engine, query: str) -> float | None:
    found = engine.scalar(query)
    return None if found is None else float(str(found))


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"
