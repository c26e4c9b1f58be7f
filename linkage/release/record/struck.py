"""What a run took out of a month that it did not link."""

from typing import Annotated

from pydantic import Field

from linkage.release.record.part import ManifestPart


class Struck(ManifestPart):
    """What a run took out of a month that it carried over: people on the opt-out list, and their events."""

    people: Annotated[int, Field(ge=0)]
    events: Annotated[int, Field(ge=0)]
