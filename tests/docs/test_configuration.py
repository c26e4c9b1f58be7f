"""The page of the job file is the schema's, every key says what it is, and every example is one."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.config.job import Job
from linkage.config.load import load_job
from linkage.config.schema import NAME, job_schema
from tests.docs import configuration
from tests.docs.configuration import (
    MARKED,
    PAGE,
    Keys,
    example,
    is_table,
    properties,
    shipped_job,
    tables,
    toml,
)
from tests.docs.json_schema import complaints

WHOLE = job_schema()


def keys() -> Iterator[tuple[Keys, str]]:
    """The path of each table, and each key in it that is no table."""
    for paths, table, _ in tables(WHOLE).values():
        for name, part in properties(table).items():
            if not is_table(part, WHOLE):
                yield from ((path, name) for path in paths)


def test_the_page_is_that_of_the_schema() -> None:
    """Write it anew with `python -m tests.docs.configuration`."""
    text = PAGE.read_text("utf-8")
    assert len(MARKED.findall(text)) == 1
    assert configuration.page(text) == text


def test_every_key_of_the_program_is_on_the_page() -> None:
    """By the models themselves, whatever the schema makes of them; a table has a heading, a key a line."""
    text = PAGE.read_text("utf-8")
    for path, name in keys():
        assert re.search(rf"^## .*`\[{{1,2}}{re.escape('.'.join(path))}\]{{1,2}}`", text, re.MULTILINE), path
        assert f"\n| `{name}` | " in text
    assert {path[0] for path, _ in keys()} == {
        name for name, field in Job.model_fields.items() if not field.exclude
    }


def test_every_key_says_what_it_is() -> None:
    """A meaning, a type and an example; a key without a default must have an example of its own."""
    for paths, table, _ in tables(WHOLE).values():
        assert len(str(table["description"])) > len("[lookups.postcode_directory]:")
        for name, part in properties(table).items():
            if is_table(part, WHOLE):
                continue
            assert str(part.get("description", "")).endswith("."), (paths, name)
            assert example(paths, name, part) not in (None, [], {}), (paths, name)


@pytest.mark.parametrize(("path", "name"), sorted(keys()), ids=".".join)
def test_every_example_is_one(path: Keys, name: str) -> None:
    """As the page has it, in the job file that ships: the program takes it, and the schema too."""
    table = next(table for paths, table, _ in tables(WHOLE).values() if path in paths)
    paths = next(paths for paths, _, _ in tables(WHOLE).values() if path in paths)
    job = shipped_job()
    here = job
    for key in path:
        inner = here.setdefault(key, {})
        found = inner[0] if isinstance(inner, list) else inner
        assert isinstance(found, dict)
        here = found
    written = toml(example(paths, name, properties(table)[name]))
    here[name] = tomllib.loads(f"{name} = {written}")[name]
    if path[:2] == ("outputs", "custom"):
        here |= {"smallest": 10, "base": 5}

    assert Job.model_validate(job).job.name
    assert list(complaints(job, WHOLE, WHOLE)) == []


@pytest.mark.parametrize(
    ("written", "passes"),
    [
        ('volume_drop = "off"', True),
        ("volume_drop = 0.2", True),
        ("volume_drop = { refuse = 0.2 }", True),
        ("volume_drop = 20", False),
        ('volume_drop = "of"', False),
        ("volume_dorp = 0.2", False),
    ],
)
def test_the_schema_knows_the_short_forms(written: str, passes: bool) -> None:
    """An editor marks what the program refuses, and nothing else."""
    job = shipped_job() | {"gates": tomllib.loads(written)}

    assert (list(complaints(job, WHOLE, WHOLE)) == []) == passes


def test_init_names_the_schema_it_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first line leads to the file beside it, which is the program's schema; the job file is read as before."""
    folder = tmp_path / "november"
    assert exit_code(["init", str(folder)]) == 0
    capsys.readouterr()
    assert exit_code(["check", "--schema"]) == 0

    text = (folder / "job.toml").read_text("utf-8")
    assert text.startswith(f"#:schema ./{NAME}\n")
    assert (folder / NAME).read_text("utf-8") == capsys.readouterr().out
    assert load_job(folder / "job.toml").job.name == "hes-did"


def test_init_writes_over_no_schema_of_somebody_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor beside it: nothing is made."""
    (tmp_path / NAME).write_text("mine", "utf-8")

    assert exit_code(["init", str(tmp_path)]) == 2
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert NAME in capsys.readouterr().err
