"""A job file is read whole or refused whole, in the user's words and without the user's values."""

from pathlib import Path

import pytest

from linkage.config.contacts import Contacts
from linkage.config.load import load_job, load_rules
from linkage.config.shipped import shipped
from linkage.config.windows import Windows
from linkage.errors import ConfigError

JOB = """\
[job]
name = "test"

[did]
paths = ["did/*.csv"]

[hes.apc]
paths = ["hes/apc.txt"]
person_id = "TOKEN_PERSON_ID"

[hes.op]
paths = ["hes/op.txt"]
person_id = "TOKEN_PERSON_ID"

[linkage]
profile = "dmq_2015"
"""


def refusal(tmp_path: Path, text: str | bytes) -> str:
    """What is said of a job file that cannot be used."""
    file = tmp_path / "job.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(ConfigError) as refused:
        load_job(file)
    return str(refused.value)


def test_a_good_job(tmp_path: Path) -> None:
    """Paths are relative to the file, whichever way it was named."""
    (tmp_path / "job.toml").write_text(JOB)

    job = load_job(tmp_path / "job.toml")

    assert job.folder == tmp_path
    assert job.output == tmp_path / "out"
    assert list(job.hes.supplied()) == ["apc", "op"]
    assert load_rules(job).name == "dmq_2015"


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    """Some editors write one."""
    (tmp_path / "job.toml").write_bytes(b"\xef\xbb\xbf" + JOB.replace("\n", "\r\n").encode())

    assert load_job(tmp_path / "job.toml").job.name == "test"


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        ("[did]\n", "[did]\nlayuot = 1\n", "job.toml:5: did.layuot: unknown key; did you mean layout?"),
        (
            "[linkage]\n",
            "[linkage]\nthreads = 2\n",
            "linkage.threads: unknown key here; it belongs under [duckdb]",
        ),
        ("[linkage]\n", "[apc]\n[linkage]\n", "apc: unknown key here; it belongs under [hes]"),
        ("[linkage]\n", "[job.gates]\n[linkage]\n", "job.gates: is a table of its own: [gates]"),
        ("[job]\n", "[job]\nzzz = 1\n", "job.zzz: unknown key (known here: name, output, local, engine)"),
        ('"dmq_2015"', '"dmq2015"', "job.toml:16: linkage.profile: unknown profile; did you mean dmq_2015?"),
        ('"dmq_2015"', '"elsewhere"', "unknown profile (known here: dmq_2015, hes_did), or the path"),
        ('name = "test"\n', "", "job.toml:1: job.name: is missing; add it"),
        ('name = "test"', "name = 3", "job.toml:2: job.name: must be a text in quotes"),
        ('name = "test"', 'name = "a/b"', "job.name: is not written as it must be"),
        ('["did/*.csv"]', '"did/*.csv"', 'did.paths: must be a list, such as ["did/*.csv"]'),
        ('["did/*.csv"]', "[]", "did.paths: needs at least one entry"),
        ('["did/*.csv"]', '["a", 3]', "did.paths[2]: must be a text in quotes"),
        ("[linkage]\n", "[linkage]\ntarget_false_match_rate = 2\n", "must be less than or equal to 1"),
        ("[did]\n", '[did]\ndelimiter = ";"\n', "did.delimiter: must be "),
        ('TOKEN_PERSON_ID"\n\n[hes.op]', 'KEY; drop"\n\n[hes.op]', "hes.apc.person_id: is not written as"),
        ("[linkage]\n", "[outputs]\npseudonymise_person = true\n[linkage]\n", "add [keys] with pseudonym"),
        ("[linkage]\n", "[outputs]\ninclude_source_keys = 1.5\n[linkage]\n", "must be true or false"),
    ],
)
def test_a_slip_is_named_with_its_place_and_the_next_step(
    tmp_path: Path, written: str, instead: str, told: str
) -> None:
    """One problem a line, beside the line of the file where the key stands."""
    assert written in JOB

    assert told in refusal(tmp_path, JOB.replace(written, instead, 1))


