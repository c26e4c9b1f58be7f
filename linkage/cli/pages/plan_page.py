"""What a run would do, as JSON and as a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from linkage.cli.pages.delivery_lines import delivery_lines
from linkage.cli.pages.superseded import superseded_lines
from linkage.commands.plan.block_plan import BlockPlan
from linkage.commands.plan.release_plan import RunPlan
from linkage.release.record.signed_before import to_be_replaced
from linkage.release.record.struck import Struck
from linkage.words.number_words import number_of

GIGABYTE, MEGABYTE = 10**9, 10**6
MOST_STEPS = 4
"""Steps that are told by name, of those that take longest."""


def as_results(found: Sequence[RunPlan]) -> object:
    """For --json: one object, or a list of them for a range of months."""
    results = [as_result(one) for one in found]
    return results if len(results) > 1 else results[0]


def as_result(found: RunPlan) -> dict[str, object]:
    """For --json."""
    standing, planned = found.standing, found.planned
    kept = asdict(replace(found, planned=None, replaces={}))
    del kept["planned"], kept["replaces"]
    return {
        **kept,
        "standing": {
            **asdict(standing),
            "will_run": standing.will_run,
            "needs_restate": standing.needs_restate,
        },
        "needs": [{**asdict(need), "is_short": need.is_short} for need in found.needs],
        "would_end_with": standing.ends_with,
        "delivery": planned.delivery.model_dump() if planned else None,
        "affected": list(planned.delivery.affected) if planned else [],
        "struck": {month: struck.model_dump() for month, struck in planned.struck.items()} if planned else {},
        "signed_off_before": [one.model_dump() for signed in found.replaces.values() for one in signed],
    }


def pages(found: Sequence[RunPlan], job_file: str) -> Iterator[str]:
    """A page for a reader; of a range of months, how each stands, and the rest once."""
    for one in found:
        yield from standing_lines(one)
    yield from plan_lines(found[0], job_file)
    for one in (later for later in found[1:] if later.standing.is_linked):
        yield ""
        yield f"{one.month}"
        yield from block_lines(one)
        yield from gate_lines(one)


def standing_lines(found: RunPlan) -> Iterator[str]:
    """How a month stands, what of it was signed off, and with what the run would end if not well."""
    yield found.standing.told
    yield from to_be_replaced(found.replaces)
    if found.standing.ends_with is not None:
        yield f"run would end with {found.standing.ends_with}"


def plan_lines(found: RunPlan, job_file: str) -> Iterator[str]:
    """What is read, changed, done and needed."""
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
    if found.planned and (
        lines := list(delivery_lines(found.planned.delivery, found.planned.struck, job_file, planned=True))
    ):
        yield ""
        yield from lines
        yield from struck_lines(found.planned.struck)
    yield ""
    yield steps_title(found)
    for step in found.steps:
        yield f"  {step.name:<13}{step.told}"
        yield from (f"  {'':<15}{rule}" for rule in step.rules)
    yield ""
    yield from block_lines(found)
    yield ""
    yield from gate_lines(found)
    yield ""
    yield from forecast_lines(found)
    for need in found.needs:
        yield f"{need.of:<7} about {gigabytes(need.wanted)} wanted, {gigabytes(need.free)} free"
        if need.refused and found.standing.will_run:
            yield f"  would not fit: {need.refused}"
        elif need.is_short:
            yield f"  warning: too little {need.of}; {need.advice}"


def forecast_lines(found: RunPlan) -> Iterator[str]:
    """How long it takes, and which steps take the most of it."""
    told = found.forecast
    if told is None:
        return
    yield f"time    about {told.seconds:,.0f} s, {told.cpu:,.0f} s of CPU; {told.told}"
    dearest = [f"{name} {cost:,.0f} s" for name, cost in list(told.steps.items())[:MOST_STEPS]]
    if dearest:
        yield f"        most of it: {', '.join(dearest)}"


def struck_lines(struck: Mapping[str, Struck]) -> Iterator[str]:
    """Of people on the opt-out list, the events that would go with them; and of whom a month was signed off before."""
    for month, found in struck.items():
        if found.people or found.events:
            yield (
                f"to strike:    {number_of(found.people, 'person', 'people')} on the opt-out list from {month}, with "
                f"{number_of(found.events, 'event')}"
            )
        if signed := found.sign_off_words():
            yield f"signed off:   {month} was {signed}; have the new release signed off when it is made"


def steps_title(found: RunPlan) -> str:
    """Of which run the steps are: a published month is linked on request alone."""
    is_on_request = found.standing.published and not found.standing.is_linked
    return "steps of a run with --restate" if is_on_request else "steps of a run"


def gate_lines(found: RunPlan) -> Iterator[str]:
    """Every gate with its limits."""
    yield "gates"
    for gate in found.gates:
        yield f"  {gate.name:<31}{f'not judged: {gate.not_judged}' if gate.not_judged else gate.limits}"


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
        for block in sorted(blocks, key=lambda block: -block.pairs):
            yield f"  {' + '.join(block.fields):<38}{block.pairs:>14,}{block.largest:>10,}{block.left_out:>10,}"
        yield from worst_block(blocks)


def worst_block(blocks: Sequence[BlockPlan]) -> Iterator[str]:
    """By name the block that makes the most pairs, and what would make it smaller."""
    worst, pairs = max(blocks, key=lambda block: block.pairs), sum(block.pairs for block in blocks)
    if len(blocks) > 1 and pairs:
        bound = (
            f"leaves out {worst.left_out:,} of its values, and more where it is lower"
            if worst.left_out
            else f"below {worst.largest:,} leaves its largest out"
        )
        yield (
            f"  most pairs by {' + '.join(worst.fields)}: {worst.pairs / pairs:.0%} of them; [p] {worst.cap} {bound}"
        )


def gigabytes(size: int) -> str:
    """A size in units of 1,000 million bytes, or of a million when small."""
    return f"{size / GIGABYTE:,.1f} GB" if size >= GIGABYTE else f"{size / MEGABYTE:,.0f} MB"
