"""The ways in which a month is resolved: as the job says it, and each with one choice made otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

from linkage.config.job import Job
from linkage.config.load import read_rules
from linkage.config.rules import Rules

PUBLISHED = "dmq_2015"
"""The profile of the published steps, which the others are held against."""
TIMES = (0.5, 2.0)
"""Times the target that the job has."""
HELD_LAST = "8"


@dataclass(frozen=True)
class Way:
    """One way of resolving the month."""

    name: str
    """As a table's name ends."""
    meaning: str
    rules: Rules
    target: float | None
    """Of rank P; None where it takes no part."""
    without: str | None = None
    """A rank that does not link."""

    @property
    def has_p(self) -> bool:
        """Whether rank P takes part."""
        return self.target is not None


def ways_of(job: Job, rules: Rules) -> tuple[Way, ...]:
    """Every way that differs from the job's own, after that; one that another set of rules makes comes last."""
    target = job.linkage.target_false_match_rate if rules.p else None
    return (
        Way("as_job", f"as the job has it ({rules.name})", rules, target),
        *_ways(job, rules, target),
    )


def _ways(job: Job, rules: Rules, target: float | None) -> Iterator[Way]:
    if target is not None:
        for name, times in zip(("half", "twice"), TIMES, strict=True):
            yield Way(f"{name}_target", f"{name} the target ({times * target:g})", rules, times * target)
    if any(rank.rank == HELD_LAST for rank in rules.rank):
        yield Way("no_rank_8", "without rank 8", rules, target, without=HELD_LAST)
    if target is not None:
        yield Way("no_rank_p", "without rank P", rules, None)
    if rules.name != PUBLISHED:
        yield Way(PUBLISHED, f"by the rules {PUBLISHED}", read_rules(job.folder, PUBLISHED), None)
