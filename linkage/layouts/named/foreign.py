"""Files that exist and can link nothing: how they are known by their header, and why they are refused."""

from collections.abc import Collection
from dataclasses import dataclass

from linkage.layouts.named.header_names import folded

NUMBERS = ("NEWNHSNO", "NHS_NUMBER", "NHSNUMBER")
"""What an NHS number is called: a file that has one is read, whatever else it has."""


@dataclass(frozen=True)
class Foreign:
    """One kind of file that is known by the names of its columns, and never read."""

    meaning: str
    """What it is, after "is"."""
    every: tuple[str, ...]
    """Names that it always has."""
    some: tuple[str, ...]
    """Names of which it has at least one; none: `every` is enough."""
    advice: str
    """Why nothing can be linked by it, and what to ask for."""

    def is_it(self, folded_names: Collection[str]) -> bool:
        """Whether a header is of this kind."""
        return all(folded(name) in folded_names for name in self.every) and (
            not self.some or any(folded(name) in folded_names for name in self.some)
        )


IDENTIFIED = (
    "ask for imaging files with NHS number, birth date, sex and postcode: the submission (did_v1_csv), the national "
    "table (nhse_table) or the registry's extract (ncras_csv)"
)
FOREIGN = (
    Foreign(
        "imaging data as CPRD supplies them (HES DID, linked by NHS England before)",
        ("patid",),
        ("did_date1", "did_date3", "hes_did_matchrank"),
        f"it has no NHS number, birth date, postcode, site or accession number: {IDENTIFIED}",
    ),
    Foreign(
        "the bridge between HES and DID, or CPRD's list of linked patients: links that were made, and no events",
        ("match_rank",),
        ("submissiondataid", "n_patid_hes", "hes_dids_version"),
        f"the program makes these links itself: {IDENTIFIED}",
    ),
    Foreign(
        "the research extract of imaging events (did_* and ic_* columns)",
        ("did_date3",),
        ("did_nicip_code", "did_snomedct_code", "ic_modality_id", "submissiondataid"),
        f"it has no NHS number, birth date, postcode or accession number: {IDENTIFIED}",
    ),
    Foreign(
        "HES as CPRD supplies it (patid)",
        ("patid",),
        ("spno", "epikey", "attendkey", "aekey", "gen_hesid"),
        "it has no NHS number, birth date or postcode, and its patid is in no imaging file: ask for HES with NEWNHSNO, "
        "DOB, SEX and HOMEADD",
    ),
    Foreign(
        "the Emergency Care Data Set as analysts have it, under pseudonyms (Der_Pseudo_NHS_Number)",
        ("Der_Pseudo_NHS_Number",),
        (),
        "it has no NHS number, birth date or postcode: ask for ECDS with NHS number, birth date, sex and postcode",
    ),
    Foreign(
        "HES without identifiers (MYDOB in the place of DOB)",
        ("MYDOB",),
        ("EPIKEY", "ATTENDKEY", "AEKEY"),
        "it has no NHS number, day of birth or postcode: ask for HES with NEWNHSNO, DOB, SEX and HOMEADD",
    ),
    Foreign(
        "HES critical care",
        ("CCSTARTDATE",),
        ("CCDISDATE", "CCUNITFUN", "CCLEV2DAYS", "CCLEV3DAYS", "BESTMATCH"),
        "nothing is linked to it: take it out of the job",
    ),
)
"""In the order in which they are looked for."""


def foreign(names: Collection[str]) -> Foreign | None:
    """The kind of a file with such a header that is never read; None for any other, and for one with NHS numbers."""
    there = {folded(name) for name in names}
    if there & {folded(name) for name in NUMBERS}:
        return None
    return next((kind for kind in FOREIGN if kind.is_it(there)), None)
