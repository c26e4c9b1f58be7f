"""The table `rules`: every setting of the rules and of the hospital files that made a month is a row of it."""

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from linkage.config.cips import ReturnedFromHome, Transfer
from linkage.steps.pathways.rule_rows import rules_listed
from tests.spec.steps import profile


def leaves(part: BaseModel, before: str = "") -> Iterator[str]:
    """The names of the settings of a part of the rules, those within a part of it with dots between."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from leaves(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"


@pytest.mark.parametrize("complete_to", [2018, None])
def test_what_made_the_month(complete_to: int | None) -> None:
    """Settings that differ from their defaults are told as they are; about and setting are the key."""
    rules = profile("dmq_2015")
    cips = rules.cips.model_copy(
        update={
            "transfer": Transfer(discharge_destinations=("51", "52"), admission_methods=()),
            "returned_from_home": ReturnedFromHome(admission_sources=("19",)),
        }
    )
    told = rules_listed(
        rules.model_copy(update={"cips": cips}), all_spells=True, beside_ae="ecds", complete_to=complete_to
    )
    found = {(row[0], row[1]): row[2] for row in told.rows}

    assert len(found) == len(list(told.rows))
    assert found["hes.ecds", "beside_ae"] == "ecds"
    assert found["hes.apc", "complete_to"] == ("2018/19" if complete_to else None)
    assert found["cips", "transfer.discharge_destinations"] == "51,52"
    assert found["cips", "transfer.admission_methods"] == ""
    assert found["cips", "returned_from_home.admission_sources"] == "19"
    parts = {
        "cips": rules.cips, "admissions": rules.contacts, "unfinished episodes": rules.unfinished,
        "spells": rules.spells,
    }  # fmt: skip
    settings = {(about, name) for about, part in parts.items() for name in leaves(part)}
    assert settings <= set(found)
