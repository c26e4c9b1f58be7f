"""What a run would do, as JSON and as a page."""

from collections.abc import Iterator
from dataclasses import asdict

from linkage.cli.pages.superseded import superseded_lines
from linkage.commands.plan.run_plan import RunPlan

GIGABYTE, MEGABYTE = 10**9, 10**6


def as_result(found: RunPlan) -> dict[str, object]:
    """For --json."""
    standing = found.standing
    return {
        **asdict(found),
        "standing": {
            **asdict(standing),
            "will_run": standing.will_run,
            "needs_restate": standing.needs_restate,
        },
        "needs": [{**asdict(need), "is_short": need.is_short} for need in found.needs],
    }


def plan_lines(found: RunPlan) -> Iterator[str]:
    """A page for a reader."""
    yield found.standing.told
    if found.resumes:
        yield found.resumes
    against = f" against release {found.standing.release}" if found.standing.release else ""
    name = max(len(file.dataset) for file in found.files) + 2
    width = name + max(len(file.path) for file in found.files) + 2
    yield ""
    yield f"{f'files{against}':<{width}}{'bytes':>16}{'lines':>13}  {'':<10}SHA-256"
    for file in found.files:
        yield (
            f"{f'{file.dataset:<{name}}{file.path}':<{width}}{file.bytes:>16,}{file.lines:>13,}"
            f"  {file.standing:<10}{file.sha256}"
        )
    for path in found.files_gone:
        yield f"     {path}: in release {found.standing.release}, no longer in the job"
    yield ""
    yield from event_lines(found)
    yield ""
    yield "steps of a run with --restate" if found.standing.published else "steps of a run"
    for step in found.steps:
        yield f"  {step.name:<13}{step.told}"
        yield from (f"  {'':<15}{rule}" for rule in step.rules)
    yield ""
    yield from block_lines(found)
    yield ""
    yield "gates"
    for gate in found.gates:
        yield f"  {gate.name:<31}{f'not judged: {gate.not_judged}' if gate.not_judged else gate.limits}"
    yield ""
    for need in found.needs:
        yield f"{need.of:<7} about {gigabytes(need.wanted)} wanted, {gigabytes(need.free)} free"
        if need.is_short:
            yield f"  warning: too little {need.of}; {need.advice}"


def event_lines(found: RunPlan) -> Iterator[str]:
    """What the DID files hold, by month."""
    if found.events is None:
        yield "events by month: not counted, the DID files are too large for this memory ([duckdb] memory_limit)"
        return
    yield "events in the DID files, by month of the test date"
    for month, events in found.events.months.items():
        note = "  not published yet" if month in found.months_not_published else ""
        yield f"  {month}{events:>14,}{note}"
    yield from superseded_lines(found.events.superseded)
    yield from conflict_lines(found.events.key_conflicts)


def conflict_lines(key_conflicts: int) -> Iterator[str]:
    """Rows that a run would set aside because their key is of several people."""
    if key_conflicts:
        yield (
            f"  {key_conflicts:,} row(s) more bear a site and accession number of several people: set aside, "
            "and in no rate"
        )


def block_lines(found: RunPlan) -> Iterator[str]:
    """About how many pairs rank P will score."""
    blocks = found.events.blocks if found.events else ()
    if not any(step.name == "rank P" for step in found.steps):
        yield "pairs of rank P: the profile has no rank P"
    elif not blocks:
        yield "pairs of rank P: " + (
            "not counted" if found.index_is_kept else "known after the first person index"
        )
    else:
        yield f"{'pairs of rank P, estimated, by block':<40}{'pairs':>14}{'largest':>10}{'left out':>10}"
        for block in blocks:
            yield f"  {' + '.join(block.fields):<38}{block.pairs:>14,}{block.largest:>10,}{block.left_out:>10,}"


def gigabytes(size: int) -> str:
    """A size in units of 1,000 million bytes, or of a million when small."""
    return f"{size / GIGABYTE:,.1f} GB" if size >= GIGABYTE else f"{size / MEGABYTE:,.0f} MB"
