"""Further evidence as a user switches it on: in the job file, after one training, and what the secure area tells."""

from pathlib import Path

import pytest

from linkage.cli.main import exit_code
from linkage.engine.duckdb import DuckDBEngine, Session
from linkage.steps.probabilistic.evidence.parameters import EvidenceParameters
from linkage.steps.probabilistic.model.model_file import read_model
from tests.acceptance.conftest import MONTH

ON = "\n[linkage.evidence]\nnhs_number_near = true\ngp_practice = true\nhospital_activity = true\n"


@pytest.mark.slow
def test_a_model_serves_every_switch(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The model trained without them has their numbers; candidates show each weight and that without."""
    own.write_text(own.read_text() + ON)

    assert exit_code(["run", str(own), "--month", MONTH, "--restate", "--quiet"]) == 0, (
        capsys.readouterr().err
    )
    secure = own.parent / "out" / "secure"
    engine = DuckDBEngine(Session(folders=(secure,)))
    candidates = {
        release: engine.parquet_sql(secure / release / "candidates.parquet") for release in ("0001", "0002")
    }
    further = ("near_number_weight", "practice_weight", "activity_weight")
    for name in further:
        nonzero = f"count(case when {name} <> 0 then 1 end)"
        if name != "near_number_weight":  # on by default
            assert engine.scalar(f"select {nonzero} from {candidates['0001']}") == 0
        assert int(str(engine.scalar(f"select {nonzero} from {candidates['0002']}"))) > 0, name
    apart = engine.scalar(f"""
        select max(abs(match_weight - weight_without_evidence - {" - ".join(further)}))
        from {candidates["0002"]}""")
    assert float(str(apart)) < 1e-9


def test_on_without_numbers_is_refused_before_anything_is_read(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2 from `plan` and from `run`, and the command that helps."""
    own.write_text(own.read_text() + ON)
    model = read_model(own.parent / "models" / "hes_did.json")
    bare = model.model_copy(update={"evidence": EvidenceParameters()}).signed()
    bare.write(own.parent / "models" / "hes_did.json")

    for words in (["plan"], ["run", "--restate"]):
        capsys.readouterr()
        assert exit_code([words[0], str(own), "--month", MONTH, *words[1:], "--quiet"]) == 2
        assert "run `linkage train --force`" in capsys.readouterr().err


def test_the_page_of_the_training_shows_it(published: Path) -> None:
    """A line for the number, two for the practice, and those of the source settings."""
    page = (published.parent / "models" / "hes_did.html").read_text()

    assert "<h2>Further evidence</h2>" in page
    for told in (
        "nhs number near",
        "postcode exact",
        "postcode other",
        "every setting",
        "learnt from each month",
    ):
        assert told in page
