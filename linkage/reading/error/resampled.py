"""The estimate and its draws: right links and relations weighted by one over recall, people drawn with replacement."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from linkage.reading.error.bagged import BAGS, Bagged, Cell
from linkage.reading.error.recalls import Place, Recalls, recall_of
from linkage.relations.every import LAST
from linkage.words.estimate import BY_CHANCE

Rates = dict[str, float]
"""The adjusted rate of each group."""
Key = tuple[str, Cell]


@dataclass(frozen=True)
class Resampled:
    """What the rates of groups are made of."""

    sums: Mapping[Key, Sequence[tuple[int, float, float, int]]]
    """By group and cell: bag, right links, wrong links, links in the relation."""
    places: Mapping[Key, tuple[Place, ...]]
    recalls: Recalls
    relations: tuple[str, ...]
    """None where something else is counted."""
    plain: float
    """Share of all links in the relation."""

    def estimated(self) -> Rates:
        """The rates with every bag once, every recall as it is estimated."""
        strays = {month: sum(self.bounds(month)) / 2 for month in self.months}
        return self.rates([1] * BAGS, self.recalls.estimated(), strays, 1.0)

    def drawn(self, draws: int, seed: int) -> Iterator[Rates]:
        """So many rates again: bags, recalls, what wrong people show, and how many links are wrong, drawn each time."""
        random = Random(seed)  # noqa: S311 - a bootstrap
        places = sorted({place for found in self.places.values() for place in found})
        wrong = sum(each[2] for rows in self.sums.values() for each in rows)
        for _ in range(draws):
            times = Counter(random.choices(range(BAGS), k=BAGS))
            recalls = self.recalls.drawn(random, places)
            strays = {month: self.stray(month, random) for month in self.months}
            factor = random.gammavariate(wrong + 0.5, 1) / (wrong + 0.5)
            yield self.rates([times[bag] for bag in range(BAGS)], recalls, strays, factor)

    @property
    def months(self) -> list[str]:
        """The months that links are of."""
        return sorted({cell[0] for _, cell in self.sums})

    def rates(
        self, times: Sequence[int], recalls: Mapping[Place, float], strays: Mapping[str, float], factor: float
    ) -> Rates:
        """
        The rate of each group, each bag counted so many times.

        Of a cell's links `factor` times the expected are wrong, of which a share of `strays` is in the relation; what
        is left is of right ones, and each stands for one over recall events.
        """
        related: dict[str, float] = defaultdict(float)
        there: dict[str, float] = defaultdict(float)
        for key, rows in self.sums.items():
            seen, wrong, links = 0, 0.0, 0.0
            for bag, is_right, each, count in rows:
                if many := times[bag]:
                    seen += many * count
                    wrong += many * each
                    links += many * (is_right + each)
            wrong *= factor
            group, cell = key
            weight = 1 / recall_of(self.places[key], recalls)
            there[group] += weight * max(links - wrong, 0.0)
            related[group] += weight * max(seen - wrong * strays[cell[0]], 0.0)
        return {
            group: min(related[group] / whole, 1.0) if whole else float("nan")
            for group, whole in there.items()
        }

    def bounds(self, month: str) -> tuple[float, float]:
        """
        From which to which share of wrong links is in a relation asked for.

        Counted for contacts of the day. Of any other relation that is not counted: from none to twice the share of all
        links, or for a link without any record from that share to all that have no contact of the day.
        """
        known = {name: self.recalls.strays.get((month, name)) for name in BY_CHANCE}
        counted = sum(share.value for name, share in known.items() if share and name in self.relations)
        if self.relations and all(name in BY_CHANCE and known[name] for name in self.relations):
            return counted, counted
        if LAST in self.relations:
            rest = sum(share.value for name, share in known.items() if share and name not in self.relations)
            return min(self.plain, 1 - rest), 1 - rest
        return counted, min(counted + 2 * self.plain, 1.0)

    def stray(self, month: str, random: Random) -> float:
        """A share between these, with the chance of what was counted."""
        counted = [self.recalls.strays.get((month, name)) for name in self.relations if name in BY_CHANCE]
        if counted and len(counted) == len(self.relations) and all(counted):
            return min(sum(share.drawn(random) for share in counted if share), 1.0)
        return random.uniform(*self.bounds(month))


def resampled(
    rows: Sequence[Bagged], recalls: Recalls, relations: tuple[str, ...], plain: float
) -> Resampled:
    """The sums by group and cell; ConfigError where the recall of a cell is not known, or may be next to nothing."""
    sums: dict[Key, list[tuple[int, float, float, int]]] = defaultdict(list)
    for row in rows:
        sums[row.group, row.cell].append((row.bag, row.right, row.wrong, row.related))
    places = {(group, cell): recalls.needed(*cell, group) for group, cell in sums}
    return Resampled(dict(sums), places, recalls, relations, plain)
