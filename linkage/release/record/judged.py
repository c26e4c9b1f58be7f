"""What a manifest says of the gates that a month was judged by, and of how much was delivered."""

from typing import Literal

from pydantic import Field

from linkage.release.record.part import Count, ManifestPart


class RecordedGate(ManifestPart):
    """One gate that was judged: its limit, what was found, whether it held, and what follows if it does not."""

    name: str
    limit: float
    found: float
    held: bool
    mode: Literal["warn", "refuse"] = "refuse"
    told: str = Field("", description="What was found, in words.")
    accepted: str | None = Field(None, description="Why it was let pass in this run, with --accept.")


class Earlier(ManifestPart):
    """Events of an earlier publication that the month was compared with; `name` is its month, or its release."""

    name: str
    events: Count


class Volume(ManifestPart):
    """How much was delivered, against what came before."""

    events: Count
    providers: Count
    before: Earlier | None = Field(None, description="The month before that the release holds.")
    own: Earlier | None = Field(None, description="The month as it was published before.")
    silent: tuple[str, ...] = Field((), description="Codes of providers that sent nothing, and did before.")
