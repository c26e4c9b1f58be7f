"""The data sets of a job, each with its files and how they are written."""

from linkage.config.file_order import DEFAULT_ORDER
from linkage.config.job import Job
from linkage.config.sources.did import DidTable
from linkage.config.sources.hes import HesTable
from linkage.config.sources.lookups import DeathsTable, LookupTable
from linkage.layouts import every
from linkage.session.people_source import settled
from linkage.session.stores.found_files import found_files
from linkage.steps.inputs.source import Source

SourceTable = DidTable | HesTable | DeathsTable | LookupTable
SHARES = (
    *("max_damaged_key_share", "max_contrary_date_share", "max_unreadable_date_share", "tell_lost_share"),
)
"""What reading takes from every table of files by its name there."""


def sources(job: Job) -> tuple[Source, ...]:
    """Every data set of the job with its files; InputError for a glob that matches nothing. See also `settled`."""
    return settled(job, [source(job, name, key, table) for name, key, table in source_tables(job)])


def source_tables(job: Job) -> tuple[tuple[str, str, SourceTable], ...]:
    """Every data set of the job, the table of the job file that names its files, and what that says."""
    found: list[tuple[str, str, SourceTable]] = [("did", "did", job.did)]
    found += [(name, f"hes.{name}", table) for name, table in job.hes.supplied().items()]
    if job.deaths is not None:
        found.append(("deaths", "deaths", job.deaths))
    found += [(name, f"lookups.{name}", table) for name, table in job.lookups.supplied().items()]
    return tuple(found)


def source(job: Job, dataset: str, key: str, table: SourceTable) -> Source:
    """One data set as the table `key` of the job file describes it."""
    name = table.layout if isinstance(table, DidTable) else ""
    usual = every.layout(dataset, name).delimiter
    found = found_files(
        job,
        table.paths,
        key=f"{key}.paths",
        order=table.order if isinstance(table, DidTable | HesTable) else DEFAULT_ORDER,
    )
    return Source(
        dataset=dataset,
        files=found.files,
        addresses=found.addresses,
        delimiter=table.delimiter if "delimiter" in table.model_fields_set else usual,
        names=table.columns,
        person_id=table.person_id if isinstance(table, HesTable | DeathsTable) else None,
        column_order=table.column_order if isinstance(table, HesTable) else (),
        root=job.folder,
        absent=table.absent if isinstance(table, DidTable) else (),
        unpacked_times=job.limits.unpacked_times,
        row_lines=job.limits.row_lines,
        row_characters=job.limits.row_characters,
        dates=table.dates,
        **{name: getattr(table, name) for name in SHARES},
        layout=name,
        replace=table.replaces if isinstance(table, DidTable | HesTable) else "rows",
        data_years=table.data_years if isinstance(table, HesTable) else {},
        final_files=table.final_files if isinstance(table, DidTable) else (),
    )
