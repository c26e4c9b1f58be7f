"""Switches: off is as if there were none, on without numbers is refused, and the job file knows them."""

from pathlib import Path

import pytest

from linkage.config.job import EvidenceTable
from linkage.config.load import load_job
from linkage.config.shipped import shipped
from linkage.errors import ConfigError
from linkage.steps.probabilistic.evidence.parameters import EvidenceParameters
from linkage.steps.probabilistic.evidence.weigh import WEIGHTS, check_evidence
from linkage.steps.probabilistic.scoring.score import PLAIN_WEIGHTS
from tests.probabilistic.evidence_world import EVIDENCE
from tests.probabilistic.test_rank_p import crowd, settle
from tests.probabilistic.test_training import trained, world_with_errors


def test_switched_off_nothing_changes() -> None:
    """With and without numbers in the model: the same posterior, each weight 0, and the plain sum as before."""
    model = trained(world_with_errors(seed=11, size=3_000))
    assert model.evidence.near_number is not None
    found = []
    for evidence in (EvidenceParameters(), EVIDENCE):
        engine, _ = settle(crowd(), model.model_copy(update={"evidence": evidence}))
        found.append(engine.rows("select * from posterior order by identity_key"))

    assert found[0] == found[1]
    assert len(found[0]) == 600
    further = " + ".join(f"abs({name})" for name in WEIGHTS)
    plain = " + ".join(PLAIN_WEIGHTS)
    assert engine.rows(f"""
        select distinct {further} = 0, match_weight = weight_without_evidence, match_weight = {plain}
        from person_posterior""") == [(True, True, True)]


@pytest.mark.parametrize("name", ["nhs_number_near", "gp_practice", "hospital_activity"])
def test_no_numbers_no_evidence(name: str) -> None:
    """The message names the switch and the command, and a model with numbers passes."""
    on = EvidenceTable.model_validate({name: True})

    with pytest.raises(ConfigError, match=f"{name}: switched on, but .* `linkage train --force`"):
        check_evidence(EvidenceParameters(), on)
    check_evidence(EVIDENCE, on)
    check_evidence(EvidenceParameters(), EvidenceTable())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nhs_number_nera = true", "did you mean nhs_number_near?"),
        ("hospital_activity = 1.5", "must be true or false"),
        ("near_miss_share = 1", "must be less than 1"),
    ],
)
def test_the_job_file_says_what_is_wrong(tmp_path: Path, line: str, told: str) -> None:
    """As with any other table."""
    text = (shipped("jobs") / "hes_did.toml").read_text("utf-8")
    (tmp_path / "job.toml").write_text(
        text.replace("# [outputs]", f"[linkage.evidence]\n{line}\n# [outputs]")
    )

    with pytest.raises(ConfigError) as refused:
        load_job(tmp_path / "job.toml")
    assert "linkage.evidence." in str(refused.value)
    assert told in str(refused.value)


def test_the_near_number_alone_is_on_by_default(tmp_path: Path) -> None:
    """A job file that says nothing weighs it, by a share that is learnt, and nothing further."""
    text = (shipped("jobs") / "hes_did.toml").read_text("utf-8")
    (tmp_path / "job.toml").write_text(text)
    found = load_job(tmp_path / "job.toml").linkage.evidence

    assert found.nhs_number_near
    assert found.near_miss_share is None
    assert not (found.gp_practice or found.hospital_activity)
