"""The rates of a month that are held against earlier ones; each is good when low, but for how much was delivered."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A rate that is charted: the share that is not in the measure, so that low is good."""

    name: str
    measure: str
    words: str
    what: str


UNMATCHED = Line("unmatched", "match_rate", "Events without a person", "events without a person")
NO_NUMBER = Line(
    "no_number",
    "nhs_number_valid",
    "Events without a usable NHS number",
    "events without a usable NHS number",
)
ELSEWHERE = Line(
    "elsewhere",
    "concordant",
    "Linked events whose person was not where the setting says",
    "linked events whose person was not where the event's setting says",
)
VOLUME = Line("volume", "match_rate", "Events", "events delivered")
