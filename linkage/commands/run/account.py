"""The account a run gives of itself: the manifest, put together from what each part counted."""

from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from platform import python_version

from linkage import __version__
from linkage.commands.months.people_account import people_of
from linkage.commands.run.month_gates import Verdict
from linkage.commands.run.new_gates import KNOWN
from linkage.commands.run.opened_run import OpenedRun
from linkage.commands.run.replaced_files import ReplacedRows, hospital_rows, replaced_rows
from linkage.commands.run.set_aside import set_aside_of
from linkage.commands.run.superseded import FileRows, file_rows
from linkage.config.job import Job
from linkage.config.rules import Rules
from linkage.config.sources.hes import data_year_name
from linkage.engine.base import Engine
from linkage.engine.peak_memory import peak_memory_bytes
from linkage.engine.value import as_number, as_whole
from linkage.gates.judge import Judged
from linkage.release.record import manifest, tallies
from linkage.release.record.judged import RecordedGate
from linkage.release.record.method import Method, RankAsked
from linkage.release.record.scope import Scope
from linkage.report.chapters.rank_table import describe
from linkage.session.log_lines import run_id
from linkage.session.run_inputs import Inputs
from linkage.session.stages import Stages
from linkage.steps.inputs.missing_columns import columns_absent, file_columns
from linkage.tables.ledger import other_months
from linkage.words.ledger import Ledger


@dataclass(frozen=True)
class LinkedMonth:
    """A month that was linked and judged, and is to be published as release `number`."""

    number: str
    stages: Stages
    ledger: Ledger
    scope: Scope
    verdict: Verdict
    against: tuple[str, str] | None
    """The release and month that it was held against."""
    previous: manifest.Manifest | None = None
    """The release before."""


def manifest_of(
    opened: OpenedRun, inputs: Inputs, month: str, linked: LinkedMonth, finished: datetime
) -> manifest.Manifest:
    """The manifest of the month; months, files and options are left to `publish`."""
    engine, job, model, ledger = opened.engine(), opened.job, inputs.model, linked.ledger
    return manifest.Manifest(
        release=linked.number,
        run_id=run_id(linked.number, opened.started),
        job_name=job.job.name,
        settings_given=job.given,
        started=opened.started,
        finished=finished,
        month=month,
        inputs=supplied_files(engine),
        files_set_aside=tuple(
            tallies.FileSetAside(dataset=one.dataset, path=one.path, why=one.why)
            for one in inputs.files_aside
        ),
        stages=tuple(
            tallies.RecordedStage(name=s.name, rows_in=s.rows_in, rows_out=s.rows_out, seconds=s.seconds)
            for s in linked.stages.finished
        ),
        counts=counts_of(ledger),
        other_months=other_months(engine, month),
        set_aside=set_aside_of(engine, month),
        columns_absent=columns_absent(engine),
        columns_absent_files={file.path: file.absent for file in file_columns(engine) if file.absent},
        gates=tuple(gate_of(judged) for judged in linked.verdict.gates),
        gates_known=KNOWN,
        volume=linked.verdict.volume,
        people=people_of(engine, inputs, linked.previous),
        key_id=inputs.key.key_id,
        model_id=model.model_id if model else None,
        month_m=month_m(engine) if model else (),
        method=method(job, engine, inputs.rules, finished, linked.against),
        include_source_keys=job.outputs.include_source_keys,
        pseudonymise_person=job.outputs.pseudonymise_person,
        fingerprints={month: dict(opened.made_from)},
        scopes={month: linked.scope},
        versions=versions(job),
        peak_memory_bytes=peak_memory_bytes(),
    )


def counts_of(ledger: Ledger) -> tallies.Counts:
    """The ledger of the month as the manifest keeps it."""
    return tallies.Counts(
        events=ledger.events,
        linked=ledger.linked,
        review=ledger.review,
        unlinked=ledger.unlinked,
        other_month=ledger.other_month,
        superseded=ledger.superseded,
        opted_out=ledger.opted_out,
        key_conflict=ledger.key_conflict,
    )


def month_m(engine: Engine) -> tuple[tallies.RecordedMonthM, ...]:
    """What the month adapted of the model, where it was run with one."""
    return tuple(
        tallies.RecordedMonthM(
            number_state=str(state),
            field=str(field),
            identities=as_whole(identities),
            trained_share=as_number(trained),
            share=as_number(share),
        )
        for state, field, identities, trained, share in engine.rows(
            "select number_state, field, identities, trained_share, share from month_m order by 1, 2"
        )
    )


def gate_of(judged: Judged) -> RecordedGate:
    """A gate as the manifest keeps it."""
    return RecordedGate(
        name=judged.name,
        limit=judged.limit,
        found=judged.found,
        held=judged.held,
        mode=judged.mode,
        told=judged.told,
        accepted=judged.accepted,
    )


def supplied_files(engine: Engine) -> tuple[tallies.Input, ...]:
    """Every supplied file with its ledger."""
    superseded = file_rows(engine) | hospital_rows(engine)
    none, replaced = FileRows("", 0, 0), replaced_rows(engine)
    return tuple(
        tallies.Input(
            path=str(path),
            sha256=str(sha256),
            rows_read=as_whole(read),
            rows_accepted=as_whole(accepted),
            rows_quarantined=as_whole(quarantined),
            dataset=str(dataset),
            rows_superseded=superseded.get(str(path), none).rows_superseded,
            rows_superseding=superseded.get(str(path), none).rows_superseding,
            rows_replaced=replaced.get(str(path), ReplacedRows()).rows_replaced,
            rows_withdrawn=replaced.get(str(path), ReplacedRows()).rows_withdrawn
            or superseded.get(str(path), none).rows_withdrawn,
        )
        for path, sha256, read, accepted, quarantined, dataset in engine.rows(
            "select path, sha256, rows_read, rows_accepted, rows_quarantined, dataset from input_file order by file_id"
        )
    )


def method(job: Job, engine: Engine, rules: Rules, now: datetime, against: tuple[str, str] | None) -> Method:
    """How the month was linked; hospital dates after `now` are slips, and no cut-off."""
    until = engine.scalar(f"""
        select max(seen) from (
            select max(episode_start) as seen from episode where episode_start <= date '{now:%Y-%m-%d}'
            union all
            select max(appointment_date) from appointment where appointment_date <= date '{now:%Y-%m-%d}'
            union all
            select max(arrival_date) from attendance where arrival_date <= date '{now:%Y-%m-%d}'
        ) as latest""")
    return Method(
        profile=rules.name,
        meaning=rules.meaning,
        ranks=tuple(RankAsked(**asdict(rank)) for rank in describe(rules)),
        compared_with=against,
        has_opt_outs=job.opt_outs is not None,
        hospital_until=None if until is None else str(until),
        data_years=data_years(engine),
    )


def data_years(engine: Engine) -> dict[str, str]:
    """Data years of admitted patient care, such as 2018/19, each complete or provisional."""
    found = engine.rows("select data_year, is_complete from data_year order by data_year")
    return {data_year_name(as_whole(year)): "complete" if whole else "provisional" for year, whole in found}


def versions(job: Job) -> dict[str, str]:
    """The program, Python and the libraries whose change could change a result."""
    spark = ("pyspark",) if job.job.engine == "spark" else ()
    found = {name: version(name) for name in ("splink", "duckdb", "pyarrow", "sqlglot", *spark)}
    return {"linkage": __version__, "python": python_version()} | found
