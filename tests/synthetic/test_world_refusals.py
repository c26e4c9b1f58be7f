"""What no world can be made from, and folders that may not be overwritten."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from linkage.errors import ConfigError, ResourceError
from synthetic.dials import SHARES, TIMES
from synthetic.files.drafts import DRAFT, WORK, drafted
from synthetic.settings import WorldSettings
from synthetic.world import WorldSummary, make_world
from synthetic.written import delimited

Made = Callable[..., tuple[Path, WorldSummary]]


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"people": 99}, "people"),
        ({"people": 5_000_001}, "people"),
        ({"seed": -1}, "seed"),
        ({"month": "2019-13"}, "month"),
        ({"month": "November"}, "month"),
        ({"month": "2018-03"}, "2018-04"),
        ({"month": "2020-04"}, "2018-04"),
        ({"month": "2018-05", "months": 3}, "2018-04"),
        ({"months": 0}, "months"),
        ({"record_quality": -0.1}, "record_quality"),
        ({"record_quality": 1.1}, "record_quality"),
        ({"record_quality": float("nan")}, "record_quality"),
        ({"other_number": 0.2}, "other_number"),
        ({"number_missing_times": 11.0}, "number_missing_times"),
        *(({name: most + 0.1}, name) for name, most in (*SHARES.items(), *TIMES.items())),
        *(({name: wrong}, name) for name in (*SHARES, *TIMES) for wrong in (-0.1, float("nan"))),
        ({"events_per_person_month": 0.0}, "events_per_person_month"),
        ({"events_per_person_month": 3.0}, "events_per_person_month"),
        ({"events_per_person_month": float("nan")}, "events_per_person_month"),
    ],
)
def test_impossible_settings_are_refused_by_name(settings: dict[str, object], named: str) -> None:
    with pytest.raises(ConfigError, match=named):
        WorldSettings(**{"people": 500, "seed": 1, **settings})  # type: ignore[arg-type]


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(ConfigError, match=r"people:.*seed:.*month:"):
        WorldSettings(people=1, seed=-1, month="x")


def test_the_first_and_the_last_month_are_possible() -> None:
    assert str(WorldSettings(people=500, seed=1, month="2018-04").imaging_from) == "2018-04-01"
    assert str(WorldSettings(people=500, seed=1, month="2020-03", months=24).imaging_from) == "2018-04-01"
    assert str(WorldSettings(people=500, seed=1, month="2020-02").imaging_to) == "2020-02-29"


def test_a_folder_with_another_world_is_refused_and_left_alone(made: Made) -> None:
    folder, _ = made()
    before = (folder / "world.json").read_bytes()

    for others in (
        {"seed": 2},
        {"people": 400},
        {"record_quality": 0.0},
        {"months": 2},
        {"other_number": 0.0},
        {"number_missing_times": 2.0},
        {"copied_records": 0.0},
        {"date_errors": 2.0},
    ):
        with pytest.raises(ConfigError, match="choose a new folder"):
            made(**others)

    assert (folder / "world.json").read_bytes() == before


def test_a_world_file_that_cannot_be_read_counts_as_another_world(tmp_path: Path) -> None:
    (tmp_path / "world.json").write_text("{")

    with pytest.raises(ConfigError, match="other settings"):
        make_world(tmp_path, WorldSettings(people=300, seed=1))


def test_a_folder_with_other_data_is_refused(tmp_path: Path) -> None:
    (tmp_path / "did").mkdir()
    (tmp_path / "did" / "month.csv").write_text("kept")

    with pytest.raises(ConfigError, match="not a synthetic world"):
        make_world(tmp_path, WorldSettings(people=300, seed=1))

    assert (tmp_path / "did" / "month.csv").read_text() == "kept"


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "world").write_text("a file")

    with pytest.raises(ConfigError, match="choose a new folder"):
        make_world(tmp_path / "world", WorldSettings(people=300, seed=1))


def test_a_disk_that_is_too_small_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=10**6)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    with pytest.raises(ResourceError, match="ask for fewer people"):
        make_world(tmp_path / "new" / "world", WorldSettings(people=1_000, seed=1))

    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The database reports it while a file is written, as it does on a full disk."""

    def full(*_: object) -> None:
        raise duckdb.IOException("Could not write file: No space left on device")

    monkeypatch.setattr(delimited, "copy_out", full)

    with pytest.raises(ResourceError, match="the disk filled up"):
        make_world(tmp_path, WorldSettings(people=300, seed=1))

    assert [path for path in tmp_path.iterdir() if not path.name.startswith(".")] == []
    assert not (tmp_path / DRAFT).exists() and not (tmp_path / WORK).exists()


def test_a_failure_half_way_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), drafted(tmp_path) as draft:
        (draft / "did" / "DID_2019-11.csv").write_text("half")
        raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []
