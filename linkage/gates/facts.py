"""What gates judge: the numbers of a month, of what came before it, and of the files. Counts and codes, no people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from linkage.words.ledger import Ledger


@dataclass(frozen=True)
class MonthFacts:
    """A month as its statistics have it."""

    name: str
    """How a message calls it: a month, or a release."""
    events: int
    providers: Mapping[str, int]
    """Events by provider; those of a provider that nobody knows are in `events` alone."""
    usable: Mapping[str, tuple[int, int]]
    """By "data set.field", such as did.sex: rows with a usable value, and all rows."""
    hospital_rows: Mapping[str, int]
    """Rows accepted by data set of hospital records."""
    fell_from: int = 0
    """Events that an earlier month was held against, where it was accepted with fewer; 0 where nothing was."""
    fell_in: str = ""
    """How a message calls what it was held against."""


@dataclass(frozen=True)
class FileFacts:
    """A file that this run has to judge: one with rows of the month, or one that no earlier release was made from."""

    path: str
    dataset: str
    rows_read: int
    rows_quarantined: int
    is_ended: bool
    """Whether its last line has its end; also where a file has no lines."""
    reasons: Mapping[str, int] = field(default_factory=dict)
    """Rows set aside by reason."""


@dataclass(frozen=True)
class DriftFact:
    """How often one field differs on proved pairs, of a provider or, without one, of the whole month."""

    provider: str | None
    field: str
    identities: int
    share: float
    trained_share: float
    """Of the proved pairs that the model was trained on."""
    times_at_least: float
    """Times as often as then, at least and at most, surely."""
    times_at_most: float


@dataclass(frozen=True)
class Facts:
    """Everything that a gate may look at."""

    ledger: Ledger
    now: MonthFacts
    before: MonthFacts | None
    """The latest month before this one that the current release holds."""
    own: MonthFacts | None
    """This month as it was published before."""
    files: tuple[FileFacts, ...]
    hospital_until: Mapping[str, date]
    """Last day with the usual activity, by kind of hospital record; one with too few records is left out."""
    last_day: date
    """The last day of the month."""
    past_match_rate: float | None
    """Of the publication that the month is held against."""
    past_events: int
    expected_false_links: float
    """Share of wrong links that rank P expects among those it made."""
    silent_from: int = 10
    """Events of a provider before, from which on it is told when it sends nothing."""
    drift: tuple[DriftFact, ...] = ()
    """Empty without a model."""
    fields_declared_absent: frozenset[str] = frozenset()
    """Fields of IDENTIFIERS that the job says its imaging files never have."""

    opt_outs: int = 0
    """Numbers on the opt-out list of this run."""
    opt_outs_before: int | None = None
    """The most that were on it when a month was last linked, or since; None where that is not known."""
    were_opt_outs_counted: bool = True
    """False where an earlier version told only that somebody was on it, which stands as one number."""

    @property
    def earlier(self) -> tuple[MonthFacts, ...]:
        """What the month is compared with: the month before, then its own earlier publication."""
        return tuple(one for one in (self.before, self.own) if one is not None)
