"""What a year of deliveries is made from: a world, its months, and how often things come late or change."""

import hashlib
from dataclasses import dataclass
from datetime import date

from linkage.errors import ConfigError

from ..settings import YEAR_ENDS, YEARS, WorldSettings, last_day_of

SHARES = (
    "late", "corrected", "moved", "twice", "withdrawn", "files_twice", "files_overlapping", "overlap",
    "hes_late", "hes_late_people", "hes_corrected", "hes_withdrawn", "keys_reissued", "keys_merged", "keys_split",
    "opted_out",
)  # fmt: skip
"""Settings that are shares, from 0 to 1."""

EVENT_FATES = ("late", "corrected", "moved", "twice", "withdrawn")
"""What may befall an event on its way, one of them at the most."""


@dataclass(frozen=True)
class YearSettings:
    """The same settings always give the same deliveries, byte for byte. Rates without a source are our choice."""

    people: int
    seed: int
    deliveries: int = 12
    """Months of imaging, and deliveries; one more brings what comes after the last."""
    first: str = "2019-04"
    """Month of the first delivery, YYYY-MM, within the second HES year."""
    events_per_person_month: float = 0.06
    late: float = 0.02
    """Share of events that come one or two deliveries late; see errors/submissions.py."""
    corrected: float = 0.005
    """Of events sent first with another birth date or imaging code, or without the number; later as they are."""
    moved: float = 0.001
    """Of events first dated beyond the start or end of their month; later as they are."""
    twice: float = 0.001
    """Of events whose row stands twice in a file."""
    withdrawn: float = 0.001
    """Of events whose file is sent again without them, one or two deliveries later."""
    files_twice: float = 0.15
    """Of months whose file comes a second time under another name, with the delivery after."""
    files_overlapping: float = 0.15
    """Of months with a second file that holds some rows of the first."""
    overlap: float = 0.2
    """Share of the rows that such a file holds."""
    hes_late: float = 0.02
    """Of HES records that come one or two deliveries late; of the earlier year: with the final file."""
    hes_late_people: float = 0.005
    """Of people none of whose records are there before the final file of the earlier year."""
    hes_corrected: float = 0.005
    """Of records first without number, with an unknown postcode, another diagnosis or another end; later right."""
    hes_withdrawn: float = 0.002
    """Of records that a later extract no longer holds."""
    keys_reissued: float = 0.002
    """Of people whose person key is another from the final file on."""
    keys_merged: float = 0.3
    """Of people with two keys who have one from then on."""
    keys_split: float = 0.001
    """Of people seen at two trusts who have two keys from then on."""
    opted_out: float = 0.0005
    """Of people who come on the opt-out list with each delivery, one at the least unless it is 0."""
    final_at: int | None = None
    """The delivery with the final file of the earlier HES year (M13); else a third of the way, from the second on."""
    leaves_at: int | None = None
    """The delivery at which the first number leaves the opt-out list; else halfway. 0: never."""
    unrelated: int = 0
    """People who share no number, and no birth date with postcode district, with any event."""
    unrelated_at: int = 2
    """The delivery with which they come into HES."""
    look_alikes: int = 0
    """People who share birth date, sex and postcode with an event that bears no number, and with its person."""
    look_alikes_at: int = 2
    """The delivery with which they come into HES; the events came before."""

    def __post_init__(self) -> None:
        """Refuse, with every problem at once, what no year can be made from."""
        wrong = [f"{name}: give a share from 0 to 1" for name in SHARES if not 0 <= getattr(self, name) <= 1]
        if sum(getattr(self, name) for name in EVENT_FATES) > 1:
            wrong.append(f"{', '.join(EVENT_FATES)}: together they may be 1 at the most")
        if not 1 <= self.deliveries <= 12:  # noqa: PLR2004  months of the year
            wrong.append("deliveries: give a whole number from 1 to 12")
        wrong += [
            f"{name}: give a delivery from 2 to {self.last}"
            for name in ("final_at", "unrelated_at", "look_alikes_at")
            if (place := getattr(self, name)) is not None and place not in range(2, self.last + 1)
        ]
        wrong += [
            f"{name}: give 0 or more" for name in ("unrelated", "look_alikes") if getattr(self, name) < 0
        ]
        if wrong:
            raise ConfigError("the settings of the deliveries cannot be used: " + "; ".join(wrong))
        if not YEAR_ENDS[YEARS[0]] < self.world.imaging_from:
            raise ConfigError(f"first: {self.first} is not in the second HES year, 2019-04 to 2020-03")

    @property
    def last(self) -> int:
        """Number of the last delivery: the one after those of the months."""
        return self.deliveries + 1

    @property
    def final(self) -> int:
        """Number of the delivery with the final file of the earlier year."""
        return self.final_at or max(2, self.deliveries // 3)

    @property
    def leaves(self) -> int | None:
        """Number of the delivery at which somebody leaves the opt-out list."""
        if self.leaves_at == 0:
            return None
        return self.leaves_at or max(2, self.deliveries // 2)

    @property
    def months(self) -> tuple[str, ...]:
        """The month of each delivery, YYYY-MM, and of the one after."""
        year, month = (int(part) for part in self.first.split("-"))
        numbers = range(year * 12 + month - 1, year * 12 + month - 1 + self.last)
        return tuple(f"{number // 12}-{number % 12 + 1:02d}" for number in numbers)

    def until(self, delivery: int) -> date:
        """The last day of a delivery's month: what happened later is not in it."""
        return last_day_of(date.fromisoformat(f"{self.months[delivery - 1]}-01"))

    @property
    def world(self) -> WorldSettings:
        """The world that the deliveries tell of, piece by piece."""
        return WorldSettings(
            people=self.people,
            seed=self.seed,
            month=self.months[self.deliveries - 1],
            months=self.deliveries,
            events_per_person_month=self.events_per_person_month,
        )

    def chosen_files(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The deliveries whose file comes twice, and those with an overlapping one: others, while there are enough."""
        places = sorted(range(1, self.deliveries + 1), key=lambda place: digest(f"{self.seed} file {place}"))
        again = rounded_up(self.files_twice * self.deliveries)
        part = rounded_up(self.files_overlapping * self.deliveries)
        return tuple(sorted(places[:again])), tuple(sorted(places[::-1][:part]))


def digest(text: str) -> bytes:
    """Its SHA-256: an order that the seed shuffles."""
    return hashlib.sha256(text.encode()).digest()


def rounded_up(number: float) -> int:
    """
    The whole number that is nearest, but at least 1 where it is not nothing.

    >>> rounded_up(0), rounded_up(0.2), rounded_up(1.8)
    (0, 1, 2)
    """
    return max(1, round(number)) if number else 0
