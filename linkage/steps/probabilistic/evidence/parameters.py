"""What training learns of the further evidence: the part `evidence` of the model file."""

from typing import Annotated

from pydantic import Field

from linkage.steps.probabilistic.model.frozen import Frozen, OpenProbability

EVERY_SETTING = "every"
"""Name of the numbers over all source settings: for events without one, and for settings too rare for their own."""


class NearNumberParameters(Frozen):
    """How often a broken NHS number is one slip away from a stranger's. How often from its owner's is a setting."""

    u: OpenProbability
    """Share of the strangers with a number who hold one at that distance."""
    others: Annotated[float, Field(ge=0)]
    """Mean number of such strangers for each broken number."""
    events: int
    """Proved numbers that were broken on purpose to count them."""
    smoothed: tuple[str, ...] = ()
    """u when no stranger was found and half of one was counted."""


class PracticeParameters(Frozen):
    """How often the event's practice is one that the person has had, for one level of postcode agreement."""

    postcode: str
    """exact, or other: neighbours share a practice, so the two are far apart."""
    m: OpenProbability
    u: OpenProbability
    pairs: int
    """Proved pairs with a practice on both sides; those whose number is somebody else's are taken out of m."""
    strangers: int
    """Pairs of an event and a stranger of one of its blocks, likewise."""
    smoothed: tuple[str, ...] = ()
    """Which of m and u rest on half a count."""


class ActivityParameters(Frozen):
    """How often somebody has activity at the event's provider on the day of the test, for one source setting."""

    setting: str
    """Patient source setting, 01 to 07, or `every`."""
    m: OpenProbability
    u: OpenProbability
    """Among strangers who share a block with the event, so live near it: what a candidate is."""
    u_anywhere: Annotated[float, Field(ge=0, le=1)]
    """Among random people of the index: for comparison; as u it would say too much."""
    pairs: int
    """Tests of proved pairs: distinct provider, day and setting."""
    strangers: int
    smoothed: tuple[str, ...] = ()
    """Which of m and u rest on half a count."""


class EvidenceParameters(Frozen):
    """All of it; None or empty where the files held nothing to learn from."""

    near_number: NearNumberParameters | None = None
    practice: tuple[PracticeParameters, ...] = ()
    activity: tuple[ActivityParameters, ...] = ()
