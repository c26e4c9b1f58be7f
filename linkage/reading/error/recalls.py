"""How often an event's own person is found, as the statistics of a release tell it; what is too little is refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random

from linkage.errors import ConfigError
from linkage.words.estimate import RECALL, WITHOUT_NUMBER
from linkage.words.interval import wilson

LEAST_RECALL = 0.05
"""Where recall may be lower, one link found may stand for more than twenty: no weight is put on that."""
FEWEST_TRIALS = 10
"""A setting or group of fewer people has the recall of all events of its kind."""
ENOUGH_TRIALS = 50
"""From so many people on a recall stands, however low: it is refused and not borrowed."""
MONTH, SETTING = "month", "source_setting"
SMALLEST = 0.02
"""No recall is taken for less when it is drawn, so that no draw rests on one link."""
WORDS = {True: "events without an NHS number", False: "events with an NHS number"}

Place = tuple[str, str, str, str]
"""Month, kind of event, breakdown, category."""


@dataclass(frozen=True)
class Share:
    """A share seen in so many trials."""

    value: float
    trials: float

    def drawn(self, random: Random) -> float:
        """The share again, as far as its trials leave it open (Jeffreys)."""
        seen = self.value * self.trials
        return random.betavariate(seen + 0.5, self.trials - seen + 0.5)


@dataclass(frozen=True)
class Recalls:
    """Recall by month, kind of event, breakdown and category; and what a wrong person shows, by month and relation."""

    shares: Mapping[Place, Share]
    strays: Mapping[tuple[str, str], Share]
    by: str | None = None
    """The breakdown of the groups, where it has recalls of its own."""

    def needed(self, month: str, kind: str, setting: str, group: str) -> tuple[Place, ...]:
        """
        The places that the recall of a cell is made of: that of group and setting together, where enough people are.

        Else all events of the kind, then the setting's and the group's, each where enough people are. ConfigError
        without any.
        """
        whole = (month, kind, MONTH, month)
        if not any(place[0] == month for place in self.shares):
            raise ConfigError(
                f"{month}: the statistics tell nothing of recall there, so nobody can say how many links are missed: "
                "an earlier version published the month, or it has no hold-out ([p] holdout_identities); run it with "
                "--restate, or name the other months (months=)"
            )
        if whole not in self.shares:
            raise ConfigError(
                f"{month}: the hold-out covers no {WORDS[kind == WITHOUT_NUMBER]}, so nobody can say how many links "
                "are missed: give the month a hold-out ([p] holdout_identities) and run it with --restate"
            )
        own = [(month, kind, SETTING, setting)]
        if self.by and self.by != SETTING:
            crossed = (month, kind, f"{self.by}.{SETTING}", f"{group} {setting}")
            if self.is_enough(crossed):
                return (crossed,)
            own.append((month, kind, self.by, group))
        return (whole, *filter(self.is_enough, own))

    def is_enough(self, place: Place) -> bool:
        """Whether a recall is told there of enough people; where few leave it next to nothing the coarser is taken."""
        share = self.shares.get(place)
        if share is None or share.trials < FEWEST_TRIALS:
            return False
        return share.trials >= ENOUGH_TRIALS or wilson(share.value, share.trials)[0] >= LEAST_RECALL

    def refuse_little(self, places: Iterable[Place]) -> None:
        """ConfigError where the 95% interval of a recall reaches below the least that is divided by."""
        for place in sorted(set(places)):
            share = self.shares[place]
            low, high = wilson(share.value, share.trials)
            if low < LEAST_RECALL:
                month, kind, breakdown, category = place
                of = "" if breakdown == MONTH else f" of {breakdown} {category}"
                raise ConfigError(
                    f"{month}: the recall of {WORDS[kind == WITHOUT_NUMBER]}{of} lies between {100 * low:.0f}% and "
                    f"{100 * high:.0f}%, which reaches {100 * LEAST_RECALL:.0f}% or less: who is missed cannot be told "
                    "from who is found; ask for other months, or tell the plain rate and its linkage error"
                )

    def estimated(self) -> dict[Place, float]:
        """Every recall as it is."""
        return {place: share.value for place, share in self.shares.items()}

    def drawn(self, random: Random, places: Iterable[Place]) -> dict[Place, float]:
        """The recalls of these places drawn again."""
        return {place: self.shares[place].drawn(random) for place in places}


def recall_of(places: tuple[Place, ...], shares: Mapping[Place, float]) -> float:
    """
    The recall of a cell: what is told of it, or that of its setting times how its group stands to all events.

    So where group and setting together are of few people, a group is taken to be found more or less often than others
    by the same factor in every setting.
    """
    whole, *own = (shares[place] for place in places)
    found = whole
    for each in own:
        found *= each / max(whole, SMALLEST)
    return min(max(found, SMALLEST), 1.0)


def recalls_of(rows: Iterable[tuple[str, str, str, str, float | None]], by: str | None) -> Recalls:
    """Rows of the table recall: period, breakdown, category, measure, value."""
    values = {(*place, measure): value for *place, measure, value in rows if value is not None}
    shares: dict[Place, Share] = {}
    strays: dict[tuple[str, str], Share] = {}
    breakdowns = set()
    for (month, breakdown, category, measure), value in values.items():
        if measure.startswith("recall_"):
            kind = measure.removeprefix("recall_")
            trials = values[month, breakdown, category, f"trials_{kind}"]
            shares[month, kind, breakdown, category] = Share(value, trials)
            breakdowns.add(breakdown)
        elif measure == "stray_share":
            strays[month, category] = Share(value, values[month, breakdown, category, "trials_stray"])
    return Recalls(shares, strays, by if by in breakdowns else None)


ROWS = f"""
    select period, breakdown, category, measure, value from statistics where "table" = '{RECALL}'"""
