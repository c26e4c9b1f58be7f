"""The training page: a pure function from what was learnt to one self-contained HTML file for those who approve it."""

from math import log2

from linkage.report.drawings.weight_chart import weight_chart
from linkage.report.figures import percent
from linkage.report.template import rendered
from linkage.report.training_facts import (
    Cell,
    CopiedLine,
    DependenceLine,
    EvidenceLine,
    LevelLine,
    PatternLine,
    TrainingFacts,
)

NOT_SEEN = "not seen"
SMALL = 0.001
"""Below this a probability is shown as a power of ten."""


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
        patterns=[shown_pattern(line) for line in facts.patterns],
        default_days=[
            (
                line.dataset.upper(),
                line.day,
                "the year and the month" if line.month_is_known else "the year",
                f"{line.found:,}",
                f"{line.expected:,.1f}",
            )
            for line in facts.default_days
        ],
        dependence=[shown_dependence(line) for line in facts.dependence],
        numbers=[(meaning, f"{100 * share:.3f}%") for meaning, share in facts.numbers],
        copied=[shown_copied(line) for line in facts.copied],
        copied_interval=" to ".join(percents(end) for end in facts.copied_interval),
        relatives=[percents(share, 0) for share in facts.relatives],
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
        "strangers": f"{line.strangers:,}",
        "m": probability(line.m),
        "u": probability(line.u),
        "weight": f"{line.weight:+.2f}",
        "m_by_labels": NOT_SEEN if line.m_by_labels is None else probability(line.m_by_labels),
        "gap": difference(line.gap),
        "explained": difference(line.explained),
        "left": difference(left),
        "smoothed": " and ".join(line.smoothed),
    }


def shown_pattern(line: PatternLine) -> tuple[str, ...]:
    """A pattern as the cells of its row."""
    times = f"{line.others / line.by_chance:,.2g}" if line.strangers and line.by_chance else NOT_SEEN
    return (
        worded(line.birth_date),
        worded(line.postcode),
        f"{line.strangers:,}",
        probability(line.others) if line.others else "0",
        probability(line.by_chance),
        times,
    )


def shown_copied(line: CopiedLine) -> tuple[str, ...]:
    """A kind of event as the cells of its row."""
    counts = (f"{count:,}" for count in (line.own, line.another, line.apart))
    return line.age_band, worded(line.crowd), *counts, percents(line.share)


def shown_dependence(line: DependenceLine) -> tuple[str, ...]:
    """Two fields as the cells of their row."""
    bounds = (f"{bits:+.2f}" for bits in (line.bits, line.least_bits, line.most_bits))
    fields = f"{worded(line.one)} and {worded(line.other)}"
    return fields, f"{line.both_wrong:,.1f}", f"{line.by_independence:,.1f}", *bounds


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


def percents(share: float, decimals: int = 2) -> str:
    """A share in per cent."""
    return f"{100 * share:.{decimals}f}%"


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
