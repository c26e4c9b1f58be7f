"""A month of hostile values in every text field of every file that a job can name, over good rows in between."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random

from tests.inputs.sample import DID_NAMES
from tests.safety.good_rows import CODES, MONTH, ae, apc, day, did, ecds, op, postcode
from tests.safety.hostile_values import SHOWN, VALUES, spoiled

APC = (
    "EPIKEY", "TOKEN_PERSON_ID", "NEWNHSNO", "DOB", "SEX", "HOMEADD", "EPISTART", "EPIEND", "PROCODET", "PROCODE3",
    "SITETRET", "PROVSPNOPS", "ADMIDATE", "ADMIMETH", "ADMISORC", "DISDATE", "DISMETH", "DISDEST", "EPIORDER",
    "EPISTAT", "EPITYPE", "CLASSPAT", "MAINSPEF", "TRETSPEF", "DIAG_01", "OPERTN_01", "AEKEY", "EPIDUR",
)  # fmt: skip
OP = (
    "ATTENDKEY", "TOKEN_PERSON_ID", "NEWNHSNO", "DOB", "SEX", "HOMEADD", "APPTDATE", "PROCODET", "SITETRET", "ATTENDED",
    "FIRSTATT", "OUTCOME", "PRIORITY", "REFSOURC", "MAINSPEF", "TRETSPEF", "DIAG_01", "OPERTN_01", "GPPRAC",
)  # fmt: skip
AE = (
    "AEKEY", "TOKEN_PERSON_ID", "NEWNHSNO", "DOB", "SEX", "HOMEADD", "ARRIVALDATE", "ARRIVALTIME", "DEPTIME",
    "PROCODET", "SITETRET", "AEATTENDCAT", "AEATTENDDISP", "AEDEPTTYPE", "EPIKEY", "DIAG_01",
)  # fmt: skip
ECDS = (
    "EC_IDENT", "TOKEN_PERSON_ID", "NEWNHSNO", "DOB", "SEX", "HOMEADD", "ARRIVAL_DATE", "ARRIVAL_TIME",
    "EC_DEPARTURE_DATE", "PROVIDER_CODE", "SITE_CODE_OF_TREATMENT", "EC_ATTENDANCECATEGORY",
    "DISCHARGE_DESTINATION_SNOMED_CT", "EC_DEPARTMENT_TYPE", "DER_EC_DIAGNOSIS_ALL", "DER_DUPE_FLAG",
)  # fmt: skip
LARGE = 1_000
"""Rows of a month that need not be quick."""

JOB = """\
[job]
name = "hostile"
output = "out"

[did]
max_damaged_key_share = 1.0
layout = "did_v1_csv"
paths = ["did/*.csv"]

[hes.apc]
max_damaged_key_share = 1.0
paths = ["hes/apc.txt"]
person_id = "TOKEN_PERSON_ID"

[hes.op]
max_damaged_key_share = 1.0
paths = ["hes/op.txt"]
person_id = "TOKEN_PERSON_ID"

[hes.ae]
max_damaged_key_share = 1.0
paths = ["hes/ae.txt"]
person_id = "TOKEN_PERSON_ID"

[hes.ecds]
max_damaged_key_share = 1.0
paths = ["hes/ecds.txt"]
person_id = "TOKEN_PERSON_ID"

[deaths]
max_damaged_key_share = 1.0
paths = ["lookups/deaths.csv"]
person_id = "TOKEN_PERSON_ID"

[lookups.modality]
max_damaged_key_share = 1.0
paths = ["lookups/modality.csv"]

[lookups.postcode_directory]
max_damaged_key_share = 1.0
paths = ["lookups/postcodes.csv"]

[lookups.sites]
max_damaged_key_share = 1.0
paths = ["lookups/sites.csv"]

[lookups.provider_names]
paths = ["lookups/names.csv"]

[linkage]
profile = "dmq_2015"

[outputs]
disclosure = "hes_2018"
include_source_keys = true

