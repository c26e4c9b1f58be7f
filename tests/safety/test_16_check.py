"""What `check` can know, `check` says, all of it at once; and what passes `check` does not die after the work."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from linkage.cli.main import exit_code
from linkage.config.rules import Rules
from linkage.config.shipped import shipped
from linkage.errors import IntegrityError
from linkage.month_promises import keep_ranks
from linkage.reading.opened_release import open_release
from linkage.relations.every import NAMES
from tests.engines import open_engine
from tests.safety.few_rows import MONTH, apc_line, did_line, small_job
from tests.spec.steps import load, profile

A = "9990000026"


def rules_text(name: str = "dmq_2015") -> str:
    """A rules file that ships."""
    return (shipped("rules") / f"{name}.toml").read_text("utf-8")


def own_rules(folder: Path, text: str, more: str = "") -> Path:
    """A job of one linked event under rules of its own."""
    job = small_job(folder, [did_line(A, "RZ101", "A1")], [apc_line("1", A, "RZ1", "RZ101")], more)
    (folder / "own.toml").write_text(text, "utf-8")
    job.write_text(job.read_text("utf-8").replace('"dmq_2015"', '"own.toml"'), "utf-8")
    return job


def test_own_ranks_work_to_the_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rank of any name that the rules allow: checked, linked, published, explained, told in the table."""
    job = own_rules(
        tmp_path, rules_text().replace('rank = "1A"', 'rank = "9Z"').replace('rank = "8"', 'rank = "0"')
    )

    assert exit_code(["check", str(job)]) == 0
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == 0

    links = open_release(tmp_path / "out" / "current").links
    assert links.project("match_rank, event_id").fetchall()[0][0] == "9Z"
    assert "9Z   Exact" in capsys.readouterr().out
    event = str(links.project("event_id").fetchall()[0][0])
    assert exit_code(["explain", str(job), event]) == 0
    assert "rank 9Z: NHS number" in capsys.readouterr().out


def test_a_rank_that_no_rule_made_is_no_link(tmp_path: Path) -> None:
    """The promise of the listed values is kept, by the values of the job."""
    engine = open_engine("duckdb", tmp_path)
    link = {"event_id": "1", "status": "linked", "reason": "rank", "release": "0001", "candidate_people": 1}
    load(engine, "links", [{**link, "match_rank": "9Z"}])

    with pytest.raises(IntegrityError, match="a rank that the rules do not have"):
        keep_ranks(engine, profile("dmq_2015"))
    load(engine, "links", [{**link, "match_rank": "P"}])
    keep_ranks(engine, profile("hes_did"))
    engine.close()


OLD = tuple(relation for relation in NAMES if relation not in {"OP_REQUESTED", "AE_THEN_ADMITTED"})


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        (NAMES, NAMES),
        (OLD, (*OLD[:-1], "AE_THEN_ADMITTED", "OP_REQUESTED", "PERSON_ONLY")),
        (("OP_SAME_DAY",), ("OP_SAME_DAY", *(r for r in NAMES if r != "OP_SAME_DAY"))),
        (("IN_SPELL", "IN_SPELL"), None),
        (("PERSON_ONLY", "IN_SPELL"), None),
        (("IN_HOSPICE",), None),
    ],
)
def test_a_relation_that_came_later_leaves_old_rules_valid(
    named: tuple[str, ...], meant: tuple[str, ...] | None
) -> None:
    """It stands after those that are named, before PERSON_ONLY; a slip is refused still."""
    contents = tomllib.loads(rules_text()) | {"precedence": list(named)}

    if meant is None:
        with pytest.raises(ValidationError):
            Rules.model_validate(contents)
    else:
        assert Rules.model_validate(contents).precedence == meant


def test_every_problem_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Rules, paths of two tables, lists, the key and a folder: each with its file or key, before reading."""
    more = """
[hes.op]
paths = ["none/*.txt"]
person_id = "TOKEN_PERSON_ID"

