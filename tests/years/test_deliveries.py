"""A year of deliveries: its truth is what a plain reader of the folders finds, and all that may happen does."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from linkage.errors import ConfigError
from synthetic.deliveries.settings import YearSettings
from synthetic.year import Year, deliveries, main
from tests.reference.delivery import delivered, latest_events, latest_records
from tests.years.conftest import BUSY

Told = dict[str, str]


def told(folder: Path, name: str) -> list[Told]:
    """A truth file of a folder."""
    with (folder / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("delivery", range(1, BUSY.last + 1))
def test_the_truth_is_what_a_reader_of_the_folders_finds(folders: tuple[Path, ...], delivery: int) -> None:
    """Every event and record that a delivery changes, and no other."""
    account = delivered(folders[delivery - 1], folders[delivery])
    now = str(delivery)

    events = {
        (row["site_code"], row["accession_number"]): (row["change"], row["month"], row["month_before"])
        for row in told(folders[delivery], "events")
        if row["delivery"] == now
    }
    found = {
        key: (one.change, "" if one.change == "withdrawn" else one.month, one.month_before or "")
        for key, one in account.events.items()
    }
    assert events == found
    records = {
        (row["data_set"], row["record_key"]): row["change"]
        for row in told(folders[delivery], "hospital")
        if row["delivery"] == now
    }
    assert records == {
        (name, key): change for name, changes in account.records.items() for key, change in changes.items()
    }
    listed = {
        row["nhs_number"]: row["change"]
        for row in told(folders[delivery], "opt_outs")
        if row["delivery"] == now
    }
    assert listed == {**dict.fromkeys(account.listed, "added"), **dict.fromkeys(account.left, "gone")}


def test_everything_that_may_happen_happens(busy: Year) -> None:
    """In three deliveries of a small world, with the rates turned up."""
    seen = Counter((found.kind, found.change) for n in range(2, BUSY.last + 1) for found in busy.changes(n))
    events = {"new", "corrected", "moved", "withdrawn"}
    records = {"added", "changed", "gone"}

    assert {change for kind, change in seen if kind == "did"} == events
    for kind in ("apc", "op", "ae"):
        assert {change for found, change in seen if found == kind} == records, kind
    assert {change for kind, change in seen if kind == "opt_outs"} == {"added", "gone"}


def test_files_come_twice_overlap_and_are_replaced(folders: tuple[Path, ...]) -> None:
    last = folders[-1]
    names = {path.stem for path in (last / "did").glob("*.csv")}
    again = [name for name in names if name.endswith("_again")]
    part = [name for name in names if name.endswith("_part")]

    assert again
    assert part
    for name in again:
        first = last / "did" / f"{name.removesuffix('_again')}.csv"
        assert (last / "did" / f"{name}.csv").read_bytes() == first.read_bytes()
    for name in part:
        rows = (last / "did" / f"{name}.csv").read_text("utf-8").splitlines()
        whole = (last / "did" / f"{name.removesuffix('_part')}.csv").read_text("utf-8").splitlines()
        assert 0 < len(rows) < len(whole)
        assert set(rows) < set(whole)
    assert not list((last / "hes").glob("HES_*_1819.txt"))
    assert len(list((last / "hes").glob("HES_*_1819_M13.txt"))) == 3
    assert len(list((folders[1] / "hes").glob("HES_*_1819.txt"))) == 3


def test_the_earlier_year_changes_with_its_final_file_alone(folders: tuple[Path, ...]) -> None:
    """So that a delivery before or after it leaves that file as it was."""
    for delivery in range(2, BUSY.last + 1):
        files = [
            {path.name: path.read_bytes() for path in (folder / "hes").glob("*1819*")}
            for folder in folders[delivery - 1 : delivery + 1]
        ]
        assert (files[0] == files[1]) == (delivery != BUSY.final), delivery


def test_stays_are_open_until_they_have_ended(folders: tuple[Path, ...]) -> None:
    """No record tells of a day after the month of its delivery, but for one whose end is first wrong by a day."""
    still_open = 0
    for delivery in range(1, BUSY.last):
        until = str(BUSY.until(delivery))
        stays = [row for row in latest_records(folders[delivery], "apc").values() if row["FYEAR"] == "1920"]
        late = [row for row in stays if max(row["EPISTART"], row["EPIEND"], row["DISDATE"]) > until]
        assert len(late) <= 1, delivery
        still_open += sum(row["EPISTAT"] == "1" for row in stays)
    assert still_open


def test_person_keys_change_as_told(folders: tuple[Path, ...]) -> None:
    """A key that was re-issued or merged is nowhere any more; a split person has two."""

    def keys(folder: Path) -> dict[str, set[str]]:
        records = [row for name in ("apc", "op", "ae") for row in latest_records(folder, name).values()]
        held: dict[str, set[str]] = {}
        for row in records:
            held.setdefault(row["TOKEN_PERSON_ID"], set()).add(row["PROCODET"])
        return held

    before, after = keys(folders[BUSY.final - 1]), keys(folders[BUSY.last])
    changes = told(folders[BUSY.final], "person_keys")

    assert {row["change"] for row in changes} == {"re-issued", "merged", "split"}
    assert not told(folders[BUSY.final - 1], "person_keys")
    for row in changes:
        old, new = row["person_id_before"], row["person_id"]
        if row["change"] == "split":
            assert row["at_trust"] not in after.get(old, set())
            assert new not in before
        else:
            assert old not in after
            assert row["change"] == "merged" or new not in before


@pytest.mark.parametrize("delivery", range(1, BUSY.last + 1))
def test_whose_an_event_is_goes_by_the_hospital_records_of_the_time(
    folders: tuple[Path, ...], delivery: int
) -> None:
    """A person who has no record yet is nobody; the key is that of the time, the record is there."""
    folder = folders[delivery]
    truth = {(row["site_code"], row["accession_number"]): row for row in told(folder, "truth")}
    records = {key: row for name in ("apc", "op", "ae") for key, row in latest_records(folder, name).items()}
    events = latest_events(folder)
    holders: dict[str, set[str]] = {}
    for row in records.values():
        holders.setdefault(row["NEWNHSNO"], set()).add(row["TOKEN_PERSON_ID"])

    assert truth.keys() == events.keys()
    keys = {row["TOKEN_PERSON_ID"] for row in records.values()}
    assert {row["person_id"] for row in truth.values()} - {""} <= keys
    assert {row["episode_key"] for row in truth.values()} - {""} <= records.keys()
    held = [
        (truth[key]["person_id"], holders[row[0]])
        for key, row in events.items()
        if row[0] in holders and row[0]
    ]
    assert sum(person in found for person, found in held) > 0.97 * len(held)
    assert any(not row["person_id"] for row in truth.values())


def test_unrelated_people_share_nothing_with_any_event(folders: tuple[Path, ...]) -> None:
    newcomers = came(folders, 3, "unrelated")
    events = latest_events(folders[-1]).values()
    numbers = {row[0] for row in events}
    places = {(row[2], row[5].replace(" ", "")[:-3]) for row in events}

    assert len(newcomers) == BUSY.unrelated
    assert len({row["NEWNHSNO"] for row in newcomers}) == BUSY.unrelated
    for row in newcomers:
        assert row["NEWNHSNO"].startswith("999")
        assert row["NEWNHSNO"] not in numbers
        assert (row["DOB"], row["HOMEADD"].split()[0]) not in places


def test_a_look_alike_shares_what_its_event_bears(folders: tuple[Path, ...]) -> None:
    (other,) = came(folders, 3, "look-alike")
    (event,) = told(folders[-1], "look_alikes")
    row = latest_events(folders[2])[event["site_code"], event["accession_number"]]

    def person(record: Told) -> tuple[str, str, str]:
        return record["DOB"], record["SEX"], record["HOMEADD"].replace(" ", "")

    held = [record for name in ("apc", "op", "ae") for record in latest_records(folders[2], name).values()]
    assert row[0] == ""
    assert person(other) == (row[2], row[4], row[5].replace(" ", ""))
    assert len({record["TOKEN_PERSON_ID"] for record in held if person(record) == person(other)}) == 1


def came(folders: tuple[Path, ...], delivery: int, why: str) -> list[Told]:
    """The records of the newcomers of a delivery."""
    keys = {
        row["record_key"]
        for row in told(folders[-1], "hospital")
        if row["delivery"] == str(delivery) and row["why"] == why
    }
    records = latest_records(folders[delivery], "op")
    return [records[key] for key in sorted(keys)]


def test_a_folder_can_be_brought_to_any_delivery_from_any(
    busy: Year, folders: tuple[Path, ...], tmp_path: Path
) -> None:
    """On and back; what stays the same is not written again."""
    for delivery in (1, 4, 2, 2, 3):
        written = busy.deliver(delivery, tmp_path)
        assert bytes_of(tmp_path) == bytes_of(folders[delivery]), delivery
    assert "hes/HES_OP_1819_M13.txt" not in written
    assert "lookups/modality.csv" not in written
    assert busy.deliver(3, tmp_path) == ()


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_the_same_settings_give_the_same_bytes(busy: Year, tmp_path: Path) -> None:
    again = deliveries(tmp_path / "year", BUSY)
    again.deliver(BUSY.last, tmp_path / "one")
    busy.deliver(BUSY.last, tmp_path / "other")

    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "other")


def test_another_folder_is_refused(busy: Year, tmp_path: Path) -> None:
    """One with files of somebody's, and one of another year."""
    (tmp_path / "did").mkdir()
    (tmp_path / "did" / "DID_2019-04.csv").touch()

    with pytest.raises(ConfigError, match="holds files that are not of a year"):
        busy.deliver(1, tmp_path)
    busy.deliver(1, tmp_path / "own")
    with pytest.raises(ConfigError, match="made with other settings"):
        Year(YearSettings(people=600, seed=6), busy.kept).deliver(1, tmp_path / "own")
    with pytest.raises(ConfigError, match="the year has 1 to 4"):
        busy.deliver(5, tmp_path / "own")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"late": 1.5}, "late: give a share"),
        ({"late": 0.6, "moved": 0.6}, "together they may be 1"),
        ({"deliveries": 13}, "from 1 to 12"),
        ({"deliveries": 3, "unrelated_at": 5}, "unrelated_at: give a delivery from 2 to 4"),
        ({"unrelated": -1}, "unrelated: give 0 or more"),
        ({"first": "2018-04"}, "not in the second HES year"),
        ({"first": "2019-05"}, "must lie between"),
    ],
)
def test_settings_that_make_no_year(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        YearSettings(people=600, seed=1, **wrong)  # type: ignore[arg-type]


@pytest.mark.slow
def test_more_look_alikes_than_there_are_events_for(tmp_path: Path) -> None:
    """It is said, and nothing is kept."""
    few = YearSettings(people=100, seed=1, deliveries=2, look_alikes=50)

    with pytest.raises(ConfigError, match="look_alikes: only [0-9]+ events before delivery 2"):
        deliveries(tmp_path / "year", few)
    assert list((tmp_path / "year").iterdir()) == []


def test_the_command_brings_a_folder_and_says_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In counts; words that make no year are told with the code of a usage error."""
    given = [str(tmp_path), "--people", "120", "--seed", "2", "--deliveries", "2"]

    assert main([*given, "--delivery", "1"]) == 0
    assert "did: " in (first := capsys.readouterr().out)
    assert " new of 2019-04\n" in first
    assert main([*given, "--delivery", "4"]) == 2
    assert "the year has 1 to 3" in capsys.readouterr().err
