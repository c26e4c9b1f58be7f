"""linkage plan JOB --month YYYY-MM"""

import json
from dataclasses import asdict

import typer

from linkage.cli.options import JobFile, Json, Month, Quiet, UnsafeDebug, surroundings
from linkage.config.load import load_job
from linkage.run_plan import RunPlan, plan_run

NAME = "plan"


def command(
    job_file: JobFile,
    month: Month,
    as_json: Json = False,
    quiet: Quiet = False,
    unsafe_debug: UnsafeDebug = False,
) -> None:
    """
    Say what a run would read, do and need: files, what is new, rows, steps, pairs, memory, disk. Writes nothing.

    Example: linkage plan job.toml --month 2026-04
    """
    found = plan_run(load_job(job_file), month, surroundings(quiet=quiet, unsafe_debug=unsafe_debug))
    typer.echo(json.dumps(asdict(found)) if as_json else plan_text(found))


def plan_text(found: RunPlan) -> str:
    """A page for a reader."""
    lines = [f"{found.month}: {found.month_standing}"]
    if found.needs_restate:
        lines.append("  a run needs --restate")
    lines += ["", f"{'files':<36}{'lines':>13}{'MB':>9}  {'standing':<10} SHA-256"]
    lines += [
        f"{f'{file.dataset}  {file.path}':<36}{file.lines:>13,}{file.bytes / 1e6:>9.1f}  {file.standing:<10}"
        f" {file.sha256[:12]}"
        for file in found.files
    ]
    lines += ["", "events in the DID files, by month"]
    lines += [
        f"  {month}{events:>12,}{'  not published yet' if month in found.months_not_published else ''}"
        for month, events in found.months.items()
    ]
    lines += ["", "steps", *(f"  {step}" for step in found.steps)]
    lines += [f"  model: {found.model}", f"  person index: {found.index}"]
    if found.blocks:
        lines += [
            "",
            f"{'pairs of rank P, estimated, by block':<40}{'pairs':>12}{'largest':>9}{'left out':>9}",
        ]
        lines += [
            f"  {' + '.join(block.fields):<38}{block.pairs:>12,}{block.largest:>9,}{block.left_out:>9,}"
            for block in found.blocks
        ]
    lines += [
        "",
        f"memory: about {found.memory_needed / 1e9:.1f} GB wanted, {found.memory_there / 1e9:.1f} GB there",
        f"disk:   about {found.disk_needed / 1e9:.1f} GB wanted, {found.disk_free / 1e9:.1f} GB free",
    ]
    if found.disk_free < found.disk_needed:
        lines.append(
            "  too little disk: free some space, or name another one under [job] output or [duckdb] spill"
        )
    return "\n".join(lines)
