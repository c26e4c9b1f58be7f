"""A model file read back: refused when it is another format's, made for other levels, or edited."""

import json
import re
from pathlib import Path
from typing import Any

from linkage import __version__
from linkage.errors import ConfigError
from linkage.files.plain_file import MOST_MODEL, plain_text
from linkage.steps.probabilistic.model.level_digest import definition_digest
from linkage.steps.probabilistic.model.model import FORMAT, Model

VERSION = re.compile(r"[0-9A-Za-z.+-]{1,24}")
RETRAIN = "run `linkage train` to write a new one"


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
