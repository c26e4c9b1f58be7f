"""A hospital file that was sent again: lines that the earlier file had are rows already; tables as from scratch."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.cache.cache import Cache
from linkage.cache.uses import tidy
from linkage.engine.dialect import DuckDBDialect
from linkage.engine.duckdb import DuckDBEngine
from linkage.engine.spark.dialect import SparkDialect
from linkage.session.surroundings import unheard
from linkage.steps.inputs.again import earlier
from linkage.steps.inputs.read import read_inputs
from tests.cache.awkward import yielded
from tests.cache.test_deliveries_law import LAW
from tests.inputs.sample import apc, put

HEADER = "EPIKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|EPISTART|NOTE"
STAYS = [
    "101|P1|9990000018|1971-02-03|2|AB1  2CD|2019-04-01|",
    "102|P2|9990000026|1982-05-06|1|LF1  1EY|2019-04-02|",
    '103|P3|"9990002002"|1990-01-31|1|LF1  1EY|2019-04-03|"a | b"',
    "104|P1| 9990000018 |1971-02-03|2|AB1  2CD|2019-04-04|",
]
CAME = "105|P4||1960-01-31|1||2019-05-04|"
NO_KEY, SHORT, BLANK, NO_TEXT = "|P5||||||", "106|P5", "", "107|P5||||||\udcff"
OVER_LINES = '108|P6||1971-02-03|1||2019-05-04|"one\ntwo"'
UNCLEAN = "109|P7||03/02/1971|1||2019-05-04|"


@pytest.fixture(autouse=True)
def _small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines of files of a few rows are looked for too."""
    monkeypatch.setattr(earlier, "FEWEST_ROWS", 1)


def sent(
    engine: DuckDBEngine,
    folder: Path,
    cache: Cache | None,
    lines: Sequence[str],
    name: str = "HES_APC_1920.txt",
) -> dict[str, str]:
    """What reading yields of a file of those lines, as digests; a later run finds what this one used."""
    content = "\n".join([*lines, ""]).encode("utf-8", "surrogateescape")
    source = replace(
        apc(put(folder, name, content)), max_damaged_key_share=1.0, max_unreadable_date_share=1.0
    )
    read_inputs(engine, [source], cache=cache)
    if cache is not None:
        tidy(cache, 2)
    return yielded(engine)


def again(engine: DuckDBEngine, folder: Path, *months: Sequence[str]) -> list[int | None]:
    """
    A file sent month by month, each time with what the months before left and from scratch, which yield the same.

    Gives how many rows of each were known; None where it was read whole.
    """
    known = []
    for lines in months:
        cache = Cache(folder / "cache", unheard)
        found = sent(engine, folder, cache, lines)
        kept = sent(engine, folder, Cache(folder / "cache", pytest.fail), lines)
        assert kept == found == sent(engine, folder, None, lines)
        (part,) = (cache.folder / name for name in cache.used if name.startswith("parts/"))
        numbers = part / "number.parquet"
        known.append(
            engine.count(f"select count(row_number) from {engine.parquet_sql(numbers)}")
            if numbers.exists()
            else None
        )
    return known


CASES = {
    #                                    now                                      known rows
    "as it was but for its end": ([HEADER, *STAYS, ""], 4),
    "a row came": ([HEADER, *STAYS, CAME], 4),
    "in another order": ([HEADER, CAME, *reversed(STAYS)], 4),
    "a row is gone": ([HEADER, *STAYS[1:]], 3),
    "a row says something else": ([HEADER, *STAYS[:3], STAYS[3].replace("AB1", "AB2")], 3),
    "a column that nobody reads says something else": ([HEADER, *STAYS[:3], f"{STAYS[3]}x"], 3),
    "a key is of another row": ([HEADER, *STAYS[:3], STAYS[0].replace("P1", "P9")], 3),
    "rows that cannot be used came": ([HEADER, *STAYS, NO_KEY, SHORT, BLANK, NO_TEXT], 4),
    "a row of several lines came": ([HEADER, OVER_LINES, *STAYS], 4),
    "a line twice": ([HEADER, *STAYS, STAYS[1]], None),
    "fewer than half of the lines": (
        [HEADER, STAYS[0], CAME, *(f"{n}|P1||||||" for n in range(200, 204))],
        None,
    ),
    "columns in another order": (["TOKEN_PERSON_ID|EPIKEY" + HEADER[22:], *STAYS, CAME], None),
}