[lookups.sites]
paths = ["none.csv"]

[lookups.provider_names]
paths = ["names.csv"]

[opt_outs]
paths = ["list.csv"]

[keys]
pseudonym = "env:NOT_SET_ANYWHERE"

[duckdb]
spill = "list.csv/spill"
"""
    job = own_rules(tmp_path, rules_text().replace('how = "exact"', 'how = "exactly"', 1), more)
    (tmp_path / "list.csv").write_text("9990000026\nnot a number 1\n", "utf-8")
    (tmp_path / "names.csv").write_text("a,b\n", "utf-8")

    assert exit_code(["check", str(job)]) == 2

    told = capsys.readouterr().err
    for part in (
        "own.toml:",
        "rank[1].require[1]",
        "hes.op.paths",
        "lookups.sites.paths",
        "lookups.provider_names",
        "list.csv, line 2",
        "NOT_SET_ANYWHERE",
        "duckdb.spill",
    ):
        assert part in told
    assert "not a number" not in told
    assert told.count("names.csv") == 1, "two looks at one thing are one problem"
    assert not (tmp_path / "out").exists()


def test_a_job_file_with_problems_hides_none_of_its_rules(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both files are told of in one go."""
    job = own_rules(tmp_path, rules_text().replace("[cips]", "[cipps]"))
    job.write_text(job.read_text("utf-8").replace("[linkage]", "[linkage]\ntreshold = 1"), "utf-8")

    assert exit_code(["check", str(job)]) == 2
    told = capsys.readouterr().err
    assert "linkage.treshold" in told
    assert "cipps" in told


MODELS = {
    "": (2, "[linkage] model"),
    'model = "model.json"': (0, "run `linkage train"),
    'model = "page.html"': (2, ".html"),
    'model = "job.toml/model.json"': (2, "linkage.model"),
    f'model = "{"m" * 260}.json"': (2, "linkage.model"),
    'model = "did"': (2, "did"),
    'model = "own.toml"': (2, "own.toml"),
}


@pytest.mark.parametrize(("line", "code", "told"), [(line, *expected) for line, expected in MODELS.items()])
def test_a_model_that_cannot_be_used_or_written(
    line: str, code: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Told before anything is read; a training that will find no place for its model does not begin."""
    job = own_rules(tmp_path, rules_text("hes_did"))
    job.write_text(job.read_text("utf-8").replace('"own.toml"', f'"own.toml"\n{line}'), "utf-8")

    assert exit_code(["check", str(job)]) == code
    found = capsys.readouterr()
    assert told in found.out + found.err
    if code and line and "own.toml" not in line:
        assert exit_code(["train", str(job), "--force", "--quiet"]) == code
        assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("spoil", "code", "told"),
    [
        (lambda folder: (folder / "names.csv").write_text("a,b\n"), 3, "names.csv, line 1"),
        (lambda folder: (folder / "names.csv").unlink(), 3, "lookups.provider_names"),
        (lambda folder: (folder / "work").write_text(""), 2, "duckdb.spill"),
    ],
    ids=["names without their columns", "names gone", "no folder to spill to"],
)
def test_what_a_run_needs_last_is_looked_at_first(
    spoil: Callable[[Path], object], code: int, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list that only the report reads, and the folder that only a full memory needs: no work is done in vain."""
    more = '[lookups.provider_names]\npaths = ["names.csv"]\n[duckdb]\nspill = "work/spill"\n'
    job = own_rules(tmp_path, rules_text(), more)
    (tmp_path / "names.csv").write_text("code,name\nRZ1,One\n", "utf-8")
    spoil(tmp_path)

    assert exit_code(["check", str(job)]) == code
    assert exit_code(["run", str(job), "--month", MONTH, "--quiet"]) == code
    assert told in capsys.readouterr().err
    assert not (tmp_path / "out" / "releases" / "0001").exists()
