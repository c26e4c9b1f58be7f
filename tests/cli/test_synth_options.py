"""Every dial of the synthetic world is an option of `linkage synth`, with the world's own usual value."""

from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.errors import ConfigError
from synthetic.dials import SHARES, TIMES
from synthetic.settings import WorldSettings


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[WorldSettings]:
    """The settings that the command asks a world of, which is then not made."""
    settings: list[WorldSettings] = []

    def refuse(_: Path, wanted: WorldSettings) -> None:
        settings.append(wanted)
        raise ConfigError("no world is made here")

    monkeypatch.setattr("linkage.cli.world.make_world", refuse)
    return settings


def test_without_options_the_world_is_the_usual_one(tmp_path: Path, asked: list[WorldSettings]) -> None:
    exit_code(["synth", str(tmp_path / "world"), "--people", "300", "--seed", "4"])

    assert asked == [WorldSettings(people=300, seed=4)]


def test_each_dial_is_turned_by_its_option(tmp_path: Path, asked: list[WorldSettings]) -> None:
    wanted = {name: most / 2 for name, most in (*SHARES.items(), *TIMES.items())}
    options = [word for name, value in wanted.items() for word in (f"--{name.replace('_', '-')}", str(value))]

    exit_code(["synth", str(tmp_path / "world"), "--people", "300", "--seed", "4", *options])

    assert asked == [WorldSettings(people=300, seed=4, **wanted)]  # type: ignore[arg-type]
