"""The job file that is meant where a folder is named."""

from pathlib import Path

JOB_FILE = "job.toml"
"""What a folder's job file is called, so that the folder may be named in its place."""


def job_file(path: Path) -> Path:
    """The job file in a folder, if it holds one under that name; any other path as it is."""
    within = path / JOB_FILE
    return within if path.is_dir() and within.is_file() else path
