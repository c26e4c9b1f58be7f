"""What a review of a month comes to, as the report and the command tell it."""

from collections.abc import Iterator
from dataclasses import dataclass

from linkage.review.agreement import Agreement
from linkage.review.estimate import Estimate
from linkage.words.figure import Figure

TABLE = "linkage_error"
ENDS = ("worst", "middle", "best", "low", "high")


@dataclass(frozen=True)
class MeasuredStratum:
    """One stratum: what was judged of it, in the middle reading, as it was seen."""

    name: str
    events: int
    judged: int
    share: float | None
    """Of links those that are right, of other events those whose person was missed; None where nobody could tell."""
    low: float
    high: float
    worst: float
    best: float


@dataclass(frozen=True)
class ReviewMeasured:
    """All of a month."""

    month: str
    samples: tuple[str, ...]
    drawn: int
    to_judge: int
    """Events drawn for whom the search finds anybody."""
    judged: int
    """Events that enough reviewers have answered for a verdict."""
    waiting: int
    """Answers to events that the release does not hold any more: kept, and not used."""
    to_third: int
    """Events that two reviewers differ in, and no third has looked at."""
    reviewers: int
    agreement: Agreement
    precision: Estimate | None
    recall: Estimate | None
    not_covered: int
    """Events of strata of which nothing was judged yet: no estimate speaks of them."""
    strata: tuple[MeasuredStratum, ...]

    def figures(self) -> Iterator[Figure]:
        """Rows like those of linkage_error, of the whole month; internal."""

        def row(measure: str, value: float | None, count: int | None = None) -> Figure:
            return Figure(TABLE, "month", self.month, measure, count, None, value, period=self.month)

        yield row("review_events", float(self.judged), self.judged)
        for name, found in (("precision", self.precision), ("recall", self.recall)):
            if found is not None:
                for end in ENDS:
                    suffix = "" if end == "middle" else f"_{end}"
                    yield row(f"review_{name}{suffix}", getattr(found, end))
                yield row(f"review_{name}_effective_events", found.effective)
        if self.agreement.kappa is not None:
            yield row("review_kappa", self.agreement.kappa)
