"""Files that are something else than the job says: each kind drawn with what is said of it, and never a value."""

from pathlib import Path

import pytest

from linkage.errors import InputError
from linkage.layouts.every import USUAL
from linkage.steps.inputs.names.told import told_of_names
from linkage.steps.inputs.plan import plan_reading
from linkage.steps.inputs.source import Source
from tests.inputs.sample import DID_NAMES
from tests.layouts.stored import ANALYST, NCRAS, ROW, TABLE, line

V1 = ",".join(DID_NAMES)
RESEARCH = "submissiondataid,did_date1,did_date2,did_date3,did_date4,did_nicip_code,ic_age5,ic_modality_id"
BRIDGE = "participant_id,submissiondataid,encrypted_hesid,match_rank,hes_dids_version"
CPRD_TEST = "patid\tsubmissiondataid\tfyear\tdid_date3\tdid_date4\tdid_nicip_code\tic_modality_id"
CPRD_REFERRAL = "patid\tsubmissiondataid\tdid_ethcat\tdid_date1\tdid_date2\thes_did_matchrank"
CPRD_PATIENT = "patid\tpracid\tgen_hesid\tn_patid_hes\tmatch_rank"
CPRD_EPISODES = (
    "patid\tspno\tepikey\tadmidate\tepistart\tepiend\tdischarged\teorder\tepidur\tepitype\tclasspat"
)
BARE = "9990000018,01,1950-03-04,A,1,AB1 2CD,A81001,03,,RXX,2019-10-01,,2019-11-05,CHEST,,,RXX01,ACC1"
EC_CORE = (
    "EC_Ident|Der_Pseudo_NHS_Number|Provider_Code|Month_of_Birth|Year_of_Birth|Sex|Arrival_Date|Arrival_Time"
)
APC = "EPIKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|EPISTART|EPIEND"
OP = "ATTENDKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|APPTDATE|ATTENDED"
NEEDED = "EPIEND|PROCODET|PROVSPNOPS|ADMIDATE|ADMIMETH|DISDATE|EPISTAT|CLASSPAT|DIAG_01|OPERTN_01|FYEAR"


def source(folder: Path, dataset: str, layout: str, header: str, row: str = "") -> Source:
    """A job's one file with such a header, and a row under it."""
    path = folder / "file.txt"
    path.write_text(f"{header}\n{row or 'x'}\n", "utf-8")
    person = None if dataset == "did" else "TOKEN_PERSON_ID"
    return Source(dataset, (path,), USUAL[dataset].delimiter, {}, person, (), folder, layout=layout)


