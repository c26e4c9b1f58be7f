"""What a sample is, without identifiers: what it was drawn from, its strata, and the link of each event then."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from linkage.errors import IntegrityError


@dataclass(frozen=True)
class DrawnEvent:
    """One event of a sample."""

    stratum: str
    linked: str | None
    """The person as the release has them; None for an event without a link."""
    identity: str
    """The id of its NHS number, birth date, sex and postcode."""
    is_shown: bool
    """False where the search finds nobody, so that nobody has to look."""


@dataclass(frozen=True)
class DesignStratum:
    """One stratum as it was when the sample was drawn."""

    events: int
    drawn: int
    surprises: float


@dataclass(frozen=True)
class Design:
    """The whole sample; ids are those of the release."""

    sample: str
    release: str
    month: str
    model_id: str | None
    seed: int
    margin: float
    reviewers: int
    foreseen_margin: float | None
    """Of the share of wrong links."""
    exported_on: str
    page: str
    """Digest of what the page shows."""
    strata: Mapping[str, DesignStratum]
    events: Mapping[str, DrawnEvent]
    without_proposed: str | None = None
    """Why those whom a rank or rank P proposed were not looked for; None where they were."""

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), sort_keys=True, indent=1)


def read_design(path: Path) -> Design:
    """The design of a sample; IntegrityError where the file is not as it was written."""
    try:
        said = json.loads(path.read_text("utf-8"))
        strata = {name: DesignStratum(**one) for name, one in said.pop("strata").items()}
        events = {name: DrawnEvent(**one) for name, one in said.pop("events").items()}
        return Design(**said, strata=strata, events=events)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as problem:
        raise IntegrityError(
            f"{path} cannot be read as the design of a sample; restore it from your latest backup of state/"
        ) from problem
