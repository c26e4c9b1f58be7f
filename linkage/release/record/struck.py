"""What a run took out of a month that it did not link."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from linkage.release.record.part import ManifestPart
from linkage.release.record.signed_off import SignedOff
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

    def sign_off_words(self) -> str | None:
        """By whom, as what they are, the month was signed off before this was taken out; None where nobody did."""
        if not self.signed_off:
            return None
        out = self.events + self.moved + self.withdrawn
        struck = number_of(out, "event") if out else number_of(self.people, "person", "people")
        before = len(self.signed_off) - 1
        others = f", and {'once' if before == 1 else f'{before:,} times'} earlier" if before else ""
        verb = "was" if (out or self.people) == 1 else "were"
        return f"{self.signed_off[-1].words()}{others}, before {struck} {verb} struck by one release"


def signed_and_struck(struck: Mapping[str, Struck]) -> dict[str, str]:
    """Of each month that was signed off before something of it was struck, as what and when, in words."""
    each = {month: found.sign_off_words() for month, found in struck.items()}
    return {month: words for month, words in each.items() if words}