@pytest.mark.parametrize(
    ("dataset", "layout", "header", "told"),
    [
        ("did", "did_v1_csv", ANALYST, 'set [did] layout = "nhse_csv". But it has no NHS Number, Date of Birth, Post'),
        ("did", "did_v1_csv", f"{ANALYST},NHS Number,Date of Birth,Postcode", 'set [did] layout = "nhse_csv"'),
        ("did", "ncras_csv", V1, 'set [did] layout = "did_v1_csv"'),
        ("did", "nhse_table", V1, 'set [did] layout = "did_v1_csv"'),
        ("did", "nhse_csv", V1, 'set [did] layout = "did_v1_csv"'),
        ("did", "nhse_csv", NCRAS, 'set [did] layout = "ncras_csv"'),
        ("did", "ncras_csv", TABLE, 'set [did] layout = "nhse_table"'),
        ("did", "did_v1_csv", APC, "name it under [hes.apc] paths"),
        ("apc", "", OP, "name it under [hes.op] paths"),
        ("apc", "", V1, "name it under [did] paths"),
        ("apc", "", NCRAS, 'name it under [did] paths, with layout = "ncras_csv"'),
        ("did", "did_v1_csv", RESEARCH, "is the research extract of imaging events"),
        ("did", "ncras_csv", RESEARCH.upper(), "is the research extract of imaging events"),
        ("did", "did_v1_csv", BRIDGE, "is the bridge between HES and DID"),
        ("did", "did_v1_csv", CPRD_PATIENT, "is the bridge between HES and DID, or CPRD's list of linked patients"),
        ("did", "did_v1_csv", CPRD_TEST, "is imaging data as CPRD supplies them"),
        ("did", "did_v1_csv", CPRD_REFERRAL, "is imaging data as CPRD supplies them"),
        ("did", "ncras_csv", BARE, "has no header, and looks like imaging files in the layout of the Diagnostic Imag"),
        ("ecds", "", EC_CORE, "is the Emergency Care Data Set as analysts have it, under pseudonyms"),
        ("op", "", "ATTENDKEY|ENCRYPTED_HESID|MYDOB|SEX|APPTDATE", "is HES without identifiers (MYDOB in the place"),
        ("apc", "", CPRD_EPISODES, "is HES as CPRD supplies it (patid); it has no NHS number"),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path: Path, dataset: str, layout: str, header: str, told: str) -> None:
    """In words that say what it is, and which setting reads it or what to ask for."""
    with pytest.raises(InputError) as refusal:
        plan_reading([source(tmp_path, dataset, layout, header)])

    assert told in str(refusal.value)


@pytest.mark.parametrize(
    ("layout", "header", "told"),
    [
        ("did_v1_csv", V1, None),
        ("ncras_csv", NCRAS, None),
        ("nhse_table", TABLE, None),
        ("did_v1_csv", NCRAS, "layout ncras_csv, read as did_v1_csv, without DERIVED_REFERRER_CODE, DERIVED_IMAGING"),
        ("did_v1_csv", TABLE, 'layout nhse_table, read as did_v1_csv; set [did] layout = "nhse_table"'),
    ],
)  # fmt: skip
def test_what_is_read_and_told(tmp_path: Path, layout: str, header: str, told: str | None) -> None:
    """Jobs that worked go on working, and their users hear what they miss."""
    one = source(tmp_path, "did", layout, header, line(header, ROW))
    lines = list(told_of_names([one], plan_reading([one])))

    assert [told in each for each in lines if told] == ([True] if told else [])
    assert bool(lines) == bool(told)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (NEEDED, []),
        (NEEDED.replace("DIAG_01", "DIAG_4_01"), []),
        (
            NEEDED.replace("DIAG_01", "X"),
            ["no DIAG_01: primary_diagnosis is null in every episode. Ask for files with"],
        ),
        (
            NEEDED.replace("DIAG_01", "DIAG_3_01"),
            ['(DIAG_3_01 is another thing, read only where [hes.apc.columns] DIAG_3_01 = "DIAG_01" says so)'],
        ),
        (NEEDED.replace("PROCODET", "PROCODE3"), []),
        (
            NEEDED.replace("PROCODET|", ""),
            ["no PROCODET: the provider of an episode is known by its site alone"],
        ),
        (NEEDED.replace("EPIEND|", ""), ["no EPIEND: every episode counts as open"]),
        (NEEDED.replace("|FYEAR", ""), ["no FYEAR: no unfinished episode is known to be stale"]),
    ],
)
def test_columns_that_pathways_need_are_told_once(tmp_path: Path, more: str, told: list[str]) -> None:
    """For all files together, with what a release lacks without them."""
    paths = [tmp_path / name for name in ("a.txt", "b.txt")]
    header = f"EPIKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|EPISTART|{more}"
    for path in paths:
        path.write_text(f"{header}\n{'|'.join('x' for _ in header.split('|'))}\n", "utf-8")
    one = Source("apc", tuple(paths), "|", {}, "TOKEN_PERSON_ID", (), tmp_path)
    lines = list(told_of_names([one], plan_reading([one])))

    assert len(lines) == len(told)
    assert all(
        line.startswith("[hes.apc]: ") and words in line for line, words in zip(lines, told, strict=True)
    )


def test_one_file_that_has_it_is_enough(tmp_path: Path) -> None:
    """What some files lack is told elsewhere, by file."""
    for name, more in (("a.txt", NEEDED), ("b.txt", NEEDED.replace("DIAG_01", "X"))):
        header = f"EPIKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|EPISTART|{more}"
        (tmp_path / name).write_text(f"{header}\n{'|'.join('x' for _ in header.split('|'))}\n", "utf-8")
    files = (tmp_path / "a.txt", tmp_path / "b.txt")
    one = Source("apc", files, "|", {}, "TOKEN_PERSON_ID", (), tmp_path)

    assert list(told_of_names([one], plan_reading([one]))) == []


def test_a_name_that_the_job_maps_is_no_mistake(tmp_path: Path) -> None:
    """A file with CPRD's names and an NHS number under a name of its own is read."""
    header = f"{CPRD_EPISODES}\tnumber\tborn\tsex\tpostcode"
    names = {"number": "NEWNHSNO", "born": "DOB", "postcode": "HOMEADD"}
    path = tmp_path / "hes_episodes.txt"
    path.write_text(f"{header}\n" + "\t".join("x" for _ in header.split("\t")) + "\n")
    (plan,) = plan_reading([Source("apc", (path,), "\t", names, "patid", (), tmp_path)])

    assert {"nhs_number", "birth_date", "postcode"} <= set(plan.columns.places)


def test_cprd_with_identifiers_is_read(tmp_path: Path) -> None:
    """Where NHS numbers were added the names of CPRD are those of HES."""
    header = f"{CPRD_EPISODES}\tnewnhsno\tdob\tsex\thomeadd"
    path = tmp_path / "hes_episodes.txt"
    path.write_text(f"{header}\n" + "\t".join("x" for _ in header.split("\t")) + "\n")
    (plan,) = plan_reading([Source("apc", (path,), "\t", {}, "patid", (), tmp_path)])

    assert {"person_key", "discharge_date", "episode_order", "patient_class"} <= set(plan.columns.places)
