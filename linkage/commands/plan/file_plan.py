"""Each input file as a plan shows it: how large, how long, and how it stands against the current release."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow.parquet as pq

from linkage.release.record.manifest import Manifest
from linkage.steps.inputs.fingerprint import label
from linkage.steps.inputs.nested.stream import NestedRows
from linkage.steps.inputs.plan import Plan
from linkage.steps.inputs.text.lines import Lines


@dataclass(frozen=True)
class FilePlan:
    """One input file."""

    dataset: str
    path: str
    """Relative to the job file."""
    bytes: int
    sha256: str
    lines: int
    """Of a text file with its header and blank lines; of one of Parquet, XML or JSON its rows."""
    standing: str
    """new, changed or as before, against the inputs of the current release."""


def file_plans(
    plans: Sequence[Plan], digests: Mapping[str, str], previous: Manifest | None
) -> tuple[FilePlan, ...]:
    """Every input file. Raises InputError, as a run would, for one that turns out to be damaged."""
    before = {read.path: read.sha256 for read in previous.inputs} if previous else {}
    return tuple(
        FilePlan(
            dataset=plan.file.source.dataset,
            path=plan.file.name,
            bytes=plan.file.path.stat().st_size,
            sha256=digests[label(plan.file)],
            lines=lines(plan, digests[label(plan.file)]),
            standing=standing(before.get(plan.file.name), digests[label(plan.file)]),
        )
        for plan in plans
    )


def files_gone(plans: Sequence[Plan], previous: Manifest | None) -> tuple[str, ...]:
    """Files that the current release was made from and the job no longer names."""
    named = {plan.file.name for plan in plans}
    return tuple(read.path for read in previous.inputs if read.path not in named) if previous else ()


def standing(before: str | None, now: str) -> str:
    """How a file stands, by its digest in the current release and now."""
    if before is None:
        return "new"
    return "as before" if before == now else "changed"


def lines(plan: Plan, sha256: str) -> int:
    """Lines of a text file, or rows of another; InputError for a text that has not this digest any more."""
    if plan.layout.made_from.is_nested:
        return NestedRows(plan.file, plan.head, plan.layout, sha256).count()
    if plan.head.parquet:
        return int(pq.read_metadata(plan.file.path).num_rows)
    return Lines(plan.file, plan.head, sha256).count()
