"""The model file: written and read back, and refused when it is not what it says."""

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from linkage import __version__
from linkage.errors import ConfigError
from linkage.steps.probabilistic.levels.levels import comparisons
from linkage.steps.probabilistic.model.copies import CopiedKind, Copies
from linkage.steps.probabilistic.model.model import (
    FORMAT,
    BlockCoverage,
    Coincidence,
    EventKind,
    LevelParameters,
    Model,
    NumberMixture,
    StrangerCount,
    Training,
)
from linkage.steps.probabilistic.model.model_file import read_model
from linkage.steps.probabilistic.model.versions import installed_versions, versions_told
from tests.probabilistic.evidence_world import EVIDENCE


def a_model() -> Model:
    """A model with made-up numbers for every level."""
    return Model(
        number=NumberMixture(right=0.98, stranger=0.015, relative=0.005, copied=0.001),
        unheld_number_share=0.002,
        block_coverage=(BlockCoverage(blocks=("birth_date+postcode",), share=0.95, pairs=900),),
        comparisons={
            comparison.name: tuple(
                LevelParameters(level=level.name, m=1 / (place + 2), u=1 / (place + 20))
                for place, level in enumerate(comparison.levels)
            )
            for comparison in comparisons()
        },
        coincidence=Coincidence(
            numbered_share=0.97,
            kinds=(EventKind(age_band="0-19", crowd="5-9", events=800, neighbours=6.5),),
            strangers=(
                StrangerCount(
                    birth_date="exact",
                    postcode="exact",
                    sex="exact",
                    age_band="0-19",
                    crowd="5-9",
                    strangers=7,
                ),
            ),
        ),
        copies=Copies(
            kinds=(CopiedKind(age_band="0-19", crowd="5-9", own=700, another=4, apart=9),),
            relatives=0.2,
            seen=0.9,
        ),
        training=Training(
            pairs=1000,
            stranger_pairs=10_000,
            events=2000,
            people=3000,
            months=("2019-11",),
            inputs_sha256="none",
            seed=1,
            versions=installed_versions(),
        ),
    ).signed()


def test_a_model_is_read_back_as_written(tmp_path: Path) -> None:
    """load(dump(model)) == model, and the file is for people too: it holds each level's weight."""
    a_model().write(tmp_path / "models" / "m.json")

    assert read_model(tmp_path / "models" / "m.json") == a_model()
    level = json.loads((tmp_path / "models" / "m.json").read_text())["comparisons"]["sex"][0]
    assert level["weight"] == pytest.approx(3.3219, abs=1e-4)


def test_the_further_evidence_is_read_back_too(tmp_path: Path) -> None:
    """And counts in the digest: a number changed by hand is found."""
    whole = a_model().model_copy(update={"evidence": EVIDENCE}).signed()
    whole.write(tmp_path / "m.json")
    assert read_model(tmp_path / "m.json") == whole

    contents = json.loads((tmp_path / "m.json").read_text())
    contents["evidence"]["activity"][0]["m"] = 0.5
    (tmp_path / "m.json").write_text(json.dumps(contents))
    with pytest.raises(ConfigError, match="changed since it was trained"):
        read_model(tmp_path / "m.json")


def test_a_model_of_before_is_as_it_was(tmp_path: Path) -> None:
    """A file without the share of numbers that nobody holds has its name still, and the share that was taken then."""
    before = a_model().model_copy(update={"unheld_number_share": None})
    contents = before.described() | {"model_id": ""}
    for levels in contents["comparisons"].values():
        for level in levels:
            del level["weight"]
    del contents["model_id"]
    name = "p-" + hashlib.sha256(json.dumps(contents, sort_keys=True).encode()).hexdigest()[:16]
    before.signed().write(tmp_path / "m.json")

    kept = read_model(tmp_path / "m.json")

    assert "unheld_number_share" not in json.loads((tmp_path / "m.json").read_text())
    assert kept.model_id == name != a_model().signed().model_id
    assert kept.unheld_share == pytest.approx(0.02)
    assert a_model().unheld_share == pytest.approx(0.002)


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


