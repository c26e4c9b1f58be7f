"""A hospital file sent again, of which some lines are otherwise and say the same: nobody is made anew for it."""

import json
from pathlib import Path

import pytest

from linkage.cache.cache import Cache
from linkage.cache.uses import tidy
from linkage.editions import difference
from linkage.editions.sides import GONE
from linkage.engine.duckdb import DuckDBEngine
from linkage.session.surroundings import unheard
from linkage.steps.inputs.again import earlier
from tests.cache.deliveries import differing, inputs_of, sources, tables, write

NAME = "HES_OP_1920.txt"
HEADER = "ATTENDKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|APPTDATE|PROCODET|SITETRET|GPPRAC|NOTE"
FILE = [
    f"{1000 + n}|P{n % 20}|9990000018|1971-02-03|2|AB1  2CD|2019-04-{n % 28 + 1:02}||||old" for n in range(40)
]
CAME = "2000|Q1||||||2019-05-01|||"


def noted(upto: int) -> list[str]:
    """A column that nobody reads says something else in the first lines."""
    return [*(line.replace("old", "new") for line in FILE[:upto]), *FILE[upto:]]


def as_words(upto: int) -> list[str]:
    """The sex of the first lines is a letter: their rows are written otherwise than they came."""
    return [*(line.replace("|2|AB1", "|F|AB1") for line in FILE[:upto]), *FILE[upto:]]


COURSES = {
    #                         one month, the next                                       people left out
    "a row came": (FILE, [*FILE, CAME], 0),
    "what nobody reads is otherwise": (FILE, [*noted(16), CAME], 0),
    "rows that are written otherwise": (as_words(16), [*as_words(16), CAME], 0),
    "a letter for a number": (FILE, [*as_words(16), CAME], 0),
    "one day is another": (FILE, [FILE[0].replace("2019-04-01", "2019-05-02"), *FILE[1:], CAME], 1),
    "one of them, and what nobody reads": (
        FILE,
        [FILE[0].replace("2019-04-01", "2019-05-02"), *noted(16)[1:], CAME],
        1,
    ),
    "a row is gone": (FILE, FILE[1:], 1),
}


@pytest.mark.parametrize("course", COURSES)
def test_rows_of_other_lines_are_compared(
    engine: DuckDBEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, course: str
) -> None:
    """Left out are people of whom a row is not there just so; the tables are those of the file alone."""
    monkeypatch.setattr(earlier, "FEWEST_ROWS", 1)
    monkeypatch.setattr(difference, "FEWEST_ROWS", 1)
    *months, left_out = COURSES[course]
    for lines in months:
        write(tmp_path / "hes", {NAME: "\n".join([HEADER, *lines, ""]).encode()})
        found = sources(tmp_path / "hes", [NAME])
        cache = Cache(tmp_path / "cache", unheard)
        kept = tables(engine, inputs_of(found, tmp_path, cache))
        assert not differing(kept, tables(engine, inputs_of(found, tmp_path)))
        tidy(cache, 2)

    made = {
        name: json.loads((cache.folder / name / "content.json").read_bytes())["content"]
        for name in cache.used
    }
    ((name, said),) = [one for one in made.items() if one[1]["made_from"].get("made") == "difference"]
    assert said["made_from"]["by"] == "lines"
    assert said["facts"][difference.IS_WORTH_IT]
    assert (
        engine.count(f"select count(*) from {engine.parquet_sql(cache.folder / name / 'person.parquet')}")
        == left_out
    )
    gone = engine.parquet_sql(cache.folder / name / f"{GONE}.parquet")
    assert engine.count(f"select count(*) from {gone} as gone") == left_out
