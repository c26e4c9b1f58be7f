"""Two hundred damaged files: each has its exit code and its words, none ends in 1, and none loses rows in silence."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from tests.inputs.damaged import GOLDEN, ROWS, Became, Damaged, all_became, as_golden, files, source_of
from tests.inputs.sample import APC_NAMES, apc_row, did_row, text

AT_LEAST = 200
BARE_CUTS = ("only the first line", "did.csv: the first line is gone")
"""A file that ends where a row ends looks like a shorter one: only a count that comes with it could tell."""
EVERY = 8
"""Of the files, one in so many is run as a user runs it."""


@pytest.fixture(scope="module", params=[EVERY, pytest.param(1, marks=pytest.mark.slow)], ids=["some", "all"])
def found(request: pytest.FixtureRequest) -> Mapping[str, Became]:
    """What becomes of each, or of one in so many."""
    return all_became(request.param)


def test_there_are_two_hundred() -> None:
    """No two are of one name, and the golden file has them all."""
    cases = [damaged.case for damaged in files()]

    assert len(cases) >= AT_LEAST
    assert cases == list(json.loads(GOLDEN.read_text("utf-8")))


def test_what_becomes_of_each_is_as_it_was(found: Mapping[str, Became]) -> None:
    """Else run `python -m tests.inputs.damaged`, and read the difference before you keep it."""
    golden = json.loads(GOLDEN.read_text("utf-8"))

    assert as_golden(found) == {case: golden[case] for case in found}


def test_none_is_unexpected(found: Mapping[str, Became]) -> None:
    """Read, or refused as a file that cannot be used, with words."""
    assert {case: one.code for case, one in found.items() if one.code not in (0, 3)} == {}
    assert [case for case, one in found.items() if one.code and not one.words] == []


def test_none_loses_rows_in_silence(found: Mapping[str, Became]) -> None:
    """Where fewer rows can be used than there were, something is said."""
    silent = [case for case, one in found.items() if not one.code and one.accepted < ROWS and not one.words]

    assert [case for case in silent if not case.endswith(BARE_CUTS)] == []


def test_none_shows_a_value(found: Mapping[str, Became]) -> None:
    """No number, postcode, date or code of the samples."""
    values = ("999000", "AB1", "2019-11-0", "CHEST", "rxx01", "acc 0", "P0000", "R69X")

    assert [
        case for case, one in found.items() if any(value in " ".join(one.words) for value in values)
    ] == []


def test_what_is_refused_says_what_to_do(found: Mapping[str, Became]) -> None:
    """Words of one who can help: a thing to do, a setting, or what to ask for."""
    acts = """save|ask|set [|say under|copy|unpack|correct|compress|download|export|name it|give it|check|write|fetch
        |list [|remove|rename|keep the right|declare"""
    helping = [act.strip() for act in acts.split("|")]
    refused = {case: one.words[0].lower() for case, one in found.items() if one.code}

    assert [case for case, words in refused.items() if not any(act in words for act in helping)] == []


@pytest.mark.slow
@pytest.mark.parametrize("damaged", list(files())[::EVERY], ids=lambda damaged: damaged.case)
def test_a_run_ends_as_reading_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], damaged: Damaged
) -> None:
    """`check` and `run` as they are typed, with a good file of the other data set: 0, 3 or a gate's 4, never 1."""
    source = source_of(damaged, tmp_path)
    other = "apc" if source.dataset == "did" else "did"
    good = (
        text([APC_NAMES, *(apc_row(n) for n in range(ROWS))], delimiter="|")
        if other == "apc"
        else text([did_row(n) for n in range(1, ROWS + 1)])
    )
    (tmp_path / f"good.{other}").write_bytes(good)
    paths = {source.dataset: damaged.name, other: f"good.{other}"}
    job = tmp_path / "job.toml"
    job.write_text(
        f'[job]\nname = "damaged"\n[did]\npaths = ["{paths["did"]}"]\n[hes.apc]\npaths = ["{paths["apc"]}"]\n'
        '[linkage]\nprofile = "dmq_2015"\n',
        "utf-8",
    )

    looked = exit_code(["check", str(job)])
    ended = exit_code(["run", str(job), "--month", "2019-11", "--quiet"])

    told = capsys.readouterr().err
    code = json.loads(GOLDEN.read_text("utf-8"))[damaged.case][0]
    assert looked in (0, 3)
    assert ended == 3 if code else ended in (0, 3, 4)
    assert told or not ended
