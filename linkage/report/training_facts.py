"""What the training page shows: the numbers of a model file, with the meaning of its levels."""

from collections.abc import Mapping
from dataclasses import dataclass

Cell = str | int | float | bool | None
"""What a cell of the coincidence table may hold."""


@dataclass(frozen=True)
class LevelLine:
    """One level of a comparison."""

    level: str
    meaning: str
    pairs: int
    """Proved pairs at the level."""
    strangers: int
    """Pairs of an event and a stranger at the level."""
    m: float
    u: float
    weight: float
    """Bits."""
    m_by_labels: float | None
    gap: float | None
    explained: float | None
    """Part of the gap that wrong numbers account for."""
    smoothed: tuple[str, ...]


@dataclass(frozen=True)
class ComparisonTable:
    """One comparison, its levels in the order in which they are tried."""

    name: str
    levels: tuple[LevelLine, ...]


@dataclass(frozen=True)
class EvidenceLine:
    """One line of the further evidence."""

    name: str
    given: str
    """The part it is for, such as a source setting."""
    m: float | None
    """None where m is a setting of the job file."""
    u: float
    pairs: int
    strangers: int | None
    """Pairs with a stranger that u was counted on; None where it was counted over the whole index."""
    smoothed: tuple[str, ...]


@dataclass(frozen=True)
class PatternLine:
    """Strangers who agree in one way."""

    birth_date: str
    postcode: str
    strangers: int
    others: float
    """Mean number an event."""
    by_chance: float
    """The same by the product of chances."""


@dataclass(frozen=True)
class DependenceLine:
    """Two fields that go wrong together more often than each for itself, or less."""

    one: str
    other: str
    both_wrong: float
    """Pairs of right number, estimated."""
    by_independence: float
    bits: float
    least_bits: float
    most_bits: float


@dataclass(frozen=True)
class DefaultDayLine:
    """A day of the year that a data set writes for birth dates not known in full."""

    dataset: str
    day: str
    """MM-DD."""
    month_is_known: bool
    found: int
    expected: float


@dataclass(frozen=True)
class CopiedLine:
    """Proved events of one kind that agree in full with somebody at the address."""

    age_band: str
    crowd: str
    own: int
    another: int
    apart: int
    share: float
    """Of such records without a number, those thought to be another person's."""


@dataclass(frozen=True)
class TrainingFacts:
    """What the page shows: the model file, and the meaning of its levels."""

    model_id: str
    format: int
    months: tuple[str, ...]
    events: int
    people: int
    pairs: int
    stranger_pairs: int
    inputs_sha256: str
    levels_sha256: str
    versions: Mapping[str, str]
    right_number_share: float
    unheld_number_share: float
    twin_share: float
    """Largest share of links in full agreement whose number may be a same-sex twin's, which nothing can tell."""
    block_coverage: tuple[tuple[str, float, int], ...]
    """Blocks, share of true pairs that share one of them, pairs counted; the last has all blocks."""
    comparisons: tuple[ComparisonTable, ...]
    coincidence_columns: tuple[str, ...]
    coincidence: tuple[tuple[Cell, ...], ...]
    patterns: tuple[PatternLine, ...]
    default_days: tuple[DefaultDayLine, ...]
    dependence: tuple[DependenceLine, ...]
    numbers: tuple[tuple[str, float], ...]
    """What equal, valid NHS numbers are, and the share of each; the second is part of the first."""
    copied: tuple[CopiedLine, ...]
    copied_interval: tuple[float, float]
    """95% interval of the share of copies over all kinds."""
    relatives: tuple[float, float, float]
    """Of records like another's, the share whose number is a relative's, and the ends of its 95% interval."""
    told_by: int
    """Records whose hospital records had a say in that share."""
    evidence: tuple[EvidenceLine, ...] = ()
