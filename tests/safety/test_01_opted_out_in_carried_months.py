"""Whoever is on the opt-out list leaves every month that a release holds, not the month alone that was run."""

import json
import re
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from linkage.reading.opened_release import open_release
from linkage.release.layout import Layout
from linkage.release.record.manifest import read_manifest
from linkage.release.record.struck import Struck
from linkage.release.verify import verify
from linkage.strike import run as strike_run
from tests.safety.strikes import (
    ALL_TABLES,
    EVENTS,
    NOVEMBER,
    OCTOBER,
    TABLES,
    current,
    events,
    files,
    number,
    people,
    put_on_list,
    run,
    write_job,
    write_job_of_everybody,
)
from tests.tables import rows

pytestmark = pytest.mark.slow

KEPT_OF_HISTORY = ("first_publication", "three_month_publication")
"""Statistics that say how a month stood when it was published."""


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job file of a folder whose October is published, with nobody on the list."""
    job = write_job(tmp_path_factory.mktemp("october") / "job")
    assert run(job, OCTOBER) == 0
    return job


@pytest.fixture
def own(october: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may go on with."""
    shutil.copytree(october.parent, tmp_path / "job", symlinks=True)
    return tmp_path / "job" / "job.toml"


def struck(job: Path) -> dict[str, Struck]:
    """What the manifest of the current release says was struck."""
    return read_manifest(current(job) / "manifest.json").struck


CASES = rows("""
    listed | gone             | people in October | events | struck people | struck events
    -------+------------------+-------------------+--------+---------------+--------------
    a      |                  | B N               | 4      | 1             | 2
    a2     | HES_older.txt    | B N               | 4      | 1             | 2
    x      | DID_2019-10.csv  | A B N             | 5      | 1             | 1
    y      | DID_2019-10.csv  | A B N             | 5      | 1             | 1
    a b x  | HES_older.txt    | N                 | 2      | 3             | 4
""")
QUICK = {"a2": ()}
"""Listed numbers, a file that is not supplied any more, and what October holds once November has been run."""


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, marks=QUICK.get(str(case["listed"]), pytest.mark.slow)) for case in CASES],
    ids=[f"{case['listed']}, no {case['gone']}" for case in CASES],
)
def test_they_leave_every_carried_month(
    own: Path, case: dict[str, str | None], capfd: pytest.CaptureFixture[str]
) -> None:
    """By person under any number they ever bore, and by the event's own number, with or without its file."""
    put_on_list(own, *str(case["listed"]).split())
    if case["gone"]:
        (own.parent / case["gone"]).unlink()

    assert run(own, NOVEMBER, "--json") == 0

    expected = set(str(case["people in October"]).split())
    assert people(own, OCTOBER) == dict.fromkeys(TABLES, expected)
    assert events(own, OCTOBER) == int(str(case["events"]))
    told = Struck(people=int(str(case["struck people"])), events=int(str(case["struck events"])))
    assert struck(own) == {OCTOBER: told}
    assert json.loads(capfd.readouterr().out)["struck"] == {OCTOBER: told.model_dump(mode="json")}
    assert verify(Layout(own.parent / "out")) == []


def test_a_struck_month_is_what_it_would_be_had_they_been_on_the_list(own: Path, tmp_path: Path) -> None:
    """Tables and statistics, row by row; an examination whose first event is struck has another first event."""
    put_on_list(own, "a", "y", "x")
    fresh = write_job(tmp_path / "fresh")
    shutil.copytree(own.parent / "out" / "state", tmp_path / "fresh" / "out" / "state")
    shutil.rmtree(tmp_path / "fresh" / "out" / "state" / "kept")
    (tmp_path / "fresh" / "out" / "state" / "journal.jsonl").unlink()
    put_on_list(fresh, "a", "y", "x")

    assert run(own, OCTOBER) == run(fresh, OCTOBER) == 0

    for one, other in zip(files(own, OCTOBER), files(fresh, OCTOBER), strict=True):
        assert pq.read_table(one, partitioning=None).equals(pq.read_table(other, partitioning=None)), (
            one.parts[-3]
        )
    assert counted(own) == counted(fresh)
    assert (
        read_manifest(current(own) / "manifest.json").counts
        == read_manifest(current(fresh) / "manifest.json").counts
    )


def counted(job: Path) -> list[dict[str, object]]:
    """The statistics of the current release, but for the history of counts."""
    table = pq.read_table(current(job) / "statistics" / "statistics.parquet")
    return [row for row in table.to_pylist() if row["table"] not in KEPT_OF_HISTORY]


