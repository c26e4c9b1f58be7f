"""One world's answers: adjusted, by the links as they stand, and by the truth, each with what it covers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.adjusted.month import LinkedMonth
from benchmarks.world import MONTH
from linkage.reading.error.adjusted import interval
from linkage.reading.error.bagged import Bagged, bagged_sql
from linkage.reading.error.question import question_of
from linkage.reading.error.recalls import Recalls, Share
from linkage.reading.error.resampled import Rates, Resampled, resampled

WOMEN, MEN = "2", "1"
RELATION = "IN_EPISODE"
DRAWS = 500

Answer = Callable[[Rates], float]
ANSWERS: Mapping[str, tuple[str | None, Answer]] = {
    "rate": (None, lambda rates: next(iter(rates.values()))),
    "women less men": ("sex", lambda rates: rates[WOMEN] - rates[MEN]),
}
"""What is asked: the breakdown that it needs, and the number made of its groups' rates."""


@dataclass(frozen=True)
class Held:
    """An answer of one world, with its 95% interval, and the truth of that world."""

    estimate: float
    low: float
    high: float
    truth: float

    def covers(self, truth: float) -> bool:
        """Whether the interval holds a number."""
        return self.low <= truth <= self.high


def plain(month: LinkedMonth, by: str | None) -> Resampled:
    """The links as they stand: every link right, nobody missed."""
    question = question_of(RELATION, by, None, (MONTH,))
    rows = [
        Bagged(group, (month_, kind, setting), bag, right + wrong, 0.0, related)
        for group, month_, kind, setting, bag, right, wrong, related in month.sql(
            bagged_sql(question)
        ).fetchall()
    ]
    kinds = {row.cell[:2] for row in rows}
    whole = {(*cell, "month", cell[0]): Share(1.0, 1e12) for cell in kinds}
    return resampled(rows, Recalls(whole, {(MONTH, RELATION): Share(0.0, 1.0)}), question.relations, 0.0)


def true_answer(month: LinkedMonth, by: str | None, answer: Answer) -> float:
    """The same of every event whose person is in HES, each linked to that person."""
    group = by or "'all events'"
    rows = month.sql(
        f"select {group}, avg(cast(coalesce(primary_relation = '{RELATION}', false) as integer)) from truth"
        f" where status = 'linked' and {group} is not null group by 1"
    ).fetchall()
    return answer({str(name): float(rate) for name, rate in rows})


def held(month: LinkedMonth, seed: int) -> dict[tuple[str, str], Held]:
    """Every answer, adjusted and plain."""
    found = {}
    for name, (by, answer) in ANSWERS.items():
        truth = true_answer(month, by, answer)
        drawn = month.drawn(RELATION, by, None, DRAWS, seed)
        rates = {row.group: row.adjusted or 0.0 for row in drawn.rates}
        found[name, "adjusted"] = told(answer, rates, drawn.draws, truth)
        made = plain(month, by)
        found[name, "plain"] = told(answer, made.estimated(), list(made.drawn(DRAWS, seed)), truth)
    return found


def told(answer: Answer, estimate: Rates, draws: Sequence[Rates], truth: float) -> Held:
    """The answer and its interval."""
    return Held(answer(estimate), *interval([answer(draw) for draw in draws]), truth)
