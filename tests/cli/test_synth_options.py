"""Every dial of the synthetic world is an option of `linkage synth`, with the world's own usual value."""

from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.errors import ConfigError
from synthetic.dials import CARE, SHARES, TIMES
from synthetic.settings import WorldSettings


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[WorldSettings]:
    """The settings that the command asks a world of, which is then not made."""
    settings: list[WorldSettings] = []

    def refuse(_: Path, wanted: WorldSettings) -> None:
        settings.append(wanted)
        raise ConfigError("no world is made here")

    monkeypatch.setattr("linkage.cli.asked.world.make_world", refuse)
    return settings


def test_without_options_the_world_is_the_usual_one(tmp_path: Path, asked: list[WorldSettings]) -> None:
    exit_code(["synth", str(tmp_path / "world"), "--people", "300", "--seed", "4"])

    assert asked == [WorldSettings(people=300, seed=4)]


def test_each_dial_is_turned_by_its_option(tmp_path: Path, asked: list[WorldSettings]) -> None:
    wanted = {name: most / 2 for name, most in (*SHARES.items(), *TIMES.items())}
    options = [word for name, value in wanted.items() for word in (f"--{name.replace('_', '-')}", str(value))]

    exit_code(["synth", str(tmp_path / "world"), "--people", "300", "--seed", "4", *options])

    assert asked == [WorldSettings(people=300, seed=4, **wanted)]  # type: ignore[arg-type]


def test_each_rate_of_hospital_life_is_turned_by_name(tmp_path: Path, asked: list[WorldSettings]) -> None:
    wanted = {name: most / 2 for name, most in CARE.items()}
    options = [word for name, value in wanted.items() for word in ("--care", f"{name}={value}")]

    exit_code(["synth", str(tmp_path / "world"), "--people", "300", "--seed", "4", *options])

    assert asked == [WorldSettings(people=300, seed=4, **wanted)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("stroke_cts=0.5", "did you mean stroke_ct?"),
        ("stroke_ct=often", "give a number, as stroke_ct=0.5"),
        ("stroke_ct=2", "stroke_ct: give a number from 0 to 1"),
        ("xyz=1", "there are stroke_ct"),
    ],
)
def test_a_rate_that_is_none_is_refused_before_anything_is_made(
    tmp_path: Path, asked: list[WorldSettings], capsys: pytest.CaptureFixture[str], given: str, told: str
) -> None:
    assert exit_code(["synth", str(tmp_path / "world"), "--care", given]) == 2

    assert told in capsys.readouterr().err
    assert not asked
