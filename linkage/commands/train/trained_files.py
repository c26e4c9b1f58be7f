"""The two files of a training, and whether what has their names may be replaced by them."""

import json
from pathlib import Path

from linkage.errors import ConfigError
from linkage.files.plain_file import MOST_MODEL, plain_text

OTHERWISE = "add --force to replace it, or name another file under [linkage] model"
PAGE_TITLE = "<title>HES-DID linkage, training of model"


def refuse_to_replace(named: str, model: Path, page: Path, *, force: bool) -> None:
    """
    ConfigError when a file has the name of the model (`named` in the job file) or of its page.

    With `force` a model or a page of this program may be replaced, but never anything else.
    """
    for path, what, is_own in (
        (model, f"a model at {named}", is_model),
        (page, f"a page {page.name}", is_page),
    ):
        if not (path.exists() or path.is_symlink()):
            continue
        if not force:
            beside = (
                " already, and releases may rest on it"
                if path == model
                else " beside where the model would be"
            )
            raise ConfigError(f"there is {what}{beside}; {OTHERWISE}")
        if not is_own(path):
            raise ConfigError(
                f"{path} is not a file that `linkage train` wrote, so it is not replaced: move it away, or name "
                "another file under [linkage] model"
            )


def is_model(path: Path) -> bool:
    """Whether a file looks like a model of this program, of any version."""
    try:
        return {"format", "model_id", "comparisons"} <= set(json.loads(plain_text(path, MOST_MODEL)))
    except (OSError, ValueError, TypeError, RecursionError):
        return False


def is_page(path: Path) -> bool:
    """Whether a file looks like the page of a training."""
    try:
        return PAGE_TITLE in plain_text(path, MOST_MODEL)
    except (OSError, ValueError):
        return False
