"""Whether what a job names can be written, found out before the work and not after it."""

from pathlib import Path

from linkage.config.job import Job
from linkage.errors import ConfigError, ResourceError
from linkage.release.layout import Layout
from linkage.session.folder_trial import try_writing
from linkage.session.footprint import nearest


def page_path(model_path: Path) -> Path:
    """Where the page of a model lies: beside the file, of the same stem."""
    return model_path.with_suffix(".html")


def writable(layout: Layout) -> str:
    """The output folder can be written to, or made, and not by anybody."""
    layout.check()
    place = nearest(layout.output)
    if not place.is_dir():
        raise ResourceError(f"{place} is no folder, so {layout.output} cannot be made; name another one")
    try_writing(place)
    return f"{layout.output} {'can be written to' if place == layout.output else 'will be made'}"


def try_spill(job: Job) -> None:
    """ResourceError unless what does not fit in memory can be written where the job says."""
    if job.duckdb.spill:
        _try_folder(job.folder / job.duckdb.spill, "duckdb.spill")


def try_work(job: Job) -> None:
    """ResourceError unless working tables of Spark can be written where the job says."""
    if job.spark.work:
        _try_folder(job.folder / job.spark.work, "spark.work")


def is_there(path: Path) -> bool:
    """Whether there is such a file or folder; a name that no file system would have is not there."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def try_model(model: Path) -> None:
    """ConfigError or ResourceError unless a training can write its model and the page beside it."""
    if page_path(model) == model:
        raise ConfigError(
            "the page of a training is an .html file: let [linkage] model end otherwise, as in .json"
        )
    for path in (model, page_path(model)):
        if is_there(path) and not path.is_file():
            raise ConfigError(f"linkage.model: {path} is there and is no file; name another one")
    place = _try_folder(model.parent, "linkage.model")
    for path in (model, page_path(model)):
        trial = place / f".{path.name}.trial"
        try:
            trial.touch()
            trial.unlink()
        except (OSError, ValueError):
            raise ConfigError(
                f"linkage.model: no file of that name can be written in {place}; name another one"
            ) from None


def _try_folder(folder: Path, key: str) -> Path:
    """The folder, or the nearest one above it; an error with the job's key when nothing can be written there."""
    try:
        place = nearest(folder)
    except (OSError, ValueError):
        raise ConfigError(f"{key}: this is the path of no folder; name another one") from None
    if not place.is_dir():
        raise ConfigError(f"{key}: {place} is no folder; name another one")
    try:
        try_writing(place)
    except ResourceError as problem:
        raise ResourceError(f"{key}: {problem}") from None
    return place
