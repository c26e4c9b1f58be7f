"""A job of a few people, drawn: who is in HES under which numbers, and which events the DID files hold."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from linkage.cli.main import exit_code
from linkage.release.content.published import OF_EVENTS, OF_PEOPLE
from tests.inputs.sample import APC_NAMES, DID_NAMES, put, text
from tests.tables import rows

OCTOBER, NOVEMBER = "2019-10", "2019-11"
TABLES = ("links", "pathways", "events", "spells", "cips", "episodes")
"""Those that have rows of everybody with an event, where all are in hospital and go nowhere else."""
ALL_TABLES = (*OF_EVENTS, *OF_PEOPLE)

EVENTS = rows("""
    event | month   | number | looks like
    ------+---------+--------+-----------
    e1    | 2019-10 | a      | A
    e2    | 2019-10 |        | A
    e3    | 2019-10 | x      | X
    e4    | 2019-10 | b      | B
    e5    | 2019-10 | y      | N
    e6    | 2019-10 |        | N
    f1    | 2019-11 | a      | A
    f4    | 2019-11 | b      | B
    f6    | 2019-11 | c      | C
""")
"""
x and y are numbers that HES does not hold. e2 and e6 bear none and are A and N by birth date, sex and postcode; so is
e5, since N bears no number in HES that y could contradict. e6 is a repeat of e5: one examination.
"""

PEOPLE = rows("""
    file  | person | number
    ------+--------+-------
    older | A      | a2
    newer | A      | a
    newer | B      | b
    newer | C      | c
    newer | D      | d
    newer | N      |
""")

ELSEWHERE = rows("""
    file     | person | number
    ---------+--------+-------
    op_older | E      | e
    op_newer | C      | c
    ae_older | F      | f
    ae_older | A      | a3
    ae_newer | C      | c
""")
"""People of one outpatient appointment or one attendance in A&E; E and F have been nowhere else."""
CONTACT = {"op": ("ATTENDKEY", "APPTDATE"), "ae": ("AEKEY", "ARRIVALDATE")}
"""What their key and their day are called in each data set."""


def number(letter: object) -> str:
    """An NHS number of the 999 range for a name such as a or a2, with its check digit; none without a name."""
    if letter is None:
        return ""
    letter = str(letter)
    place = 1_000 + 40 * (ord(letter[0]) - ord("a")) + int(letter[1:] or 0)
    while True:
        digits = f"999{place:06}"
        check = (
            11 - sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=True)) % 11
        )
        if check != 10:
            return f"{digits}{check % 11}"
        place += 17


def born(letter: str) -> str:
    """The birth date of somebody."""
    return f"19{50 + ord(letter) - ord('A')}-03-17"


def did_row(event: Mapping[str, object]) -> list[str]:
    """A DID row of a drawn event; its accession number is the event's name."""
    given = {
        "NHS_NUMBER": number(event["number"]),
        "PERSON_BIRTH_DATE": born(str(event["looks like"])),
        "PERSON_GENDER_CODE": "1",
        "POSTCODE": f"AB1 {ord(str(event['looks like'])) % 10}CD",
        "PATIENT_SOURCE_SETTING": "01",
        "DIAGNOSTIC_TEST_DATE": f"{event['month']}-05",
        "DIAGNOSTIC_TEST_REQUEST_DATE": f"{event['month']}-01",
        "IMAGING_CODE_NICIP": "XCHES",
        "SITE_CODE_IMAGING": "RXA01",
        "RADIOLOGICAL_ACCESSION_NUM": str(event["event"]),
    }
    return [given.get(name, "") for name in DID_NAMES]


def apc_row(place: int, row: Mapping[str, object]) -> list[str]:
    """An admission of a drawn person at the end of October, until November."""
    person = str(row["person"])
    key, postcode = f"{place:012}", f"AB1 {ord(person) % 10}CD"
    return [key, person, number(row["number"]), born(person), "1", postcode, "2019-10-03", "2019-11-07", ""]


def write_job(folder: Path, settings: str = "", events: Sequence[Mapping[str, object]] = EVENTS) -> Path:
    """The job file of the drawn events and people: a DID file a month, two HES files, an empty opt-out list."""
    folder.mkdir(parents=True)
    for month in (OCTOBER, NOVEMBER):
        of_month = [did_row(event) for event in events if event["month"] == month]
        put(folder, f"DID_{month}.csv", text([list(DID_NAMES), *of_month]))
    for file in ("older", "newer"):
        of_file = [apc_row(place, row) for place, row in enumerate(PEOPLE, start=1) if row["file"] == file]
        put(folder, f"HES_{file}.txt", text([list(APC_NAMES), *of_file], delimiter="|"))
    put(folder, "opt_outs.csv", b"")
    job = folder / "job.toml"
    job.write_text(
        f"""
        [job]
        name = "small"
        [did]
        layout = "did_v1_csv"
        paths = ["DID_*.csv"]
        [hes.apc]
        paths = ["HES_*.txt"]
        person_id = "TOKEN_PERSON_ID"
        [linkage]
        profile = "dmq_2015"
        [opt_outs]
        paths = ["opt_outs.csv"]
        {settings}""",
        "utf-8",
    )
    return job


def write_job_of_everybody(folder: Path, settings: str = "") -> Path:
    """The same with the files of ELSEWHERE, and hospital records of everybody."""
    sources = "".join(
        f'[hes.{source}]\npaths = ["{source}_*.txt"]\nperson_id = "TOKEN_PERSON_ID"\n' for source in CONTACT
    )
    job = write_job(folder, f"{sources}[outputs]\nall_spells = true\n{settings}")
    for file in dict.fromkeys(str(row["file"]) for row in ELSEWHERE):
        key, day = CONTACT[file[:2]]
        of_file = [
            [*apc_row(place, row)[:6], "2019-10-03"]
            for place, row in enumerate(ELSEWHERE, start=1)
            if row["file"] == file
        ]
        put(folder, f"{file}.txt", text([[key, *APC_NAMES[1:6], day], *of_file], delimiter="|"))
    return job


def put_on_list(job: Path, *letters: str) -> None:
    """Write the opt-out list."""
    put(job.parent, "opt_outs.csv", "".join(f"{number(letter)}\n" for letter in letters).encode())


def run(job: Path, month: str, *more: str) -> int:
    """One monthly run; gives its exit code."""
    return exit_code(["run", str(job), "--month", month, "--quiet", *more])


def current(job: Path) -> Path:
    """The folder of the release that readers are shown."""
    return (job.parent / "out" / "current").resolve()


def files(job: Path, month: str, tables: Sequence[str] = TABLES) -> list[Path]:
    """The files of a month's tables in the current release."""
    return [current(job) / table / f"test_month={month}" / "part-0.parquet" for table in tables]


def people(job: Path, month: str, tables: Sequence[str] = TABLES) -> dict[str, set[str]]:
    """The person keys in each table of a month of the current release."""
    found = {
        path.parts[-3]: set(
            pq.read_table(path, columns=["person_id"], partitioning=None)["person_id"].to_pylist()
        )
        for path in files(job, month, tables)
    }
    return {table: keys - {None} for table, keys in found.items()}


def events(job: Path, month: str) -> int:
    """Events of a month in the current release."""
    return int(pq.read_metadata(files(job, month)[0]).num_rows)
