"""How large a country is, and into how many pieces it is made."""

from collections.abc import Mapping
from dataclasses import dataclass

PEOPLE = 56_000_000
EVENTS_A_MONTH = 3_800_000
ROWS_A_YEAR: Mapping[str, int] = {"APC": 21_000_000, "AE": 25_000_000, "OP": 125_000_000}
"""England in 2019: people, imaging events of a month, and rows of a year of each data set."""

PIECE_PEOPLE = 140_000
"""People of a piece: four pieces are a hundredth of the country, and one takes 0.6 GB of memory to make."""

EVENTS_PER_PERSON_MONTH = 0.066
CONTACT_TIMES: Mapping[str, float] = {
    "mean_attendances": 1.061,
    "mean_stays": 0.775,
    "mean_appointments": 1.129,
}
"""The setting of imaging, and times the usual need of each kind of contact, that give the numbers above."""


@dataclass(frozen=True)
class Size:
    """A share of the country."""

    scale: float
    piece_people: int = PIECE_PEOPLE

    @property
    def pieces(self) -> int:
        """How many pieces it has; at least one."""
        return max(1, round(self.scale * PEOPLE / self.piece_people))

    @property
    def people(self) -> int:
        """How many people live there: whole pieces of them."""
        return self.pieces * self.piece_people