def test_windows_of_a_job_take_the_place_of_those_of_the_rules(tmp_path: Path) -> None:
    """Those that it names alone; the others, and the file, stay as they are."""
    (tmp_path / "job.toml").write_text(JOB + "[pathways]\npre_admission_days = 90\n")
    (tmp_path / "plain.toml").write_text(JOB)
    ours, plain = (load_rules(load_job(tmp_path / name)).windows for name in ("job.toml", "plain.toml"))

    assert ours == plain.model_copy(update={"pre_admission_days": 90})
    assert plain.pre_admission_days != ours.pre_admission_days
    assert "pathways.pre_admission_day: " in refusal(tmp_path, JOB + "[pathways]\npre_admission_day = 9\n")


def test_contacts_of_a_job_take_the_place_of_those_of_the_rules(tmp_path: Path) -> None:
    """They stand beside the windows; an empty list is one too, and a group that there is not is refused."""
    (tmp_path / "job.toml").write_text(JOB + "[pathways]\nno_relation_before = []\nreadmission_days = 6\n")
    ours = load_rules(load_job(tmp_path / "job.toml"))
    own: dict[str, object] = {"no_relation_before": (), "readmission_days": 6}

    assert ours.contacts == Contacts().model_copy(update=own)
    assert ours.windows == Windows()
    assert "pathways.no_admission" in refusal(tmp_path, JOB + '[pathways]\nno_admission = ["births"]\n')


def test_a_choice_that_nobody_has_is_told_with_those_there_are(tmp_path: Path) -> None:
    """Another engine, another layout."""
    told = refusal(tmp_path, JOB.replace("[did]\n", 'engine = "sqlite"\n[did]\nlayout = "ncras"\n'))

    assert "job.engine: must be 'duckdb' or 'spark'" in told
    assert "did.layout: unknown layout; did you mean ncras_csv? (known here: did_v1_csv, did_v1_xml, " in told


def test_every_problem_is_told_at_once_in_order_of_lines(tmp_path: Path) -> None:
    """Slips of the pen and tables that disagree, in one go."""
    told = refusal(
        tmp_path,
        '[job]\n[did]\npaths = 3\n[hes.apc]\npaths = ["a"]\nperson_id = "P"\n[hes.op]\npaths = ["b"]\n'
        '[linkage]\nprofile = "none"\n',
    )

    lines = told.splitlines()
    assert lines[0] == "job.toml has 4 problems:"
    assert [line.split(": ")[0].strip() for line in lines[1:]] == [f"job.toml:{n}" for n in (1, 3, 7, 10)]


def test_at_least_one_hospital_data_set(tmp_path: Path) -> None:
    """An empty [hes] is not enough, nor none."""
    head = JOB.partition("[hes.apc]")[0]

    assert "hes: needs at least one data set" in refusal(tmp_path, head + "[hes]\n")
    assert "hes: is missing" in refusal(tmp_path, head)


def test_no_value_is_ever_shown(tmp_path: Path) -> None:
    """Whatever is wrong with a value, it may have come from the data."""
    number = "9990000018"
    texts = [
        JOB.replace('"test"', f'"{number} "'),
        JOB.replace('"test"', number),
        JOB.replace('["did/*.csv"]', f'"{number}"'),
        JOB.replace('"dmq_2015"', f'"{number}"'),
        JOB.replace('"dmq_2015"', f'"{number}'),
        JOB.replace("[linkage]", f'[keys]\npseudonym = "{number}"\n[linkage]'),
        JOB + f'target_false_match_rate = "{number}"\n',
        JOB + f"target_false_match_rate = {number}\n",
        JOB + f'[duckdb]\nmemory_limit = "{number}"\nthreads = {number}\n',
        f"{JOB}\n{number}\n",
    ]
    for text in texts:
        assert number not in refusal(tmp_path, text)


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        (b"", "is empty; `linkage init DIR` writes one"),
        (b" \n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00", "is not UTF-8 text"),
        (b"name = '\xa3'", "is not UTF-8 text"),
        (b"\x00\x01\x02", "is not a text"),
        (b"[job\nname = 1", "job.toml: not valid TOML at line 1, column 5"),
        (b'[job]\nname = "x', "job.toml: not valid TOML at the end of the file"),
        (b"[job]\nname = 1\nname = 2\n", "not valid TOML at line 3, column 9"),
        (
            b'[job]\noutput = "C:\\data\\out"',
            "line 2, column 15; a backslash means something else in TOML: write",
        ),
        (
            "[job]\noutput = \u201cout\u201d".encode(),
            "line 2, column 10; its quotes are those of a word processor",
        ),
        (b"a = " + b"[" * 100_000, "not valid TOML at lists or tables nested too deeply"),
    ],
)
def test_what_is_no_job_file_at_all(tmp_path: Path, contents: bytes, told: str) -> None:
    """Line and column where TOML's reader gives them."""
    assert told in refusal(tmp_path, contents)


