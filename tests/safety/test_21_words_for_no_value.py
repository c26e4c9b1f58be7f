"""NULL, NA and their like are no keys: they are missing and counted, and join nobody."""

from pathlib import Path

import pytest

from linkage.config import codes
from linkage.engine.duckdb import DuckDBEngine
from linkage.steps.inputs.read import read_inputs
from linkage.steps.inputs.source import Source
from tests.inputs.sample import did, did_row, put, text
from tests.safety.keys_job import apc_row, counts, published, run, secure, write_job
from tests.safety.keys_job import did_row as imaging
from tests.spec.steps import seen, standardise_did, standardise_hes

NAMED = (
    "NULL",
    "null",
    "NA",
    "n/a",
    "N/A",
    r"\N",
    r"\n",
    "(null)",
    "(NULL)",
    "None",
    "nan",
    "NaN",
    "NaT",
    "<NA>",
)
"""The words of the exports we know, as they write them."""
KEPT = ("NULLA", "NAN01", "RNA", "N", "NONE1", "0")
"""Values that only look like one."""
MISSING = {
    "did": ("SITE_CODE_IMAGING site_missing", "RADIOLOGICAL_ACCESSION_NUM accession_missing"),
    "apc": ("EPIKEY record_key_missing", "TOKEN_PERSON_ID person_key_missing"),
    "op": ("ATTENDKEY record_key_missing", "TOKEN_PERSON_ID person_key_missing"),
    "ae": ("AEKEY record_key_missing", "TOKEN_PERSON_ID person_key_missing"),
    "ecds": ("EC_IDENT record_key_missing", "TOKEN_PERSON_ID person_key_missing"),
    "deaths": ("TOKEN_PERSON_ID person_key_missing",),
    "modality": ("IMAGING_CODE record_key_missing",),
    "postcode_directory": ("PCDS record_key_missing",),
}
DATED = {"op": "APPTDATE", "ae": "ARRIVALDATE", "ecds": "ARRIVAL_DATE"}
SHAPED = dict.fromkeys(("DOB", "EPISTART", "DATE_OF_DEATH", *DATED.values()), "2019-11-01") | {
    "SEX": "1",
    "NEWNHSNO": "9990000018",
    "HOMEADD": "AB1 2CD",
}
MORE = {"deaths": "DATE_OF_DEATH", "modality": "MODALITY", "postcode_directory": "LSOA11"}


def test_the_list_has_every_word() -> None:
    """It is data; the words are compared in upper case."""
    assert {word.upper() for word in NAMED} <= {row["code"] for row in codes.read("null_words")}


@pytest.mark.parametrize("dataset", [name for name in MISSING if name != "did"])
def test_a_key_that_a_row_must_have(engine: DuckDBEngine, tmp_path: Path, dataset: str) -> None:
    """The row is set aside for want of that key; a value that only looks like a word is a key."""
    keys = dict(entry.split() for entry in MISSING[dataset])
    if dataset in MORE:
        names = [*keys, MORE[dataset]]
    else:
        names = [*keys, "NEWNHSNO", "DOB", "SEX", "HOMEADD", DATED.get(dataset, "EPISTART")]
    rows: list[list[str]] = []
    expected: list[tuple[object, ...]] = []
    tried = NAMED[:4] if dataset == "postcode_directory" else (*NAMED, *KEPT)
    for place, reason in enumerate(keys.values()):
        for word in tried:
            row = [SHAPED.get(name, f"K{len(rows)}X{n}") for n, name in enumerate(names)]
            row[place] = f"{word}{len(rows) if word in KEPT else ''}"
            rows.append(row)
            expected += [(len(rows) + 1, reason)] if word in NAMED else []
    delimiter = "," if dataset in MORE else "|"
    file = put(tmp_path, "a.txt", text([names, *rows], delimiter=delimiter))
    person = "TOKEN_PERSON_ID" if "TOKEN_PERSON_ID" in names else None

    read_inputs(engine, [Source(dataset, (file,), delimiter, {}, person, (), tmp_path)])

    assert engine.rows("select row_number, reason from quarantine order by row_number") == expected


