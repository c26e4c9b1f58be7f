"""Charlson and frailty: the SQL of the page gives people made by hand the scores that were reckoned on paper."""

import csv
from collections import Counter
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[2]
DIAGNOSES = ", ".join(f"diagnosis_{place:02} varchar" for place in range(1, 21))

EPISODES = {
    "nothing": [("2019-06-01", ["R074"])],
    "stroke": [("2018-12-01", ["I639", "G819", "I10X"])],
    "twice": [("2018-12-01", ["I639"]), ("2019-03-01", ["I64X", "I639"])],
    "degrees": [("2019-01-01", ["K703", "E119", "C509"]), ("2019-02-01", ["K721", "E112", "C787"])],
    "mild": [("2019-01-01", ["K703", "E119", "C509"])],
    "old": [("2017-05-31", ["I500"]), ("2017-06-01", ["J440"]), ("2019-06-01", ["F03X"]), ("2019-06-02", ["N189"])],
    "dotted": [("2019-05-01", ["I25.2", "M35.3"])],
    "near": [("2019-05-01", ["I251", "M352", "C449"])],
    "frail": [("2018-01-01", ["F009", "R296", "N390"]), ("2019-01-01", ["F009", "W190"])],
    "edge": [("2018-01-01", ["G819", "R296", "F059", "E871", "J690", "R509"])],
    "little": [("2018-01-01", ["R509", "L089", "D649"]), ("2019-05-05", ["I10X"])],
}  # fmt: skip
"""Of each person, the start of every episode and its diagnoses. All are asked on 1 June 2019."""

CHARLSON = {
    "nothing": 0,
    "stroke": 1 + 2,  # cerebrovascular, paralysis; high blood pressure counts nothing
    "twice": 1,
    "degrees": 3 + 2 + 6,  # each worse degree in the place of the milder
    "mild": 1 + 1 + 2,
    "old": 1 + 1,  # lungs on the first day, dementia on the last; heart a day before, kidneys a day after
    "dotted": 1 + 1,
    "near": 0,  # other ischaemic heart disease, Behcet's disease, skin cancer
    "frail": 1,  # dementia
    "edge": 2,  # hemiplegia; delirium is dementia only as F05.1
    "little": 0,
}

FRAILTY = {
    "nothing": (0.0, "low"),
    "stroke": (0.8 + 4.4, "intermediate"),
    "twice": (0.8, "low"),  # I64 is none of the categories
    "degrees": (0.0, "low"),
    "mild": (0.0, "low"),
    "old": (2.1, "low"),  # dementia on the last day; J44 is none, kidneys come a day late
    "dotted": (0.0, "low"),
    "near": (0.0, "low"),
    "frail": (7.1 + 3.6 + 3.2 + 3.2, "high"),
    "edge": (4.4 + 3.6 + 3.2 + 2.3 + 1.0 + 0.1, "intermediate"),
    "little": (0.1 + 0.4 + 0.4, "low"),
}


def scores(name: str, age: int = 80, hospital_from: str = "2017-04-01") -> dict[str, tuple[object, ...]]:
    """What a file of docs/scores says of everybody, by person, all of one age."""
    with duckdb.connect() as connection:
        connection.execute(f"create table episodes (person_id varchar, episode_start date, {DIAGNOSES})")
        for person, episodes in EPISODES.items():
            for start, diagnoses in episodes:
                row = [person, start, *diagnoses, *[None] * (20 - len(diagnoses))]
                connection.execute(f"insert into episodes values ({', '.join('?' * len(row))})", row)
        connection.execute(
            "create table asked as"
            f" select distinct person_id, date '2019-06-01' as asked_on, {age} as age from episodes"
        )
        connection.execute(f"create table reach as select date '{hospital_from}' as hospital_from")
        for codes in ("charlson", "frailty"):
            path = ROOT / "configs" / "codes" / f"{codes}_icd10.csv"
            connection.execute(
                f"create table {codes}_codes as from read_csv('{path}', types = {{'code': 'VARCHAR'}})"
            )
        query = (ROOT / "docs" / "scores" / f"{name}.sql").read_text("utf-8")
        found = connection.execute(query).fetchall()
    return {str(person): tuple(rest) for person, _, *rest in found}


def test_charlson_is_what_paper_says() -> None:
    assert scores("charlson") == {person: (points,) for person, points in CHARLSON.items()}


def test_frailty_is_what_paper_says() -> None:
    found = scores("frailty")

    assert found.keys() == FRAILTY.keys()
    for person, (points, risk) in FRAILTY.items():
        assert found[person] == (pytest.approx(points), risk), person


@pytest.mark.parametrize(("age", "is_known"), [(74, False), (75, True)])
def test_frailty_is_of_75_and_over(age: int, is_known: bool) -> None:
    assert {score is not None for score, _ in scores("frailty", age).values()} == {is_known}


@pytest.mark.parametrize(("hospital_from", "is_known"), [("2017-06-01", True), ("2017-06-02", False)])
@pytest.mark.parametrize("name", ["charlson", "frailty"])
def test_a_score_is_null_where_the_data_do_not_reach_back(
    name: str, hospital_from: str, is_known: bool
) -> None:
    """Two years and not a day less."""
    found = scores(name, hospital_from=hospital_from)

    assert {row[0] is not None for row in found.values()} == {is_known}


def test_the_lists_are_whole() -> None:
    """As many codes and groups as the papers have, each once, none in another; a slip of the hand shows in sums."""
    lists = {
        name: list(
            csv.DictReader((ROOT / "configs" / "codes" / f"{name}_icd10.csv").read_text("utf-8").splitlines())
        )
        for name in ("charlson", "frailty")
    }
    codes = {name: [row["code"] for row in rows] for name, rows in lists.items()}

    assert len(codes["frailty"]) == len(set(codes["frailty"])) == 109
    assert {len(code) for code in codes["frailty"]} == {3}
    assert round(sum(float(row["points"]) for row in lists["frailty"]), 1) == 173.2
    assert len(codes["charlson"]) == len(set(codes["charlson"])) == 289
    assert not [code for code in codes["charlson"] if len(code) == 4 and code[:3] in codes["charlson"]]
    points = {row["group"]: int(row["points"]) for row in lists["charlson"]}
    assert Counter(points.values()) == {1: 10, 2: 4, 3: 1, 6: 2}
    assert all(row["source"] for rows in lists.values() for row in rows)
