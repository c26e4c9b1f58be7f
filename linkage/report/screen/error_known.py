"""What is known of wrong and missed links of a month, of every rank: what is expected, and what the hold-out found."""

from dataclasses import dataclass

from linkage.report.figures import Figures, value
from linkage.report.table import Kind, Mark, ShownCell, written
from linkage.words.expected_wrong import OF_ALL

SLACK = 0.0005
"""By how much a shared estimate may be off: closer to the target than this it settles nothing."""
LEAST_RECALL = 0.5
"""Fewer than this share of people in HES found by rank P, beyond what its interval allows, is a reason for care."""
KNOWN = "all links whose probability is known"
"""Not so: links that reviewers made, and those of a rank of custom rules that asks for no number."""


@dataclass(frozen=True)
class ErrorKnown:
    """Shares, or what stands in their place."""

    of_all: ShownCell
    """Expected to be wrong of the links of every rank, as far as their probability is known."""
    of_p: ShownCell
    """The same of those of rank P."""
    target: ShownCell
    """What the job allows of rank P."""
    recall: tuple[ShownCell, ShownCell, ShownCell]
    """Of the hold-out: the share of people in HES whom rank P finds, and both ends of its interval."""
    wrong: tuple[ShownCell, ShownCell, ShownCell]
    """The same of wrong links."""
    slack: float = 0.0

    @property
    def above_target(self) -> bool | None:
        """Whether more wrong links are expected of rank P than the job allows; None: not shown, or not estimated."""
        return above(self.of_p, self.target, self.slack)

    @property
    def all_above(self) -> bool | None:
        """The same of the links of every rank, which the job allows no more."""
        return above(self.of_all, self.target, self.slack)

    @property
    def is_hidden_for_all(self) -> bool:
        """Whether what is expected of all links may be estimated and is not shown, as in a shareable report."""
        return self.all_above is None and self.of_all in {Mark.NOT_SHARED, Mark.SUPPRESSED}

    @property
    def is_hold_out_open(self) -> bool:
        """Whether the hold-out as it is shown leaves open what the exact one says: it is not shown, or close to it."""
        share, found = self.wrong[0], self.recall[0]
        if not isinstance(share, float) or not isinstance(found, float) or not isinstance(self.target, float):
            return True
        is_wrong_open = not self.found_wrong and share > self.target - self.slack
        return is_wrong_open or (not self.finds_few and found < LEAST_RECALL + self.slack)

    @property
    def found_wrong(self) -> bool:
        """Whether the hold-out finds more wrong links than the job allows, beyond what its interval allows."""
        return above(self.wrong[1], self.target, self.slack) is True

    @property
    def finds_few(self) -> bool:
        """Whether rank P finds few of the people in HES, beyond what the interval allows."""
        high = self.recall[2]
        return isinstance(high, float) and high < LEAST_RECALL

    def doubts(self) -> list[str]:
        """Reasons for care."""
        allowed = written(self.target, Kind.SHARE)
        found = []
        if self.above_target:
            found.append(
                f"{percent(self.of_p)} of the links of rank P are expected to be wrong, {allowed} is allowed"
            )
        if self.all_above:
            found.append(
                f"{percent(self.of_all)} of {KNOWN} are expected to be wrong, {allowed} is allowed of rank P"
            )
        if self.found_wrong:
            found.append(
                f"at least {percent(self.wrong[1])} of the links of rank P are wrong by the hold-out"
            )
        if self.finds_few:
            found.append(
                f"rank P finds at most {percent(self.recall[2])} of those who are in HES, by the hold-out"
            )
        return found

    def words(self) -> str:
        """What is expected of wrong and missed links, as clauses that follow a comma; empty where nothing is known."""
        told = []
        if isinstance(self.of_all, float):
            told.append(f"{percent(self.of_all)} of {KNOWN} are expected to be wrong")
        if isinstance(self.of_p, float) and isinstance(self.target, float):
            told.append(
                f"{percent(self.of_p)} of the links of rank P are expected to be wrong ({percent(self.target)} allowed)"
            )
        if all(isinstance(cell, float) for cell in self.recall):
            share, low, high = map(percent, self.recall)
            told.append(f"rank P finds {share} of those in HES by the hold-out ({low} to {high})")
        return "".join(f", {words}" for words in told)


def error_known(figures: Figures) -> ErrorKnown:
    """From the numbers of the report."""
    month = figures.period

    def error(measure: str) -> ShownCell:
        return value(figures.cell("linkage_error", "month", month, measure))

    def ends(name: str) -> tuple[ShownCell, ShownCell, ShownCell]:
        return error(name), error(f"{name}_low"), error(f"{name}_high")

    of_p, target = (
        value(figures.cell("rank_p", "month", month, name))
        for name in ("expected_false_link_share", "target")
    )
    return ErrorKnown(
        error(OF_ALL),
        of_p,
        target,
        ends("holdout_recall"),
        ends("holdout_false_link_share"),
        SLACK if figures.is_controlled else 0.0,
    )


def above(found: ShownCell, target: ShownCell, slack: float) -> bool | None:
    """Whether a share is above the target; None where one is not there, or rounding leaves it open."""
    if not isinstance(found, float) or not isinstance(target, float):
        return None
    return None if abs(found - target) < slack else found > target


def percent(cell: ShownCell) -> str:
    """A share in per cent, two decimals."""
    return f"{100 * cell:.2f}%" if isinstance(cell, float) else written(cell, Kind.SHARE)