def spoil(file: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A model file with something changed; gives the file."""
    a_model().write(file)
    contents = json.loads(file.read_text())
    change(contents)
    file.write_text(json.dumps(contents))
    return file


def put(contents: Any, path: str, value: object) -> None:  # noqa: ANN401 - whatever JSON holds
    """Replace what lies at a path such as comparisons.sex.0.m."""
    *way, last = path.split(".")
    for key in way:
        contents = contents[int(key) if key.isdigit() else key]
    contents[int(last) if last.isdigit() else last] = value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("comparisons.sex.0.weight", 9.9),
        ("comparisons.sex.0.pairs", 7),
        ("comparisons.sex.0.level", "conflict"),
        ("comparisons.sex", []),
        ("comparisons", {}),
        ("training.versions.splink", "4.0.0"),
        ("number.right", 0.99),
        ("model_id", "p-0000000000000000"),
    ],
)
def test_any_change_by_hand_is_found(tmp_path: Path, path: str, value: object) -> None:
    """Also of what is there for readers only, such as a weight."""
    with pytest.raises(ConfigError, match="changed since it was trained .* `linkage train`"):
        read_model(spoil(tmp_path / "m.json", lambda file: put(file, path, value)))


@pytest.mark.parametrize(
    ("number", "writer", "told"),
    [
        (
            FORMAT - 1,
            "0.0.9",
            f"version 0.0.9 of this program, in format {FORMAT - 1}; .*: run `linkage train`",
        ),
        (FORMAT - 1, None, "written by another version of this program"),
        (
            FORMAT + 1,
            "7.0",
            f"in format {FORMAT + 1}; .* install that version or later, or run `linkage train`",
        ),
        (FORMAT + 1, "9990000018 of", "written by another version of this program"),
    ],
)
def test_a_model_of_another_format_says_who_wrote_it(
    tmp_path: Path, number: int, writer: str | None, told: str
) -> None:
    """And what this program reads; whatever else has changed in such a file, it is not called damaged."""

    def change(contents: dict[str, Any]) -> None:
        contents.update(format=number, levels_sha256="0" * 64, something_new=[1])
        contents["training"]["versions"] = {"linkage": writer} if writer else {"splink": "5.0.0"}

    with pytest.raises(ConfigError, match=told) as refused:
        read_model(spoil(tmp_path / "m.json", change))
    assert f"version {__version__} reads format {FORMAT}" in str(refused.value)
    assert "9990000018" not in str(refused.value)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf"), -0.5])
@pytest.mark.parametrize(
    "path",
    [
        "comparisons.sex.0.m",
        "comparisons.sex.0.u",
        "comparisons.sex.0.m_by_labels",
        "number.right",
        "block_coverage.0.share",
        "coincidence.kinds.0.neighbours",
    ],
)
def test_numbers_that_are_none_are_refused(tmp_path: Path, number: float, path: str) -> None:
    """JSON has no NaN, but Python reads it; and 1e999 is infinite however it is written."""
    with pytest.raises(ConfigError, match="not a model file .* `linkage train`"):
        read_model(spoil(tmp_path / "m.json", lambda file: put(file, path, number)))

    text = (tmp_path / "m.json").read_text().replace("-Infinity", "-1e999").replace("Infinity", "1e999")
    (tmp_path / "m.json").write_text(text)
    with pytest.raises(ConfigError, match="not a model file"):
        read_model(tmp_path / "m.json")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.999])
def test_a_file_cut_short_is_refused(tmp_path: Path, kept: float) -> None:
    """A copy that broke off."""
    a_model().write(tmp_path / "m.json")
    text = (tmp_path / "m.json").read_text().rstrip()
    (tmp_path / "m.json").write_text(text[: int(len(text) * kept)])

    with pytest.raises(
        ConfigError, match="not a model file of this program, or not all of one; .* `linkage train`"
    ):
        read_model(tmp_path / "m.json")


def test_the_versions_installed_are_nothing_to_tell() -> None:
    """A model of this very program and these libraries."""
    assert versions_told(a_model()) is None


def test_other_versions_are_told_one_by_one() -> None:
    """Each that differs, with what to do; the model stays usable."""
    versions = installed_versions() | {"splink": "4.9.1"}
    del versions["linkage"]
    model = a_model()
    other = model.model_copy(
        update={"training": model.training.model_copy(update={"versions": versions})}
    ).signed()

    told = versions_told(other)

    assert told
    assert f"splink {installed_versions()['splink']} instead of 4.9.1" in told
    assert f"linkage {__version__} instead of a version it does not name" in told
    assert "duckdb" not in told
    assert re.search(r"results may differ; install .*, or run `linkage train`", told)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "not json",
        '{"comparisons": 3}',
        '{"format": "two"}',
        '{"format": 1e999}',
        "[" * 50_000,
    ],
)
def test_another_file_is_not_a_model(tmp_path: Path, text: str) -> None:
    """Whatever lies there: a plain refusal, never a traceback."""
    (tmp_path / "m.json").write_text(text)

    with pytest.raises(ConfigError, match="not a model file"):
        read_model(tmp_path / "m.json")
