"""`linkage train` as a user types it: what it writes, what it refuses, and what a model of other versions does."""

import json
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.steps.probabilistic.model.model_file import read_model
from tests.acceptance.conftest import MONTH
from tests.told import words

NO_DATE = "9998365740,01,1995-07-30,Z,1,LF20 1EY,C81002,02,C8,RZ1,2019-11-25,2019-11-25,,MSPIN,,2019-11-30,RZ101,1\n"
MODEL, PAGE = "models/hes_did.json", "models/hes_did.html"


def with_did(job: Path, text: str) -> None:
    """Replace the text of every DID file."""
    for file in (job.parent / "did").glob("*.csv"):
        file.write_text(text)


def age_model(job: Path) -> str:
    """A model as another Splink would have made it, and signed; gives its name."""
    file = job.parent / MODEL
    model = read_model(file)
    versions = model.training.versions | {"splink": "4.9.1"}
    training = model.training.model_copy(update={"versions": versions})
    aged = model.model_copy(update={"training": training}).signed()
    aged.write(file)
    return aged.model_id


def test_the_page_lies_beside_the_model_and_is_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In words and as JSON; the same data give the same file and the same page."""
    before = [(own.parent / name).read_bytes() for name in (MODEL, PAGE)]
    capsys.readouterr()

    assert exit_code(["train", str(own), "--force", "--json", "--quiet"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert told["report"] == str(own.parent / PAGE)
    assert told["model_id"] in (own.parent / PAGE).read_text()
    assert [(own.parent / name).read_bytes() for name in (MODEL, PAGE)] == before


def test_the_page_holds_no_identifier(published: Path) -> None:
    """No number, postcode or person key of any event or record of the world."""
    page = (published.parent / PAGE).read_text()
    held: set[str] = set()
    for file in (published.parent / "did").glob("*.csv"):
        for line in file.read_text().splitlines():
            cells = line.split(",")
            held |= {cells[0], cells[2], cells[5], cells[5].replace(" ", ""), cells[17]}

    assert len(held) > 1_000
    assert not [value for value in held if len(value) > 4 and value in page]


@pytest.mark.parametrize("there", [MODEL, PAGE])
def test_neither_file_is_replaced_unasked(own: Path, there: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A model may have releases resting on it, and a page of that name may be somebody's own."""
    for name in {MODEL, PAGE} - {there}:
        (own.parent / name).unlink()

    assert exit_code(["train", str(own), "--quiet"]) == 2
    assert "--force" in capsys.readouterr().err
    assert [file.name for file in (own.parent / "models").iterdir()] == [Path(there).name]


def test_a_model_is_no_page(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The one would be written over the other."""
    own.write_text(own.read_text().replace(MODEL, "models/m.html"))

    assert exit_code(["train", str(own), "--quiet"]) == 2
    assert ".json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("a,b\n", "none of its 1 rows has 18 fields"),
        (NO_DATE, "hold no event to learn from"),
    ],
    ids=["empty", "another file", "no event"],
)
def test_files_without_an_event_teach_nothing(
    own: Path, text: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 3 with what is wrong, and the model and its page as they were."""
    before = [(own.parent / name).read_bytes() for name in (MODEL, PAGE)]
    with_did(own, text)

    assert exit_code(["train", str(own), "--force", "--quiet"]) == 3
    error = capsys.readouterr().err
    assert told in error
    assert "9998365740" not in error
    assert [(own.parent / name).read_bytes() for name in (MODEL, PAGE)] == before


def test_a_column_without_a_value_is_named(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sex 9 on every event: nothing to learn of it, and no number made up."""
    for file in (own.parent / "did").glob("*.csv"):
        cells = [line.split(",") for line in file.read_text().splitlines()]
        file.write_text("".join(",".join([*row[:4], "9", *row[5:]]) + "\n" for row in cells))

    assert exit_code(["train", str(own), "--force", "--quiet"]) == 3
    assert "error: sex: missing or unusable" in capsys.readouterr().err


@pytest.mark.slow
def test_a_model_of_other_versions_is_used_and_told_of(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`plan` and `run` warn on stderr and go on; `doctor` lists it among what there is to know."""
    named = age_model(own)
    warning = f"warning: model {named} was trained with other versions (splink "

    assert exit_code(["plan", str(own), "--month", MONTH, "--json", "--quiet"]) == 0
    captured = capsys.readouterr()
    assert words(captured.err).startswith(warning) and captured.err.count("\n") == 1
    assert json.loads(captured.out)["model"] == named
    assert exit_code(["run", str(own), "--month", MONTH, "--restate", "--quiet"]) == 0
    assert words(capsys.readouterr().err).startswith(warning)
    assert exit_code(["doctor", str(own), "--json"]) == 0
    found = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert found["model"]["state"] == "warning" and "instead of 4.9.1" in found["model"]["told"]