# Half of these rows cannot be used, and are meant not to be.
[gates]
max_quarantine_share = "off"
max_file_quarantine_share = "off"
linkage_field_drop = "off"
"""


def hostile_month(folder: Path, rows: int, seed: int) -> Path:
    """A job of `rows` DID rows and as many hospital records; the same for the same seed. Gives its file."""
    chance = Random(seed)
    for name in ("did", "hes", "lookups"):
        (folder / name).mkdir(parents=True)

    def lines(
        file: str, header: Sequence[str] | None, row: Callable[[int], list[str]], count: int, delimiter: str
    ) -> None:
        written = [delimiter.join(header).encode()] if header else []
        values = SHOWN if file in ("lookups/names.csv", "lookups/modality.csv") else VALUES
        written += [spoiled(chance, row(n), delimiter, values=values) for n in range(count)]
        (folder / file).write_bytes(b"\n".join(written) + b"\n")

    lines("did/did.csv", DID_NAMES, did, rows, ",")
    lines("hes/apc.txt", APC, apc, rows, "|")
    lines("hes/op.txt", OP, op, rows, "|")
    lines("hes/ae.txt", AE, ae, rows // 2, "|")
    lines("hes/ecds.txt", ECDS, ecds, rows // 2, "|")
    lines(
        "lookups/deaths.csv",
        ("TOKEN_PERSON_ID", "DATE_OF_DEATH"),
        lambda n: [f"P{n:06}", day(n)],
        rows // 10,
        ",",
    )
    kinds = [*CODES, *(f"CODE{n}" for n in range(100))]
    names = ("IMAGING_CODE", "MODALITY", "SUB_MODALITY", "BODY_REGION", "BODY_SYSTEM", "SEX")
    lines(
        "lookups/modality.csv",
        names,
        lambda n: [kinds[n], "Plain", "x", "Chest", "Heart", ""],
        len(kinds),
        ",",
    )
    areas = ("PCDS", "LSOA11", "ICB", "RGN", "CTRY", "IMD")
    lines(
        "lookups/postcodes.csv", areas, lambda n: [postcode(n), "E01", "E54", "E12", "E92000001", str(n + 1)], 80, ","
    )  # fmt: skip
    lines("lookups/names.csv", ("code", "name"), lambda n: [f"RZ{n % 4 + 1}", "A trust"], 60, ",")
    places = ("SITE", "PROVIDER", "SUCCESSOR", "FROM", "TO")
    lines(
        "lookups/sites.csv",
        places,
        lambda n: [f"RZ{n % 9}0{n % 3}", f"RY{n % 7}", f"RY{n % 5}0{n % 3}", day(n), ""],
        rows // 4,
        ",",
    )
    every_label(folder, rows)
    (folder / "job.toml").write_text(JOB, "utf-8")
    return folder / "job.toml"


def every_label(folder: Path, rows: int) -> None:
    """
    Every hostile value once as the modality of a code that an event bears, and as the name of a provider.

    A small month has every third.
    """
    shown = [value for value in SHOWN if not set('"\n\r\0') & set(value)][:: 1 if rows >= LARGE else 3]
    with (folder / "lookups" / "modality.csv").open("ab") as file:
        file.writelines(f'Z{n},"{value}",x,x,x,\n'.encode() for n, value in enumerate(shown))
    with (folder / "lookups" / "names.csv").open("ab") as file:
        file.writelines(f'RZ{n % 4 + 1},"{value}"\n'.encode() for n, value in enumerate(shown))
    with (folder / "lookups" / "sites.csv").open("ab") as file:
        file.writelines(f'"{value}","{other}","{value}X",,\n'.encode() for value, other in pairwise(shown))
    with (folder / "did" / "did.csv").open("ab") as file:
        for n, value in enumerate(shown[:rows]):
            who = f",01,1970-01-01,A,1,AB1 1CD,C81002,01,C8727808,RZ1,{MONTH}-01,{MONTH}-01,{MONTH}-05,Z{n},,"
            file.write(f'{who}{MONTH}-06,"{value}",Z{n}\n'.encode())
