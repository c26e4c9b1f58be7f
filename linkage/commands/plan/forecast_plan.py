"""What a planned run will take: by the lines of its files, and by what is kept of them."""

from pathlib import Path

from linkage.commands.plan.file_plan import FilePlan
from linkage.config.job import Job
from linkage.editions.index import index_edition
from linkage.session.forecast import Forecast, forecast
from linkage.session.run_inputs import Inputs
from linkage.session.workspace import dialect_of


def planned_forecast(
    job: Job, inputs: Inputs, files: tuple[FilePlan, ...], *, index_is_kept: bool
) -> Forecast:
    """What a run will take; files whose index is kept are taken from the cache."""
    told = forecast(job, inputs.sources, sum(file.lines for file in files))
    return told.cached() if index_is_kept else told


def kept_index(job: Job, inputs: Inputs) -> Path | None:
    """Where the person index that the run would make is kept already; None when it would have to make it."""
    return index_edition(inputs, dialect_of(job)).folder(inputs, inputs.cache) if inputs.cache else None
