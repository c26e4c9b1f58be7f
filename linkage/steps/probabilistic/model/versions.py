"""The versions a model was trained with, beside those that are installed."""

from importlib.metadata import version

from linkage import __version__
from linkage.steps.probabilistic.model.model import Model

LIBRARIES = ("splink", "duckdb")
"""The libraries that a model's numbers rest on."""


def installed_versions() -> dict[str, str]:
    """The version of this program and of the libraries that a model rests on, by name."""
    return {"linkage": __version__} | {name: version(name) for name in LIBRARIES}


def versions_told(model: Model) -> str | None:
    """What is installed now in another version than the model was trained with, and what to do; None if nothing is."""
    trained = model.training.versions
    others = [
        f"{name} {now} instead of {trained.get(name, 'a version it does not name')}"
        for name, now in installed_versions().items()
        if trained.get(name) != now
    ]
    if not others:
        return None
    return (
        f"model {model.model_id} was trained with other versions ({', '.join(others)}): results may differ; "
        "install the versions it was trained with, or run `linkage train` to write a new one"
    )
