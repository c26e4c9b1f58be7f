"""The training page: a pure function from what was learnt to one self-contained HTML file for those who approve it."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log2

from linkage.report.figures import percent
from linkage.report.template import rendered
from linkage.report.weight_chart import weight_chart

Cell = str | int | float | bool | None
"""What a cell of the coincidence table may hold."""
NOT_SEEN = "not seen"
SMALL = 0.001
"""Below this a probability is shown as a power of ten."""


@dataclass(frozen=True)
class LevelLine:
    """One level of a comparison."""

    level: str
    meaning: str
    pairs: int
    """Proved pairs at the level."""
    random_pairs: int | None
    """About how many random pairs at it; None where u comes from every value and not from a sample."""
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
class TrainingFacts:
    """What the page tells: the model file, and the meaning of its levels."""

    model_id: str
    format: int
    months: tuple[str, ...]
    events: int
    people: int
    pairs: int
    random_pairs: int
    seed: int
    inputs_sha256: str
    levels_sha256: str
    versions: Mapping[str, str]
    right_number_share: float
    block_coverage: tuple[tuple[str, float, int], ...]
    """Blocks, share of true pairs that share one of them, pairs counted; the last has all blocks."""
    comparisons: tuple[ComparisonTable, ...]
    coincidence_columns: tuple[str, ...]
    coincidence: tuple[tuple[Cell, ...], ...]
    evidence: tuple[EvidenceLine, ...] = ()


def render_training_page(facts: TrainingFacts) -> str:
    """The page as HTML: no script, no address, and no value of any record."""
    largest = max((abs(line.weight) for table in facts.comparisons for line in table.levels), default=0)
    return rendered(
        "training.html",
        facts=facts,
        wrong_share=1 - facts.right_number_share,
        tables=[
            (
                table,
                sum(line.pairs for line in table.levels),
                [shown_line(line) for line in table.levels],
                weight_chart([(worded(line.level), line.weight) for line in table.levels], largest),
            )
            for table in facts.comparisons
        ],
        smoothed=[
            f"{worded(table.name)} {worded(line.level)} ({' and '.join(line.smoothed)})"
            for table in facts.comparisons
            for line in table.levels
            if line.smoothed
        ],
        columns=[worded(column) for column in facts.coincidence_columns],
        coincidence=[[shown(value) for value in row] for row in facts.coincidence],
        coverage=[
            (worded(blocks), f"{100 * share:.2f}%", f"{pairs:,}")
            for blocks, share, pairs in facts.block_coverage
        ],
        evidence=[shown_evidence(line) for line in facts.evidence],
        worded=worded,
        percent=percent,
    )


def shown_line(line: LevelLine) -> dict[str, str]:
    """A level as the cells of its row."""
    left = None if line.gap is None or line.explained is None else line.gap - line.explained
    return {
        "level": worded(line.level),
        "meaning": line.meaning,
        "pairs": f"{line.pairs:,}",
        "random_pairs": "every value" if line.random_pairs is None else f"{line.random_pairs:,}",
        "m": probability(line.m),
        "u": probability(line.u),
        "weight": f"{line.weight:+.2f}",
        "m_by_labels": NOT_SEEN if line.m_by_labels is None else probability(line.m_by_labels),
        "gap": difference(line.gap),
        "explained": difference(line.explained),
        "left": difference(left),
        "smoothed": " and ".join(line.smoothed),
    }


def shown_evidence(line: EvidenceLine) -> tuple[str, ...]:
    """A line of the further evidence as cells; weights of agreeing and of not agreeing where both m and u are known."""
    m = line.m
    return (
        worded(line.name),
        worded(line.given),
        f"{line.pairs:,}",
        "whole index" if line.strangers is None else f"{line.strangers:,}",
        "learnt from each month" if m is None else probability(m),
        probability(line.u),
        "" if m is None else f"{log2(m / line.u):+.2f}",
        "" if m is None else f"{log2((1 - m) / (1 - line.u)):+.2f}",
        " and ".join(line.smoothed),
    )


def probability(value: float) -> str:
    """Four decimals, or three digits and a power of ten when small."""
    return f"{value:.4f}" if value == 0 or value >= SMALL else f"{value:.2e}"


def difference(value: float | None) -> str:
    """A difference of probabilities with its sign, to four decimals."""
    if value is None:
        return NOT_SEEN
    return f"{value:+.4f}" if round(value, 4) else "0.0000"


def shown(value: Cell) -> str:
    """A cell of the coincidence table, whatever it holds."""
    match value:
        case None:
            return "any"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.3g}"
        case int():
            return f"{value:,}"
        case _:
            return worded(value)


def worded(name: str) -> str:
    """A name of the model file as words."""
    return name.replace("_", " ")