def test_no_file_or_a_folder(tmp_path: Path) -> None:
    """The path is told as it was typed."""
    with pytest.raises(ConfigError, match=r"there is no such file; `linkage init"):
        load_job(tmp_path / "job.toml")
    with pytest.raises(ConfigError, match=r"is a folder; name a job file in it"):
        load_job(tmp_path)


def test_rules_of_ones_own(tmp_path: Path) -> None:
    """Found beside the job file; their slips are told like those of the job file."""
    (tmp_path / "job.toml").write_text(JOB.replace("dmq_2015", "mine.toml"))
    rules = (shipped("rules") / "dmq_2015.toml").read_text("utf-8")
    (tmp_path / "mine.toml").write_text(rules)
    assert load_rules(load_job(tmp_path / "job.toml")).rank[0].rank == "1A"

    (tmp_path / "mine.toml").write_text(
        rules.replace('rank = "2"', 'rnak = "2"').replace('how = "missing"', 'how = "m"')
    )
    with pytest.raises(ConfigError) as refused:
        load_rules(load_job(tmp_path / "job.toml"))

    told = str(refused.value)
    assert "rank[3].rnak: unknown key; did you mean rank?" in told
    assert "rank[3].rank: is missing" in told
    assert "rank[2].require[4]: `how` must be one of" in told


def test_rules_that_would_compare_everybody_with_everybody(tmp_path: Path) -> None:
    """A rule of the rules file that is more than a type."""
    (tmp_path / "job.toml").write_text(JOB.replace("dmq_2015", "mine.toml"))
    (tmp_path / "mine.toml").write_text(
        'name = "mine"\nmeaning = ""\n[[rank]]\nrank = "1"\nmeaning = ""\nsource = ""\n'
        'require = [{ how = "exact", field = "sex" }]\n'
    )

    with pytest.raises(ConfigError, match=r"mine.toml:3: rank\[1\]: rank 1: require an exact nhs_number"):
        load_rules(load_job(tmp_path / "job.toml"))


@pytest.mark.parametrize(
    ("added", "told"),
    [
        ('[outputs]\ndisclosure = "custom"\n', 'outputs.custom: goes with disclosure = "custom"'),
        ("[outputs.custom]\nsmallest = 5\nbase = 5\n", 'outputs.custom: goes with disclosure = "custom"'),
        (
            '[outputs]\ndisclosure = "hes_2019"\n',
            "outputs.disclosure: must be 'hes_2018', 'nhse_sde' or 'custom'",
        ),
        (
            '[outputs]\ndisclosure = "custom"\n[outputs.custom]\nsmallest = 0\nbase = 5\n',
            "outputs.custom.smallest",
        ),
        ('[[report.rebase]]\nmonth = "2019-13"\nreason = "new rules"\n', "report.rebase[1].month"),
        ('[[report.rebase]]\nmonth = "2019-12"\n', "report.rebase[1].reason: is missing"),
    ],
)
def test_what_the_report_asks_for_is_checked(tmp_path: Path, added: str, told: str) -> None:
    """A rule of disclosure is whole or not there; a rebased chart has a month and a reason."""
    assert told in refusal(tmp_path, JOB + added)


def test_a_rule_of_your_own_is_read(tmp_path: Path) -> None:
    """With all that a report can be told."""
    (tmp_path / "job.toml").write_text(
        JOB
        + """
[outputs]
disclosure = "custom"
[outputs.custom]
smallest = 6
base = 3
[report]
marking = "OFFICIAL-SENSITIVE"
next_date = "20 January 2020"
[[report.rebase]]
month = "2019-12"
reason = "new rules"
[lookups.provider_names]
paths = ["names.csv"]
"""
    )

    job = load_job(tmp_path / "job.toml")

    assert job.outputs.custom is not None
    assert (job.outputs.custom.smallest, job.outputs.custom.base, job.outputs.custom.national_exact) == (
        6,
        3,
        False,
    )
    assert [(entry.month, entry.reason) for entry in job.report.rebase] == [("2019-12", "new rules")]
    assert job.lookups.supplied() == {}
