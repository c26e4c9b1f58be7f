"""The model file: every number rank P uses, readable, signed by its own digest, and free of any database."""

import hashlib
import json
from collections.abc import Mapping
from math import log2
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from linkage.files.plain_file import put_text
from linkage.steps.probabilistic.evidence.parameters import EvidenceParameters
from linkage.steps.probabilistic.levels.default_day import DefaultDay
from linkage.steps.probabilistic.model.copies import Copies
from linkage.steps.probabilistic.model.frozen import Frozen, Probability
from linkage.steps.probabilistic.model.least_share import LEAST_SHARE
from linkage.steps.probabilistic.model.level_digest import definition_digest

FORMAT = 5
"""Goes up whenever a file written before could not be read as what it was."""


class LevelParameters(Frozen):
    """How often a level is seen among true pairs (m) and among strangers (u)."""

    level: str
    m: Probability
    u: Probability
    pairs: int = 0
    """Proved pairs at this level, as the files show them: those whose number is somebody else's included."""
    m_by_labels: Annotated[float, Field(ge=0, le=1)] | None = None
    """m when every equal NHS number is taken for right; null where no proved pair is at the level."""
    strangers: int = 0
    """Pairs of an event and a stranger at this level."""
    smoothed: tuple[str, ...] = ()
    """Which of m and u rest on half a count, because the level was never seen."""

    @property
    def weight(self) -> float:
        """Match weight in bits: log2(m / u)."""
        return log2(self.m / self.u)


Comparisons = Mapping[str, tuple[LevelParameters, ...]]
"""Every level of each comparison."""


def m_by_level(comparisons: Comparisons) -> dict[str, dict[str, float]]:
    """m by comparison and level."""
    return {name: {one.level: one.m for one in levels} for name, levels in comparisons.items()}


def u_by_level(comparisons: Comparisons) -> dict[str, dict[str, float]]:
    """u by comparison and level."""
    return {name: {one.level: one.u for one in levels} for name, levels in comparisons.items()}


class EventKind(Frozen):
    """Proved events of one age band and one class of postcode."""

    age_band: str
    crowd: str
    events: int
    neighbours: Annotated[float, Field(ge=0)]
    """Mean number of other people of the index who hold the postcode."""


class StrangerCount(Frozen):
    """Strangers who agree with proved events of one kind in one way; what no stranger was met at is not listed."""

    birth_date: str
    postcode: str
    sex: str
    age_band: str
    crowd: str
    strangers: int


class Coincidence(Frozen):
    """How often strangers agree with events as their own person would."""

    numbered_share: Probability
    """Share of people with a number, who alone are proved to be strangers."""
    kinds: tuple[EventKind, ...]
    strangers: tuple[StrangerCount, ...]


class NumberMixture(Frozen):
    """What equal, valid NHS numbers are (see number_mixture): right, stranger and relative add up to one."""

    right: Probability
    """The person's own."""
    stranger: Probability
    """Somebody's who has nothing to do with the event."""
    relative: Probability
    """Of somebody at the same address."""
    copied: Annotated[float, Field(ge=0, lt=1)]
    """The part of the right ones on records that bear the birth date and sex of somebody at the same address."""


class FieldDependence(Frozen):
    """How two fields go wrong together, among pairs of right number (see field_dependence)."""

    fields: tuple[str, str]
    both_wrong: Annotated[float, Field(ge=0)]
    """Pairs other than exact in both."""
    by_independence: Annotated[float, Field(ge=0)]
    """The same if each went wrong for itself."""
    bits: float
    """log2 of the one over the other, half a pair added to both."""
    least_bits: float
    """The same when none of the pairs wrong in every field is right."""
    most_bits: float
    """The same when all of them are."""


class BlockCoverage(Frozen):
    """How often a true pair that bears all fields of these blocks shares one of them."""

    blocks: tuple[str, ...]
    """Names of the blocks, such as birth_date+postcode."""
    share: Probability
    pairs: int
    """Proved pairs it was counted on."""


class Training(Frozen):
    """What the model was trained on."""

    pairs: int
    """Event identities whose NHS number is held by one person of the index."""
    stranger_pairs: int
    """Pairs of a proved event and somebody else that u was counted on."""
    events: int
    """Event identities, not examinations."""
    people: int
    months: tuple[str, ...]
    inputs_sha256: str
    """Digest over the digests of the input files."""
    seed: int
    versions: dict[str, str]
    """Of this program and of the libraries the numbers rest on."""


class Model(Frozen):
    """A whole model file."""

    format: int = FORMAT
    model_id: str = ""
    levels_sha256: str = Field(default_factory=definition_digest)
    number: NumberMixture
    unheld_number_share: Probability | None = None
    """Of events of people with a number, those with one nobody in HES holds; None, in no file, before it was learnt."""
    block_coverage: tuple[BlockCoverage, ...]
    """c, for every set of blocks other than the NHS number."""
    comparisons: dict[str, tuple[LevelParameters, ...]]
    coincidence: Coincidence
    copies: Copies
    dependence: tuple[FieldDependence, ...] = ()
    """Told, and not part of any weight."""
    default_days: tuple[DefaultDay, ...] = ()
    """Days of the year that stand for "not known" in birth dates, by data set."""
    evidence: EvidenceParameters = EvidenceParameters()
    """Of the further evidence, whether or not a job has it switched on."""
    training: Training

    @property
    def right_number_share(self) -> float:
        """r: the share of equal, valid NHS numbers that are right."""
        return self.number.right

    @property
    def unheld_share(self) -> float:
        """The share of numbers nobody in HES holds; of wrong numbers among those held, where it was not learnt."""
        return self.unheld_number_share or max(1 - self.number.right, LEAST_SHARE)

    def signed(self) -> "Model":
        """The same model, named by the digest of its contents."""
        return self.model_copy(update={"model_id": self._expected_id()})

    def _expected_id(self) -> str:
        contents = {name: value for name, value in self._contents().items() if name != "model_id"}
        return "p-" + hashlib.sha256(json.dumps(contents, sort_keys=True).encode()).hexdigest()[:16]

    def _contents(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude={"unheld_number_share": self.unheld_number_share is None})

    def described(self) -> dict[str, Any]:
        """The file's contents: the model, and beside each level its weight for whoever reads it."""
        contents = self._contents()
        for name, levels in self.comparisons.items():
            for level, shown in zip(levels, contents["comparisons"][name], strict=True):
                shown["weight"] = round(level.weight, 4)
        return contents

    def write(self, target: Path) -> None:
        """Write the file, whole or not at all."""
        put_text(target, json.dumps(self.described(), indent=2) + "\n")
