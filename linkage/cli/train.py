"""linkage train JOB"""

import json
from typing import Annotated

import typer

from linkage.cli.options import JobFile, Json, Quiet, UnsafeDebug, surroundings
from linkage.config.load import load_job
from linkage.model_training import train_job
from linkage.probabilistic.model import Model
from linkage.training_report import page_path

NAME = "train"


def command(
    job_file: JobFile,
    force: Annotated[bool, typer.Option("--force", help="Replace a model that is there already.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
) -> None:
    """
    Learn the numbers of the probabilistic stage from the job's own files; write the model file and a page about it.

    Example: linkage train job.toml
    """
    job = load_job(job_file)
    model = train_job(job, surroundings(quiet=quiet, unsafe_debug=unsafe_debug), force=force)
    page = str(page_path(job.model_path)) if job.model_path else None
    if as_json:
        typer.echo(json.dumps(model.model_dump(mode="json") | {"report": page}))
        return
    typer.echo(model_text(model))
    typer.echo(f"written to {job.linkage.model}")
    typer.echo(f"report:    {page}")


def model_text(model: Model) -> str:
    """A model as a table: every level with m, u and its weight in bits."""
    lines = [
        f"model {model.model_id}: {model.training.pairs:,} proved pairs, {model.training.people:,} people",
        f"months {', '.join(model.training.months)}",
        f"{'level':<22}{'m':>12}{'u':>12}{'weight':>9}",
    ]
    for name, levels in model.comparisons.items():
        lines += [
            f"{f'{name} {level.level}':<22}{level.m:>12.3g}{level.u:>12.3g}{level.weight:>9.2f}"
            + (f"  smoothed: {', '.join(level.smoothed)}" if level.smoothed else "")
            for level in levels
        ]
    lines.append(f"equal NHS numbers that are right: {model.right_number_share:.4f}")
    lines.append(f"default days in birth dates: {default_days_text(model)}")
    return "\n".join(lines)


def default_days_text(model: Model) -> str:
    """The default days by data set, MM-DD; none where there are none."""
    days: dict[str, list[str]] = {}
    for one in model.default_days:
        days.setdefault(one.dataset, []).append(one.day)
    return "; ".join(f"{dataset} {', '.join(found)}" for dataset, found in days.items()) or "none"
