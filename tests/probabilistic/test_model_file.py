"""The model file: written and read back, and refused when it is not what it says."""

import json
from pathlib import Path

import pytest

from linkage.errors import ConfigError
from linkage.probabilistic.levels import comparisons
from linkage.probabilistic.model import Coincidence, LevelParameters, Model, Training, read_model


def a_model() -> Model:
    """A model with made-up numbers for every level."""
    return Model(
        right_number_share=0.98,
        block_coverage=(),
        comparisons={
            comparison.name: tuple(
                LevelParameters(level=level.name, m=1 / (place + 2), u=1 / (place + 20))
                for place, level in enumerate(comparison.levels)
            )
            for comparison in comparisons()
        },
        coincidence=(Coincidence(age_band="0-19", communal=False, sex_level="exact", others=0.01),),
        training=Training(
            pairs=1000,
            random_pairs=10_000,
            events=2000,
            people=3000,
            months=("2019-11",),
            inputs_sha256="none",
            seed=1,
            versions={"splink": "5.0.0"},
        ),
    ).signed()


def test_a_model_is_read_back_as_written(tmp_path: Path) -> None:
    """load(dump(model)) == model, and the file is for people too: it holds each level's weight."""
    a_model().write(tmp_path / "models" / "m.json")

    assert read_model(tmp_path / "models" / "m.json") == a_model()
    level = json.loads((tmp_path / "models" / "m.json").read_text())["comparisons"]["sex"][0]
    assert level["weight"] == pytest.approx(3.3219, abs=1e-4)


def test_no_model_names_the_command_that_makes_one(tmp_path: Path) -> None:
    """The next step is in the message."""
    with pytest.raises(ConfigError, match="run `linkage train`"):
        read_model(tmp_path / "m.json")


def test_a_model_changed_by_hand_is_refused(tmp_path: Path) -> None:
    """One digit of one m, and the digest no longer holds."""
    a_model().write(tmp_path / "m.json")
    contents = json.loads((tmp_path / "m.json").read_text())
    contents["comparisons"]["sex"][0]["m"] = 0.51
    (tmp_path / "m.json").write_text(json.dumps(contents))

    with pytest.raises(ConfigError, match="changed since it was trained"):
        read_model(tmp_path / "m.json")


def test_a_model_of_other_levels_is_refused(tmp_path: Path) -> None:
    """Numbers mean nothing under another definition of the levels."""
    a_model().model_copy(update={"levels_sha256": "0" * 64}).signed().write(tmp_path / "m.json")

    with pytest.raises(ConfigError, match="other comparison levels"):
        read_model(tmp_path / "m.json")


@pytest.mark.parametrize("text", ["", "[]", "{}", "not json", '{"comparisons": 3}'])
def test_another_file_is_not_a_model(tmp_path: Path, text: str) -> None:
    """Whatever lies there: a plain refusal, never a traceback."""
    (tmp_path / "m.json").write_text(text)

    with pytest.raises(ConfigError, match="not a model file"):
        read_model(tmp_path / "m.json")