def test_a_struck_month_has_the_scope_it_was_made_in_last(tmp_path: Path) -> None:
    """Its first publication was national and is kept as it was; the month, restated, is not, nor what is made again."""
    job = write_job(tmp_path / "job", '[outputs]\nscope = "national"\nnational_min_providers = 1')
    assert run(job, OCTOBER) == 0
    job.write_text(job.read_text("utf-8").partition("[outputs]")[0], "utf-8")
    assert run(job, OCTOBER, "--restate") == 0
    put_on_list(job, "b")

    assert run(job, OCTOBER) == 0

    assert struck(job) == {OCTOBER: Struck(people=1, events=1)}
    assert {row["level"] for row in counted(job)} == {"sub-national"}


def test_nobody_to_strike(own: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """
    A listed person without an event: no word, and the month is one file with two names.

    Spells are of the people with an event, and a reader is given each once, though both months hold those of A.
    """
    before = files(own, OCTOBER)
    put_on_list(own, "d")

    assert run(own, NOVEMBER) == 0

    assert "struck" not in capfd.readouterr().err
    assert struck(own) == {}
    assert people(own, OCTOBER)["spells"] == people(own, OCTOBER)["cips"] == {"A", "B", "N"}
    assert all(one.samefile(other) for one, other in zip(before, files(own, OCTOBER), strict=True))
    with open_release(current(own)) as release:
        assert release.sql("select count(*), count(distinct spell_id) from spells").fetchall() == [(4, 4)]
        months = release.sql("select distinct test_month from spells where person_id = 'A'").fetchall()
        assert months == [(NOVEMBER,)]


def test_the_list_alone_has_gained_somebody(own: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A release that only strikes, once; who leaves the list comes back only when the month is made again."""
    put_on_list(own, "b")
    assert run(own, OCTOBER) == 0
    out = capfd.readouterr()
    assert f"{OCTOBER}: 1 person on the opt-out list struck, with 1 event" in out.out
    assert re.search(r"still hold them: 0001\..*--purge-opted-out", out.err)
    manifest = read_manifest(current(own) / "manifest.json")
    assert (manifest.release, manifest.only_strikes, manifest.counts.opted_out) == ("0002", True, 1)
    assert manifest.counts.events == events(own, OCTOBER) == 5

    assert run(own, OCTOBER) == 0
    put_on_list(own)
    assert run(own, OCTOBER) == 0
    assert "comes back only with --restate" in capfd.readouterr().out
    assert current(own).name == "0002"


def test_what_a_strike_leaves_as_it_is_lies_there_once(own: Path) -> None:
    """The context of the month, of which nobody is struck, is the same file in both releases."""
    put_on_list(own, "a")
    assert run(own, OCTOBER) == 0

    kept = [Layout(own.parent / "out").kept_month(release, OCTOBER) for release in ("0001", "0002")]
    before, after = ([path.stat() for path in sorted(folder.glob("context_*"))] for folder in kept)
    assert before
    assert [one.st_ino for one in before] == [one.st_ino for one in after]
    assert verify(Layout(own.parent / "out")) == []


def test_showing_a_release_from_before_a_strike_is_told(own: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It holds them still; the next run of any month strikes them again."""
    put_on_list(own, "b")
    assert run(own, OCTOBER) == 0
    capfd.readouterr()

    assert exit_code(["releases", "rollback", str(own), "0001", "--reason", "a trial"]) == 0
    assert "whom release 0002 struck" in capfd.readouterr().err
    assert run(own, OCTOBER) == 0

    assert (current(own).name, struck(own)) == ("0003", {OCTOBER: Struck(people=1, events=1)})
    capfd.readouterr()
    assert exit_code(["releases", "rollback", str(own), "0002", "--reason", "a trial"]) == 0
    assert "struck" not in capfd.readouterr().err


def test_a_release_that_only_strikes_counts_no_rows_of_files(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Which rows superseded others was told by the run that linked them."""
    job = write_job(tmp_path / "job", events=[EVENTS[0], *EVENTS])
    assert run(job, OCTOBER) == 0
    assert "superseded others" in capfd.readouterr().out
    put_on_list(job, "b")

    assert run(job, OCTOBER) == 0

    told = capfd.readouterr().out
    assert "1 person on the opt-out list struck" in told
    assert "superseded others" not in told


def test_who_leaves_the_list_comes_back_when_the_month_is_made_again(own: Path) -> None:
    """Not before: what is struck is in no file of the release."""
    put_on_list(own, "b")
    assert run(own, OCTOBER) == 0
    put_on_list(own)
    assert run(own, NOVEMBER) == 4
    assert run(own, NOVEMBER, "--accept", "opt_outs_drop", "--reason", "nobody is left on it") == 0
    assert "B" not in people(own, OCTOBER)["links"]
    assert run(own, OCTOBER, "--restate") == 0
    assert "B" in people(own, OCTOBER)["links"]


@pytest.mark.parametrize(
    ("settings", "month", "code"),
    [
        pytest.param("[gates]\nmin_events = 100", NOVEMBER, 4, id="a gate"),
        pytest.param("", "2019-06", 3, id="a month without events"),
        pytest.param(
            "[pathways]\npre_admission_days = 3", OCTOBER, 8, id="a changed month", marks=pytest.mark.slow
        ),
    ],
)
def test_nothing_holds_a_strike_back(
    own: Path, capfd: pytest.CaptureFixture[str], settings: str, month: str, code: int
) -> None:
    """The month is refused with its exit code, and the earlier months are published without them."""
    own.write_text(f"{own.read_text('utf-8')}\n{settings}\n", "utf-8")
    put_on_list(own, "a")

    assert run(own, month) == code

    assert "Release 0002 was published all the same, and only strikes" in capfd.readouterr().err
    assert read_manifest(current(own) / "manifest.json").months == (OCTOBER,)
    assert people(own, OCTOBER)["links"] == {"B", "N"}


def test_people_under_pseudonyms(tmp_path: Path) -> None:
    """The list finds them through the key, also by a number that no file holds any more."""
    (tmp_path / "secret").write_bytes(bytes(range(32)))
    (tmp_path / "secret").chmod(0o600)
    settings = f'[outputs]\npseudonymise_person = true\n[keys]\npseudonym = "file:{tmp_path / "secret"}"'
    job = write_job(tmp_path / "job", settings)
    assert run(job, OCTOBER) == 0
    before = people(job, OCTOBER)["links"]
    put_on_list(job, "a2", "b")
    (job.parent / "HES_older.txt").unlink()

    assert run(job, NOVEMBER) == 0

    assert struck(job) == {OCTOBER: Struck(people=2, events=3)}
    assert all(len(keys) == 1 and keys < before for keys in people(job, OCTOBER).values())


@pytest.mark.parametrize("first", [False, True], ids=["pseudonyms now", "pseudonyms before"])
def test_who_is_remembered_is_known_in_the_other_form_too(tmp_path: Path, *, first: bool) -> None:
    """A month alone may be restated with or without pseudonyms; what it keeps of A2 has A as it was published."""
    (tmp_path / "secret").write_bytes(bytes(range(32)))
    (tmp_path / "secret").chmod(0o600)
    settings = {
        hidden: f"[outputs]\npseudonymise_person = {str(hidden).lower()}\n"
        f'[keys]\npseudonym = "file:{tmp_path / "secret"}"'
        for hidden in (False, True)
    }
    job = write_job(tmp_path / "job", settings[first])
    assert run(job, OCTOBER) == 0
    (job.parent / "HES_older.txt").unlink()
    job.write_text(job.read_text("utf-8").replace(settings[first], settings[not first]), "utf-8")
    put_on_list(job, "a2")

    assert run(job, OCTOBER, "--restate") == 0

    assert {len(keys) for keys in people(job, OCTOBER).values()} == {2}


def test_spells_of_everybody_when_asked_for(tmp_path: Path) -> None:
    """D was in hospital and had no imaging; on the list, D leaves all the same."""
    job = write_job(tmp_path / "all", "[outputs]\nall_spells = true")
    assert run(job, OCTOBER) == 0
    assert people(job, OCTOBER)["spells"] == people(job, OCTOBER)["cips"] == {"A", "B", "C", "D", "N"}
    put_on_list(job, "d")
    assert run(job, OCTOBER) == 0
    assert people(job, OCTOBER)["spells"] == people(job, OCTOBER)["cips"] == {"A", "B", "C", "N"}
    assert struck(job) == {OCTOBER: Struck(people=1, events=0)}


EVERYBODY = {
    "links": "A B N",
    "pathways": "A B N",
    "events": "A B N",
    "spells": "A B C D N",
    "cips": "A B C D N",
    "episodes": "A B C D N",
    "attendances": "A C F",
    "appointments": "C E",
}
"""Who is in each table of October where hospital records of everybody are asked for."""


@pytest.fixture(scope="module")
def october_of_everybody(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The job file of a folder whose October is published with the hospital records of everybody."""
    job = write_job_of_everybody(tmp_path_factory.mktemp("everybody") / "job")
    assert run(job, OCTOBER) == 0
    assert people(job, OCTOBER, ALL_TABLES) == {table: set(who.split()) for table, who in EVERYBODY.items()}
    return job


def without_files(october: Path, folder: Path, *gone: str) -> Path:
    """A copy of a published October, of whose files some are not supplied any more."""
    shutil.copytree(october.parent, folder, symlinks=True)
    for name in gone:
        (folder / name).unlink()
    return folder / "job.toml"


@pytest.mark.parametrize(
    ("listed", "gone", "who"),
    [
        ("e", ("op_older.txt",), "E"),
        ("f d", ("ae_older.txt",), "D F"),
        ("a3 e", ("ae_older.txt", "op_older.txt"), "A E"),
    ],
)
def test_whoever_is_in_one_table_alone_leaves_it(
    october_of_everybody: Path, tmp_path: Path, listed: str, gone: tuple[str, ...], who: str
) -> None:
    """An appointment or an attendance is all that is published of E and F, and no file holds them any more."""
    job = without_files(october_of_everybody, tmp_path / "job", *gone)
    put_on_list(job, *listed.split())

    assert run(job, NOVEMBER) == 0

    expected = {table: set(there.split()) - set(who.split()) for table, there in EVERYBODY.items()}
    assert people(job, OCTOBER, ALL_TABLES) == expected
    assert struck(job)[OCTOBER].people == len(who.split())
    assert verify(Layout(job.parent / "out")) == []


def test_of_whom_nobody_knows_a_number_is_told(
    october_of_everybody: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Of a month of which nothing is kept: E and F are in one table alone, and in no file any more."""
    job = without_files(october_of_everybody, tmp_path / "job", "ae_older.txt", "op_older.txt")
    shutil.rmtree(job.parent / "out" / "state" / "kept")
    (job.parent / "out" / "state" / "journal.jsonl").unlink()
    put_on_list(job, "e")
    capfd.readouterr()

    assert run(job, NOVEMBER) == 0

    assert "0 events that nobody was found for are in no DID file any more, and 2 people in no HES file" in (
        capfd.readouterr().err
    )


def test_a_listed_person_in_the_draft_is_never_published(
    own: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Should a strike be forgotten: exit 7, and the last release is as it was."""
    put_on_list(own, "a")
    monkeypatch.setattr(strike_run, "find", lambda *_: strike_run.NOTHING)

    assert run(own, NOVEMBER) == 7

    assert "rows are of people on the opt-out list" in capfd.readouterr().err
    assert current(own).name == "0001"


def test_what_is_kept_holds_no_number(october: Path) -> None:
    """Keyed digests, for the owner alone, of every event with a number and every number of the linked people."""
    kept = october.parent / "out" / "state" / "kept" / "0001" / f"test_month={OCTOBER}"
    texts = {
        str(value)
        for path in kept.glob("*.parquet")
        for column in pq.read_table(path, partitioning=None).columns
        for value in column.to_pylist()
    }
    assert not any(number(letter) in text for letter in ("a", "a2", "b", "x", "y") for text in texts)
    assert {path.stat().st_mode & 0o777 for path in kept.iterdir()} == {0o600}
    own_numbers = pq.read_table(kept / "event.parquet", partitioning=None)["number_digest"]
    assert (len(own_numbers), own_numbers.null_count) == (6, 2)
    assert pq.read_metadata(kept / "person_number.parquet").num_rows == 3


@pytest.mark.parametrize("listed", ["a", "a2"])
def test_a_row_that_was_set_aside_keeps_no_listed_number(own: Path, listed: str) -> None:
    """
    A line without a test date stays in the secure area by place and reason; its text goes.

    Whichever of the numbers that the person has borne is on the list, and whichever is in the line.
    """
    did = own.parent / f"DID_{NOVEMBER}.csv"
    whole = did.read_text("utf-8")
    spoilt = [line.replace(f"{NOVEMBER}-05", "") for line in whole.splitlines()[1:3]]
    did.write_text(whole + "\n".join(spoilt) + "\n", "utf-8")
    put_on_list(own, listed)

    assert run(own, NOVEMBER) == 0

    secure = own.parent / "out" / "secure" / "0002" / "quarantine.parquet"
    lines = pq.read_table(secure)["line"].to_pylist()
    assert len(lines) == 2
    assert [line for line in lines if line is None or number("a") in line] == [None]
