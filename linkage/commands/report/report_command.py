"""A report asked for after the release was made: written beside the releases, from the release alone."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from linkage.commands.check.job_texts import check_texts
from linkage.commands.report.monthly_report import compared, write_internal, write_shareable
from linkage.commands.report.pdf import browser_found, print_page
from linkage.commands.report.report_data import ReportData
from linkage.commands.report.report_facts import profile_of
from linkage.commands.report.revision import refuse_undeclared, sharing_of
from linkage.commands.report.shared_numbers import FOLDER, shared_before
from linkage.config.job import Job
from linkage.errors import ConfigError
from linkage.release import history
from linkage.release.layout import Layout
from linkage.release.lock import hold
from linkage.release.record.manifest import Manifest
from linkage.release.shown import shown
from linkage.session.stores.job_layout import job_layout


@dataclass(frozen=True)
class Written:
    """Where a report was written, and of what."""

    release: str
    month: str
    page: Path
    is_shareable: bool
    compared_with: str | None
    data: ReportData
    """What the page and the workbook show."""
    pdf: Path | None = None
    """The page as a PDF, where one was asked for."""

    @property
    def kind(self) -> str:
        """The word for whom it is for."""
        return "shareable" if self.is_shareable else "internal"


def write_beside(
    job: Job, number: str, *, shareable: bool, compare: str | None, today: date, pdf: bool = False
) -> Written:
    """
    Write the report of release `number` to reports/NNNN, or reports/NNNN/shareable.

    `compare` is the release that the change is against, instead of the publication before (see `lineage`).
    IntegrityError when the link to the current release is lost, ConfigError when one of the two does not exist, or a
    shareable report is asked for without a rule, or a PDF without a browser; GateError when control refuses.
    """
    browser = browser_found() if pdf else None
    layout = job_layout(job)
    shown(layout)
    manifest = history.show(layout, number)
    other = history.show(layout, compare) if compare else None
    past = manifest.method.compared_with if manifest.method else None
    if other is not None:
        past = (other.release, other.month)
    folder, target = layout.release(number), layout.reports / number
    profile = profile_of(job.outputs)
    if shareable and profile is None:
        raise ConfigError(
            "the job names no rule of disclosure control, so there is no shareable report: put "
            'disclosure = "hes_2018" (or nhse_sde, or custom) under [outputs]'
        )
    check_texts(job, manifest.finished.date(), today)
    sharing = sharing_of(shared_before(layout) if shareable else (), manifest, job.report.revisions)
    if shareable:
        refuse_unlike(layout, job, manifest)
        refuse_undeclared(sharing, manifest)
    with hold(layout):
        if shareable and profile is not None:
            target = target / FOLDER
            made = write_shareable(
                target, folder, job, manifest, manifest.fingerprints, profile, past, sharing=sharing
            )
        else:
            change = compared(job, folder, manifest, other) if other else None
            made = write_internal(target, folder, job, manifest, manifest.fingerprints, past, change)
        page = target / "index.html"
        printed = print_page(browser, page) if browser else None
        layout.home.keep(layout, layout.reports / number)
    return Written(number, manifest.month, page, shareable, past[0] if past else None, made, printed)


def refuse_unlike(layout: Layout, job: Job, manifest: Manifest) -> None:
    """ConfigError when a month would be shared, for ever, in another scope than the job declares now."""
    scope = manifest.scopes.get(manifest.month)
    is_shared = any(one.month == manifest.month for one in shared_before(layout))
    if scope and not scope.is_declared and job.outputs.scope and not is_shared:
        raise ConfigError(
            f"release {manifest.release} was made before the job declared [outputs] scope, so its numbers would be "
            f"shared as sub-national, and {manifest.month} could never be shared as national: run the month with "
            "--restate, or take scope out of the job file"
        )
