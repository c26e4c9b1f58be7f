"""The model file: every number rank P uses, readable, signed by its own digest, and free of any database."""

import hashlib
import json
import re
from math import log2
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from linkage import __version__
from linkage.errors import ConfigError
from linkage.plain_file import MOST_MODEL, plain_text, put_text
from linkage.probabilistic.default_day import DefaultDay
from linkage.probabilistic.evidence.parameters import EvidenceParameters
from linkage.probabilistic.frozen import Frozen, Probability
from linkage.probabilistic.level_digest import definition_digest

FORMAT = 4
"""Goes up whenever a file written before could not be read as what it was."""
VERSION = re.compile(r"[0-9A-Za-z.+-]{1,24}")
RETRAIN = "run `linkage train` to write a new one"


class LevelParameters(Frozen):
    """How often a level is seen among true pairs (m) and among strangers (u)."""

    level: str
    m: Probability
    u: Probability
    pairs: int = 0
    """Proved pairs at this level, as the files show them: those whose number is somebody else's included."""
    m_by_labels: Annotated[float, Field(ge=0, le=1)] | None = None
    """m when every equal NHS number is taken for right; null where no proved pair is at the level."""
    random_pairs: int | None = None
    """Random pairs at this level when known: 0 where there was none, null where only their share is known."""
    smoothed: tuple[str, ...] = ()
    """Which of m and u rest on half a count, because the level was never seen."""

    @property
    def weight(self) -> float:
        """Match weight in bits: log2(m / u)."""
        return log2(self.m / self.u)


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
    random_pairs: int
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
    block_coverage: tuple[BlockCoverage, ...]
    """c, for every set of blocks other than the NHS number."""
    comparisons: dict[str, tuple[LevelParameters, ...]]
    coincidence: Coincidence
    default_days: tuple[DefaultDay, ...] = ()
    """Days of the year that stand for "not known" in birth dates, by data set."""
    evidence: EvidenceParameters = EvidenceParameters()
    """Of the further evidence, whether or not a job has it switched on."""
    training: Training

    @property
    def right_number_share(self) -> float:
        """r: the share of equal, valid NHS numbers that are right."""
        return self.number.right

    def signed(self) -> "Model":
        """The same model, named by the digest of its contents."""
        return self.model_copy(update={"model_id": self._expected_id()})

    def _expected_id(self) -> str:
        contents: dict[str, Any] = self.model_dump(mode="json", exclude={"model_id"})
        return "p-" + hashlib.sha256(json.dumps(contents, sort_keys=True).encode()).hexdigest()[:16]

    def described(self) -> dict[str, Any]:
        """The file's contents: the model, and beside each level its weight for whoever reads it."""
        contents: dict[str, Any] = self.model_dump(mode="json")
        for name, levels in self.comparisons.items():
            for level, shown in zip(levels, contents["comparisons"][name], strict=True):
                shown["weight"] = round(level.weight, 4)
        return contents

    def write(self, target: Path) -> None:
        """Write the file, whole or not at all."""
        put_text(target, json.dumps(self.described(), indent=2) + "\n")


def read_model(source: Path) -> Model:
    """
    The model in `source`.

    Raises ConfigError when it is absent, not a model, of another format, made for other levels, or edited.
    """
    try:
        text = plain_text(source, MOST_MODEL)
    except FileNotFoundError:
        raise ConfigError(
            f"there is no model at {source}; run `linkage train` with this job file first"
        ) from None
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "no UTF-8 text"
        raise ConfigError(f"the model {source} cannot be read ({why}); correct [linkage] model") from None
    try:
        contents = json.loads(text, parse_constant=_no_number)
        _refuse_other_format(source, contents)
        model = Model.model_validate(_without_weights(contents))
    except OSError:
        raise ConfigError(
            f"the model {source.name} cannot be read; name a model file under [linkage] model"
        ) from None
    except (ValueError, LookupError, AttributeError, TypeError, ArithmeticError, RecursionError):
        raise ConfigError(
            f"{source} is not a model file of this program, or not all of one; {RETRAIN}"
        ) from None
    if model.levels_sha256 != definition_digest():
        raise ConfigError(f"{source} was trained for other comparison levels; {RETRAIN}")
    if model.signed().model_id != model.model_id or model.described() != contents:
        raise ConfigError(
            f"{source} has been changed since it was trained (its digest does not hold); "
            f"restore it, or {RETRAIN}"
        )
    return model


def _refuse_other_format(source: Path, contents: dict[str, Any]) -> None:
    written = int(contents["format"])
    if written == FORMAT:
        return
    by = str(contents["training"]["versions"].get("linkage", ""))
    writer = f"version {by}" if VERSION.fullmatch(by) else "another version"
    install = "install that version or later, or " if written > FORMAT else ""
    raise ConfigError(
        f"{source} was written by {writer} of this program, in format {written}; version {__version__} reads "
        f"format {FORMAT}: {install}{RETRAIN}"
    )


def _without_weights(contents: dict[str, Any]) -> dict[str, Any]:
    compared = {
        name: [{key: value for key, value in level.items() if key != "weight"} for level in levels]
        for name, levels in contents["comparisons"].items()
    }
    return contents | {"comparisons": compared}


def _no_number(name: str) -> float:
    raise ValueError(name)
