"""What a run took out of a month that it did not link."""

from typing import Annotated

from pydantic import Field

from linkage.release.record.part import ManifestPart


class Struck(ManifestPart):
    """What a run took out of a month that it carried over: people on the opt-out list with their events, and others."""

    people: Annotated[int, Field(ge=0)]
    events: Annotated[int, Field(ge=0)]
    moved: Annotated[int, Field(ge=0)] = 0
    """Events that are of another month now, by their row in the DID files."""
    withdrawn: Annotated[int, Field(ge=0)] = 0
    """Events that their file does not hold any more."""
