"""`linkage review`: a sample for people in the secure area, and what their answers come to."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from linkage.cli.main import exit_code
from tests.acceptance.conftest import MONTH, copied, tree
from tests.review.reviewers import answers, only_sample, saved, truth_of


@pytest.fixture(scope="module")
def exported(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A world with a sample; gives its job file."""
    job = copied(published, tmp_path_factory.mktemp("review") / "world")
    assert exit_code(["review", "export", str(job), "--margin", "0.15", "--quiet"]) == 0
    return job


def told(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    """A command's result as JSON."""
    capsys.readouterr()
    assert exit_code([*map(str, words), "--json", "--quiet"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def file_of(folder: Path, name: str, said: dict[str, Any]) -> Path:
    """What a reviewer has saved."""
    path = folder / name
    path.write_bytes(saved(said))
    return path


def test_identifiers_lie_in_the_secure_area_alone(exported: Path, published: Path) -> None:
    """Folders and files for the owner alone; the release as it was; no identifier in what is backed up."""
    folder, out = only_sample(exported), exported.parent / "out"
    state = next((out / "state" / "review").glob("*.json")).read_text("utf-8")
    keys = {
        one["key"] for those in json.loads((folder / "people.json").read_text()).values() for one in those
    }
    numbers = set(pq.read_table(next(out.rglob("identity.parquet"))).column("nhs_number").to_pylist())

    assert {path.stat().st_mode & 0o777 for path in (folder, folder.parent)} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert tree(out / "releases") == tree(published.parent / "out" / "releases")
    assert "Identifiers of patients" in (folder / "review.html").read_text("utf-8")
    assert not [number for number in numbers if number and number in state]
    links = pq.read_table(next((out / "releases").rglob("links/*/*.parquet")))
    assert not {key for key in keys if key in state} - set(links.column("person_id").to_pylist())


def test_reviewers_are_not_told_what_the_program_thinks(exported: Path) -> None:
    """Whoever is linked is among the people shown, and nothing says who it is, or how sure the program is."""
    folder = only_sample(exported)
    shown = (folder / "shown.json").read_text("utf-8")
    design = json.loads(
        next((exported.parent / "out" / "state" / "review").glob("*.json")).read_text("utf-8")
    )
    people = json.loads((folder / "people.json").read_text("utf-8"))
    linked = {event: one["linked"] for event, one in design["events"].items() if one["linked"]}

    assert not [word for word in ("linked", "probability", "rank", "stratum") if f'"{word}' in shown]
    assert linked
    assert all(person in [one["released"] for one in people[event]] for event, person in linked.items())


def test_the_same_request_finds_the_sample_that_is_there(
    exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(exported.parent / "out" / "secure")

    for words in ((), ("--month", MONTH)):
        again = told(capsys, "review", "export", exported, "--margin", "0.15", *words)
        assert (again["is_new"], again["sample"]) == (False, only_sample(exported).name)
    assert tree(exported.parent / "out" / "secure") == before


@pytest.mark.slow
def test_another_seed_draws_another_sample_beside_it(
    exported: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    job = copied(exported, tmp_path / "world")
    before = tree(job.parent / "out" / "secure")

    other = told(capsys, "review", "export", job, "--margin", "0.15", "--seed", "2")
    assert other["is_new"]
    assert before.items() <= tree(job.parent / "out" / "secure").items()
    assert len({path.read_bytes() for path in (job.parent / "out").glob("secure/review/*/shown.json")}) == 2


def test_two_reviewers_and_a_third(
    exported: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """What two differ in waits for a third; then there are precision and recall, and the report tells them."""
    job = copied(exported, tmp_path / "world")
    folder, truth = only_sample(job), truth_of(job)
    one, two = (
        file_of(tmp_path, f"{name}.json", answers(folder, truth, name, error=0.1)) for name in ("R1", "R2")
    )
    first = told(capsys, "review", "import", job, one)["samples"][0]
    assert (first["settled"], first["to_third"], first["measured"]["judged"]) == (0, 0, 0)

    second = told(capsys, "review", "import", job, two)["samples"][0]
    assert second["to_third"] > 0
    assert second["recorded"] == second["settled"] > 20
    assert second["measured"]["agreement"]["kappa"] < 1
    third_page = answers(folder, truth, "R3", third=True)
    assert len(third_page["answers"]) == second["to_third"]

    last = told(capsys, "review", "import", job, file_of(tmp_path, "R3.json", third_page))["samples"][0]
    measured = last["measured"]
    assert (last["to_third"], last["third_page"], (folder / "third.html").exists()) == (0, None, False)
    for name in ("precision", "recall"):
        found = measured[name]
        assert found["worst"] <= found["middle"] <= found["best"]
        assert found["low"] <= found["middle"] <= found["high"]
    assert len(list((folder / "received").iterdir())) == 3

    assert exit_code(["report", str(job), "--quiet"]) == 0
    page = (job.parent / "out" / "reports" / "0001" / "index.html").read_text("utf-8")
    assert "Clerical review" in page
    assert "Cohen" in page


Spoil = Callable[[dict[str, Any]], bytes]


def edited(said: dict[str, Any]) -> bytes:
    """One answer changed in the file itself."""
    return saved(said).replace(b'"none"', b'"cannot_tell"', 1)


def with_answers(rows: Callable[[list[list[Any]]], list[list[Any]]]) -> Spoil:
    """A file of other answers, with their digest."""
    return lambda said: saved({**said, "answers": rows([list(row) for row in said["answers"]])})


BAD: dict[str, tuple[Spoil, int, str]] = {
    "edited by hand": (edited, 3, "was changed after the review page saved it"),
    "cut short": (lambda said: saved(said)[:-40], 3, "cannot be read as JSON"),
    "no file of answers": (lambda _: b"[1, 2]", 3, "no file of answers"),
    "another sample": (lambda said: saved({**said, "sample": "0001-2019-11-00000000"}), 3, "does not know"),
    "a path for a sample": (lambda said: saved({**said, "sample": "../../state"}), 3, "does not know"),
    "another page": (lambda said: saved({**said, "page": "0" * 64}), 3, "another page"),
    "a name for a code": (
        lambda said: saved({**said, "reviewer": "Dr A. Name"}),
        2,
        "the reviewer is a code",
    ),
    "an event twice": (with_answers(lambda rows: [rows[0], *rows]), 3, "two answers to one event"),
    "an event of no sample": (with_answers(lambda rows: [["0" * 32, *rows[0][1:]]]), 3, "does not show"),
    "a person not shown": (
        with_answers(lambda rows: [[rows[0][0], "match", 99, "event", ""]]),
        3,
        "not shown",
    ),
    "an answer of no form": (
        with_answers(lambda rows: [[rows[0][0], "maybe", None, "event", ""]]),
        3,
        "form",
    ),
    "a workbook of something else": (lambda _: b"PK\x03\x04 nothing", 3, "cannot be read as the workbook"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_cannot_be_used_is_named_and_nothing_is_taken(
    exported: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, case: str
) -> None:
    """Beside a good file: it is not taken either, and the output is as it was."""
    spoil, code, words = BAD[case]
    said = answers(only_sample(exported), {}, "R1")
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(saved({**said, "reviewer": "R9"}))
    bad.write_bytes(spoil(said))
    before = (tree(exported.parent / "out" / "secure"), tree(exported.parent / "out" / "state" / "review"))
    capsys.readouterr()

    assert exit_code(["review", "import", str(exported), str(good), str(bad), "--quiet"]) == code
    said_of_it = capsys.readouterr().err
    assert words in said_of_it
    assert "bad.json" in said_of_it
    assert before == (
        tree(exported.parent / "out" / "secure"),
        tree(exported.parent / "out" / "state" / "review"),
    )


def test_one_reviewer_twice(exported: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Together two files that differ are refused; one after the other, the later counts and the earlier stays."""
    job = copied(exported, tmp_path / "world")
    said = answers(only_sample(job), truth_of(job), "R1")
    changed = {
        **said,
        "answers": [[said["answers"][0][0], "cannot_tell", None, "event", ""], *said["answers"][1:]],
    }
    one, two = (file_of(tmp_path, name, what) for name, what in (("one.json", said), ("two.json", changed)))

    assert exit_code(["review", "import", str(job), str(one), str(two), "--quiet"]) == 3
    assert "differ in 1 answers" in capsys.readouterr().err
    assert told(capsys, "review", "import", job, one, one)["files"][1]["new"] == 0
    later = told(capsys, "review", "import", job, two)["files"][0]
    assert (later["new"], later["changed"], later["same"]) == (1, 1, len(said["answers"]) - 1)
    assert told(capsys, "review", "import", job, two)["files"][0]["new"] == 0
    kept = next((job.parent / "out" / "state" / "review").glob("0001-*.jsonl")).read_text().splitlines()
    assert len(kept) == len(said["answers"]) + 1


def test_one_reviewer_in_two_reaches_is_refused_and_so_is_a_lost_page(
    exported: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The order of files does not say how far an answer reaches; without the first page no third can be made."""
    job = copied(exported, tmp_path / "world")
    folder, state = only_sample(job), job.parent / "out" / "state"
    said = answers(folder, {}, "R1")
    wide = {**said, "answers": [[*row[:3], "identity", ""] for row in said["answers"]]}
    one, two = (file_of(tmp_path, name, what) for name, what in (("one.json", said), ("two.json", wide)))
    other = file_of(tmp_path, "other.json", answers(folder, truth_of(job), "R2"))
    (folder / "shown.json").unlink()
    before = (tree(folder), tree(state))

    assert exit_code(["review", "import", str(job), str(one), str(two), "--quiet"]) == 3
    assert f"differ in {len(said['answers'])} answers" in capsys.readouterr().err
    assert exit_code(["review", "import", str(job), str(one), str(other), "--quiet"]) == 3
    assert "restore it from a backup" in capsys.readouterr().err
    assert before == (tree(folder), tree(state))


def test_a_third_reviewer_is_somebody_else(
    exported: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    job = copied(exported, tmp_path / "world")
    folder = only_sample(job)
    right, none = answers(folder, truth_of(job), "R1"), answers(folder, {}, "R2")
    files = [file_of(tmp_path, f"{one['reviewer']}.json", one) for one in (right, none)]
    assert told(capsys, "review", "import", job, *files)["samples"][0]["to_third"] > 0

    own = file_of(tmp_path, "own.json", answers(folder, {}, "R2", third=True))
    assert exit_code(["review", "import", str(job), str(own), "--quiet"]) == 3
    assert "somebody else has to look" in capsys.readouterr().err


def links(job: Path) -> dict[str, tuple[str, str | None, str, bool]]:
    """Status, person, reason of each event of the current release, and whether a decision bears on it."""
    columns = ["event_id", "status", "person_id", "reason", "decision_id"]
    found = pq.read_table(next((job.parent / "out" / "current").glob("links/*/*.parquet")), columns=columns)
    return {
        event: (status, person, reason, decision is not None)
        for event, status, person, reason, decision in zip(*found.to_pydict().values(), strict=True)
    }


@pytest.mark.slow
def test_what_two_settle_binds_the_next_run_until_one_corrects_it(
    exported: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """
    None of those shown: apart from the linked one, and from nobody who was not shown; another: linked to them.

    A reviewer's later answer takes both back, though the events are linked by the decision then.
    """
    job = copied(exported, tmp_path / "world")
    folder, before = only_sample(job), links(job)
    people = json.loads((folder / "people.json").read_text())
    shown = {event: [one["released"] for one in those] for event, those in people.items()}
    linked = [event for event in sorted(shown) if before[event][0] == "linked"]
    apart = linked[0]
    other = next(event for event in linked[1:] if len(shown[event]) > 1)
    person = next(one for one in shown[other] if one != before[other][1])
    loose = next(event for event in sorted(shown) if before[event][0] != "linked")
    rows = [
        [apart, "none", None, "event", ""],
        [other, "match", shown[other].index(person) + 1, "event", ""],
        [loose, "none", None, "event", ""],
    ]
    page = {**answers(folder, {}, "R1"), "answers": rows}
    both = [file_of(tmp_path, f"{name}.json", {**page, "reviewer": name}) for name in ("R1", "R2")]

    first = told(capsys, "review", "import", job, *both)["samples"][0]
    assert (first["settled"], first["recorded"], first["taken_back"]) == (3, 3, 0)
    store = (job.parent / "out" / "state" / "decisions.jsonl").read_text().splitlines()
    said = [json.loads(line) for line in store]
    assert sorted(one["person_id"] for one in said if one["event_id"] == apart) == sorted(shown[apart])
    assert exit_code(["run", str(job), "--changed", "--quiet"]) == 0
    bound = links(job)
    assert bound[apart] == ("unlinked", None, "decision", True)
    assert bound[other] == ("linked", person, "decision", True)
    assert bound[loose] == (*before[loose][:3], True)

    again = told(capsys, "review", "import", job, *both)["samples"][0]
    assert (again["recorded"], again["taken_back"], again["decided"], again["other_link"]) == (0, 0, 0, 0)
    assert again["settled"] == 3
    rows[:2] = [[event, "cannot_tell", None, "event", ""] for event in (apart, other)]
    later = file_of(tmp_path, "later.json", {**page, "reviewer": "R2", "answers": rows})
    corrected = told(capsys, "review", "import", job, later)["samples"][0]
    assert (corrected["settled"], corrected["taken_back"], corrected["to_third"]) == (1, 2, 2)
    assert exit_code(["run", str(job), "--changed", "--quiet"]) == 0
    assert {event: link[:3] for event, link in links(job).items()} == {
        event: link[:3] for event, link in before.items()
    }


@pytest.fixture(autouse=True)
def _quiet(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    capsys.readouterr()