@pytest.mark.parametrize("case", CASES)
def test_lines_that_were_there(engine: DuckDBEngine, tmp_path: Path, case: str) -> None:
    """Their rows are taken; every other line is cut, and where a known one comes twice the file is read whole."""
    now, known = CASES[case]
    assert again(engine, tmp_path, [HEADER, *STAYS], now) == [None, known]


def test_a_line_that_stood_twice_is_cut_anew(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Nobody can tell which of the two it is; so are rows that could not be used before."""
    before = [HEADER, *STAYS, STAYS[0], NO_KEY, SHORT]
    assert again(engine, tmp_path, before, [HEADER, *STAYS, NO_KEY, SHORT]) == [None, 3]


def test_month_after_month(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Lines are those of the last file that was read whole, until too few are left of them; then one is again."""
    came = [f"{number}|P1||1971-02-03|1||2019-05-04|" for number in range(200, 212)]
    months = [[HEADER, *STAYS, *came[:upto]] for upto in (0, 2, 4, 8, 9)]
    assert again(engine, tmp_path, *months) == [None, 4, 4, None, 12]


SEXES = ["115|P8||1971-02-03|F||2019-05-04|", "116|P9||1971-02-03|F||2019-05-04|"]
UNREAD = "111|P7|12|1971-02-30|7||2019-05-04|"
MONTHS: dict[str, tuple[list[list[str]], list[int | None]]] = {
    #                                          one month, the next ...                               known rows
    "dates written otherwise came": ([[*STAYS], [*STAYS, UNCLEAN], [*STAYS, UNCLEAN, CAME]], [4, 4]),
    "several that are written otherwise, cut anew": (
        [[*STAYS, *SEXES], [*STAYS, *SEXES, CAME], [*STAYS, *SEXES, CAME, UNCLEAN]],
        [4, 4],
    ),
    "they were there, and are cut anew": ([[*STAYS, UNCLEAN], [*STAYS, UNCLEAN, CAME]], [4]),
    "values that nobody can read": ([[*STAYS, UNREAD], [*STAYS, UNREAD, CAME], [*STAYS, CAME]], [5, 4]),
    "a sex as a word": ([[*STAYS, CAME], [*STAYS, CAME.replace("|1|", "|F|")]], [4]),
    "keys with a point": ([[*STAYS, "112.0|P7||||||"], [*STAYS, "112.0|P7||||||", CAME]], [4]),
    "a point belongs to keys no more": (
        [[*STAYS, "112.0|P7||||||", "113.5|P7||||||"], [*STAYS, "112.0|P7||||||"]],
        [None],
    ),
    "and does again": ([[*STAYS, "112.0|P7||||||"], [*STAYS, "112.0|P7||||||", "113.5|P7||||||"]], [None]),
    "days of a spreadsheet are told by more of them": (
        [
            [*STAYS, "114|P7||43556|||2019-05-04|"],
            [*STAYS[:3], *(f"{n}|P7||43556|||2019-05-04|" for n in range(114, 119))],
        ],
        [None],
    ),
    "whose row could not be used": ([[*STAYS, NO_KEY, UNREAD], [*STAYS, NO_KEY, UNREAD, CAME]], [5]),
}


@pytest.mark.parametrize("case", MONTHS)
def test_values_that_are_read_of_all_rows_together(engine: DuckDBEngine, tmp_path: Path, case: str) -> None:
    """A row is known that was left as it came, and is read again; one that would be read otherwise is read with all."""
    months, known = MONTHS[case]
    assert again(engine, tmp_path, *[[HEADER, *lines] for lines in months]) == [None, *known]


def test_rows_of_an_earlier_file_outlast_its_part(engine: DuckDBEngine, tmp_path: Path) -> None:
    """A part has all its rows, whatever becomes of the other; and says what they are made of."""
    assert again(engine, tmp_path, [HEADER, *STAYS], [HEADER, *STAYS, CAME]) == [None, 4]
    cache = Cache(tmp_path / "cache", pytest.fail)
    sent(engine, tmp_path, cache, [HEADER, *STAYS, CAME])
    tidy(cache, 1)
    (part,) = (cache.folder / "parts").iterdir()
    facts = json.loads((part / "content.json").read_bytes())["content"]["facts"]
    assert facts[earlier.ROWS_OF] != part.name
    assert sent(engine, tmp_path, Cache(cache.folder, pytest.fail), [HEADER, *STAYS, CAME]) == sent(
        engine, tmp_path, None, [HEADER, *STAYS, CAME]
    )


@pytest.mark.parametrize(
    ("file", "was", "becomes"), [("aside.parquet", b"P", b""), ("content.json", b'"rows"', b'"r"')]
)
def test_a_damaged_earlier_file_is_not_taken_from(
    engine: DuckDBEngine, tmp_path: Path, file: str, was: bytes, becomes: bytes
) -> None:
    """Its rows may be others; the later file is read whole."""
    cache = Cache(tmp_path / "cache", unheard)
    sent(engine, tmp_path, cache, [HEADER, *STAYS])
    (part,) = (cache.folder / "parts").iterdir()
    content = (part / file).read_bytes()
    assert was in content
    (part / file).write_bytes(content.replace(was, becomes))
    assert again(engine, tmp_path, [HEADER, *STAYS, CAME]) == [None]


class OfOneLength(DuckDBDialect):
    """Lines of one length have one likeness."""

    def likeness_number(self, text: str) -> str:
        """See Dialect."""
        return f"length({text})"


def test_lines_alike_by_chance(engine: DuckDBEngine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of another record has its own row, whatever its likeness is."""
    monkeypatch.setattr(engine, "dialect", OfOneLength())
    rows = [f"{n}|P{n}||||||{'x' * n}" for n in range(11, 19)]
    other = f"31|P77||||||{'x' * 12}"
    assert len(other) == len(rows[1])
    assert again(engine, tmp_path, [HEADER, *rows], [HEADER, rows[0], other, *rows[2:]]) == [None, 7]


LINES = st.lists(
    st.sampled_from(
        (*STAYS, CAME, NO_KEY, SHORT, BLANK, NO_TEXT, OVER_LINES, UNCLEAN, '110|P1|"', "\t", "x")
    ),
    min_size=1,
    max_size=9,
)


@given(st.lists(LINES, min_size=2, max_size=3))
@settings(LAW, max_examples=5)
def test_whatever_lines_come_again(engine: DuckDBEngine, months: list[list[str]]) -> None:
    """What reading yields is what it yields of the file alone; known are lines that stand once in both files."""
    with TemporaryDirectory(dir=engine.session.folders[0]) as place:
        usable = [[HEADER, *STAYS, *lines] for lines in months]
        known = again(engine, Path(place), *usable)
    for number, now in enumerate(known[1:2], 1):
        before, after = (Counter(lines) for lines in usable[number - 1 : number + 1])
        once = [line for line in (*STAYS, CAME) if before[line] == after[line] == 1]
        assert now is None or now >= len(once)


ASKED = {
    "columns without order": "left_.value = 3 and right_.value > 1000",
    "the first rows of the one": "left_.number < 1000",
    "the last rows of the other": "right_.number > 299000",
    "rows named by others": "right_.number in (select number from few)",
    "rows of others": "left_.number in (select number from few) and right_.value is not null",
}
"""Conditions of which some rule out whole groups of rows of one file."""


@pytest.mark.parametrize("asked", [*ASKED, "the last of all"])
def test_rows_abreast_are_those_that_are_joined(engine: DuckDBEngine, tmp_path: Path, asked: str) -> None:
    """Two files in one order: by their places and by what says so; a condition on either keeps them together."""
    for name, value in (("left", "number * 7 % 5"), ("right", "case when number % 3 > 0 then number end")):
        query = f"select number, {value} as value from (select unnest(range(1, 300000)) as number) as numbers"
        engine.write_parquet(query, tmp_path / f"{name}.parquet")
    engine.create("few", "select unnest([5, 150000, 150001, 299990]) as number")
    left, right = (
        f"{engine.parquet_sql(tmp_path / f'{name}.parquet')} as {name}_" for name in ("left", "right")
    )
    rest = f"where {ASKED[asked]}" if asked in ASKED else "order by right_.number desc limit 7"
    each = [
        engine.rows(
            "select count(*), sum(one * two + three) from (select left_.number as one, right_.number as two, "
            "coalesce(right_.value, 0) + left_.value as three from "
            f"{dialect.abreast(left, right, 'left_.number = right_.number')} {rest}) as found"
        )
        for dialect in (DuckDBDialect(), SparkDialect())
    ]
    engine.drop("few")
    assert each[0] == each[1]
    assert each[0] != [(0, None)]