def test_the_keys_of_an_imaging_row(engine: DuckDBEngine, tmp_path: Path) -> None:
    """Site and accession number; a word in another field sets no row aside."""
    rows = [did_row(n) for n in range(2 * len(NAMED) + 1)]
    for n, word in enumerate(NAMED):
        rows[n][16], rows[len(NAMED) + n][17] = word, word
    rows[-1][:12] = ["NULL"] * 12

    read_inputs(engine, [did(put(tmp_path, "a.csv", text(rows)))])

    assert engine.rows("select reason, count(*) from quarantine group by 1 order by 1") == [
        ("accession_missing", len(NAMED)),
        ("site_missing", len(NAMED)),
    ]


def test_a_key_or_code_that_a_record_can_do_without(engine: DuckDBEngine) -> None:
    """It is null, and counted by name; the provider is then read from the other column."""
    words = {"provider_code": "na", "site_code": "NULL", "gp_practice": "None"}
    standardise_hes(
        engine,
        apc=[
            {
                **words,
                "provider_code_3": "RXA",
                "provider_spell_number": r"\N",
                "attendance_key": "nan",
                "person_key": "H1",
            }
        ],
        op=[{**words, "person_key": "H1"}],
        ae=[{**words, "episode_key": "(null)", "person_key": "H1"}],
        ecds=[{**words, "provider_code": "\u200bRXA", "person_key": "H1"}],
    )

    optional = ("provider_code", "site_code", "provider_spell_number", "attendance_key")
    assert seen(engine, "episode", optional) == [dict.fromkeys(optional) | {"provider_code": "RXA"}]
    assert seen(engine, "appointment", ("provider_code", "site_code")) == [
        {"provider_code": None, "site_code": None}
    ]
    assert engine.rows("select distinct provider_code, site_code, episode_key from attendance") == [
        (None,) * 3
    ]
    assert engine.scalar("select count(*) from hospital_practice") == 0
    counted = (
        "select state, sum(records) from record_quality_count where field not in ('start_date', 'record_key')"
        " group by 1 order by 1"
    )
    assert engine.rows(counted) == [("control_character", 1), ("null_word", 14), ("present", 1), ("used", 1)]


def test_codes_of_an_event(engine: DuckDBEngine) -> None:
    """Practice, referrer, organisation and imaging codes."""
    columns = (
        "gp_practice",
        "referrer",
        "referring_organisation",
        "imaging_code_nicip",
        "imaging_code_snomed",
    )
    standardise_did(engine, [dict.fromkeys(columns, "NULL")])

    assert seen(engine, "event", columns) == [dict.fromkeys(columns)]


@pytest.mark.slow
def test_three_people_of_the_word_null_are_not_one(tmp_path: Path) -> None:
    """The whole job: nobody is linked by the word, no stay is lent to a stranger, and each row is told."""
    job = write_job(
        tmp_path / "job",
        {"did.csv": [imaging(n, f"A{n}") for n in range(4)]},
        [*(apc_row(n, person_key="NULL") for n in range(3)), apc_row(3)],
    )

    assert run(job) == 0

    assert (counts(job)["linked"], counts(job)["unlinked"]) == (1, 3)
    assert published(job, "select person_id from links where status = 'linked'") == [("P3",)]
    assert secure(job, "quarantine", "dataset, reason") == [("apc", "person_key_missing")] * 3
    assert "no person key" in (job.parent / "out" / "current" / "report" / "index.html").read_text("utf-8")
    told = "select numerator from statistics where category = 'apc.person_key_missing'"
    assert published(job, told) == [(3,)]


@pytest.mark.slow
def test_an_ethnic_category_that_is_a_word_is_not_known(tmp_path: Path) -> None:
    """N is a category of its own, and NULL no longer form of it."""
    rows = [
        imaging(person, f"A{person}").replace(",A,1,", f",{code},1,")
        for person, code in enumerate(("N", "NULL", "NA", "none"))
    ]
    job = write_job(tmp_path / "job", {"a.csv": rows})
    assert run(job) == 0

    told = published(job, "select ethnic_category, ethnic_group from events order by all")

    assert [row[0] for row in told] == ["N", None, None, None]
    assert {row[1] for row in told[1:]} == {"Not known"}
