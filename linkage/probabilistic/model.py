"""The model file: every number rank P uses, readable, signed by its own digest, and free of any database."""

import hashlib
import json
from math import log2
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from linkage.errors import ConfigError
from linkage.probabilistic.level_digest import definition_digest

FORMAT = 1
Probability = Annotated[float, Field(gt=0, le=1)]
RETRAIN = "run `linkage train` to write a new one"


class Frozen(BaseModel):
    """A part of the model file: nothing unknown in it, nothing changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class LevelParameters(Frozen):
    """How often a level is seen among true pairs (m) and among strangers (u)."""

    level: str
    m: Probability
    u: Probability
    smoothed: tuple[str, ...] = ()
    """Which of m and u rest on half a count, because the level was never seen."""

    @property
    def weight(self) -> float:
        """Match weight in bits: log2(m / u)."""
        return log2(self.m / self.u)


class Coincidence(Frozen):
    """How many strangers agree with an event on birth date and postcode, for one kind of event."""

    age_band: str
    communal: bool
    sex_level: str
    others: Annotated[float, Field(gt=0)]
    """Mean number of other people of the index who agree as well."""


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
    random_pairs: int
    events: int
    people: int
    months: tuple[str, ...]
    inputs_sha256: str
    """Digest over the digests of the input files."""
    seed: int
    versions: dict[str, str]


class Model(Frozen):
    """A whole model file."""

    format: int = FORMAT
    model_id: str = ""
    levels_sha256: str = Field(default_factory=definition_digest)
    right_number_share: Probability
    """r: the share of equal, valid NHS numbers that are right, from the same EM as m."""
    block_coverage: tuple[BlockCoverage, ...]
    """c, for every set of blocks other than the NHS number."""
    comparisons: dict[str, tuple[LevelParameters, ...]]
    coincidence: tuple[Coincidence, ...]
    training: Training

    def signed(self) -> "Model":
        """The same model, named by the digest of its contents."""
        return self.model_copy(update={"model_id": self._expected_id()})

    def _expected_id(self) -> str:
        contents: dict[str, Any] = self.model_dump(mode="json", exclude={"model_id"})
        return "p-" + hashlib.sha256(json.dumps(contents, sort_keys=True).encode()).hexdigest()[:16]

    def write(self, target: Path) -> None:
        """Write the file, whole or not at all."""
        described = self.model_dump(mode="json")
        for levels in described["comparisons"].values():
            for level in levels:
                level["weight"] = round(log2(level["m"] / level["u"]), 4)
        draft = target.with_name(f".{target.name}.draft")
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(described, indent=2) + "\n", "utf-8")
        draft.replace(target)


def read_model(source: Path) -> Model:
    """The model in `source`; ConfigError when it is absent, not a model, edited, or made for other levels."""
    if not source.exists():
        raise ConfigError(f"there is no model at {source.name}; run `linkage train` with this job file first")
    try:
        contents = json.loads(source.read_text("utf-8"))
        for levels in contents["comparisons"].values():
            for level in levels:
                level.pop("weight", None)
        model = Model.model_validate(contents)
    except (ValueError, KeyError, AttributeError, TypeError, ValidationError):
        raise ConfigError(f"{source.name} is not a model file of this program; {RETRAIN}") from None
    if model.format != FORMAT or model.levels_sha256 != definition_digest():
        raise ConfigError(f"{source.name} was trained for other comparison levels; {RETRAIN}")
    if model.signed().model_id != model.model_id:
        raise ConfigError(
            f"{source.name} has been changed since it was trained (its digest does not hold); "
            f"restore it, or {RETRAIN}"
        )
    return model
