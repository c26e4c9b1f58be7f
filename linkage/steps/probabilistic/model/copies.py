"""What a model file says of records that bear somebody else's birth date, sex and postcode."""

from typing import Annotated

from pydantic import Field

from linkage.steps.probabilistic.model.frozen import Frozen, Probability


class CopiedKind(Frozen):
    """Proved events of one age band and one class of postcode that agree in full with anybody at the address."""

    age_band: str
    crowd: str
    own: int
    """With the person whose number they bear."""
    another: int
    """With another, who has a number too; the person of the number lives there and was born on another day."""
    apart: int
    """Events whose person lives there and was born on another day, whether or not they are like another."""


class Copies(Frozen):
    """How often a record that agrees in full with somebody is of somebody else of the address (see copied_record)."""

    kinds: tuple[CopiedKind, ...]
    relatives: Annotated[float, Field(ge=0, le=1)]
    """Of those like another, the share whose number is a relative's; the others are copies."""
    relatives_low: Annotated[float, Field(ge=0, le=1)] = 0.0
    relatives_high: Annotated[float, Field(ge=0, le=1)] = 1.0
    """The ends of the 95% interval that the hospital records leave it."""
    told_by: Annotated[int, Field(ge=0)] = 0
    """Events whose hospital records had a say in that share; none: it is the stated rates' alone."""
    seen: Probability
    """Share of copies that are seen: HES has the person, and that they live there; the other has a number."""
