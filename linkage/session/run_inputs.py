"""What a run works from: files, lists, rules, model and key, found before anything is read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from linkage.config.job import EvidenceTable
from linkage.config.over_merged import OverMerged
from linkage.config.rules import Rules
from linkage.release.layout import Layout
from linkage.session.keys import Key
from linkage.session.surroundings import unheard
from linkage.session.workspace import Lists
from linkage.steps.inputs.source import Source
from linkage.steps.probabilistic.evidence.weigh import OFF
from linkage.steps.probabilistic.model.model import Model

DEFAULT_LIMITS = OverMerged()


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Everything a run works from."""

    sources: tuple[Source, ...]
    digests: dict[str, str]
    """SHA-256 of each file by "data set:path"."""
    lists: Lists
    rules: Rules
    model: Model | None
    key: Key
    layout: Layout
    deprivation_areas: int = 32_844
    """Areas of England that the postcode directory's ranks run over."""
    evidence: EvidenceTable = OFF
    """Which further evidence rank P weighs."""
    warn: Callable[[str], None] = unheard
    """Tells the user of something that the run goes on with."""
    kept: tuple[Path, ...] = ()
    """What earlier publications keep of each month, for people whose files are gone."""
    person_pads: tuple[bytes, bytes] | None = None
    """Padded keys of the pseudonyms of people, where releases have these."""
    over_merged: OverMerged = DEFAULT_LIMITS
    """Beyond which limits a person key may be of several people."""
    published_events: str | None = None
    """A query for event_id and test_date of every event that is published already; None before the first release."""
    kept_pads: tuple[bytes, bytes] | None = None
    """Padded keys of the pseudonyms that people have in `kept`: a month alone may be restated in another form."""
