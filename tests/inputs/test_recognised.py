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
APC = "EPIKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|EPISTART|EPIEND"
OP = "ATTENDKEY|TOKEN_PERSON_ID|NEWNHSNO|DOB|SEX|HOMEADD|APPTDATE|ATTENDED"


def source(folder: Path, dataset: str, layout: str, header: str, row: str = "") -> Source:
    """A job's one file with such a header, and a row under it."""
    path = folder / "file.txt"
    path.write_text(f"{header}\n{row or 'x'}\n", "utf-8")
    person = "TOKEN_PERSON_ID" if dataset in {"apc", "op"} else None
    return Source(dataset, (path,), USUAL[dataset].delimiter, {}, person, (), folder, layout=layout)


@pytest.mark.parametrize(
    ("dataset", "layout", "header", "told"),
    [
        ("did", "did_v1_csv", ANALYST, 'set [did] layout = "nhse_csv". But it has no NHS Number, Date of Birth, Post'),
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


def test_cprd_with_identifiers_is_read(tmp_path: Path) -> None:
    """Where NHS numbers were added the names of CPRD are those of HES."""
    header = f"{CPRD_EPISODES}\tnewnhsno\tdob\tsex\thomeadd"
    path = tmp_path / "hes_episodes.txt"
    path.write_text(f"{header}\n" + "\t".join("x" for _ in header.split("\t")) + "\n")
    (plan,) = plan_reading([Source("apc", (path,), "\t", {}, "patid", (), tmp_path)])

    assert {"person_key", "discharge_date", "episode_order", "patient_class"} <= set(plan.columns.places)
