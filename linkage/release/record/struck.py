"""What a run took out of a month that it did not link."""

from typing import Annotated

from pydantic import Field

from linkage.release.record.part import ManifestPart
from linkage.release.record.signed_off import SignedOff, in_words
from linkage.words.number_words import number_of


class Struck(ManifestPart):
    """What a run took out of a month that it carried over: people on the opt-out list with their events, and others."""

    people: Annotated[int, Field(ge=0)]
    events: Annotated[int, Field(ge=0)]
    moved: Annotated[int, Field(ge=0)] = 0
    """Events that are of another month now, by their row in the DID files."""
    withdrawn: Annotated[int, Field(ge=0)] = 0
    """Events that their file does not hold any more."""
    signed_off: tuple[SignedOff, ...] = ()
    """Sign-offs that stand of the month as it was last linked: given before this was taken out."""

    @property
    def all_events(self) -> int:
        """Events that went, for whatever reason."""
        return self.events + self.moved + self.withdrawn

    def sign_off_words(self) -> str | None:
        """By whom, as what they are, the month was signed off before this was taken out; None where nobody did."""
        signed = in_words(self.signed_off)
        if signed is None:
            return None
        out = self.all_events
        struck = number_of(out, "event") if out else number_of(self.people, "person", "people")
        verb = "was" if (out or self.people) == 1 else "were"
        return f"{signed}, before {struck} {verb} struck by one release"
