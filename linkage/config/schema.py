"""The JSON Schema of a job file: what an editor completes keys by, and what docs/configuration.md is made from."""

import json

from linkage.config.job import Job

NAME = "job.schema.json"
"""Beside the job file that `linkage init` writes."""
DIRECTIVE = f"#:schema ./{NAME}\n"
"""The line by which a job file names its schema to an editor. To the program it is a remark."""


def job_schema() -> dict[str, object]:
    """The schema as plain values."""
    return Job.model_json_schema()


def schema_text() -> str:
    """The schema as `linkage check --schema` prints it."""
    return json.dumps(job_schema(), indent=2)
