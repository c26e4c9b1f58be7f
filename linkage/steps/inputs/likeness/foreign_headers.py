"""Files that are known by their header and that no layout reads, since they hold nothing to link by."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class ForeignHeader:
    """A kind of file, by names that its header has, as `header_name` writes them."""

    what: str
    names: frozenset[str]
    most_missing: int = 0
    """So many of the names may be missing."""


NO_IDENTIFIERS = (
    "it has no NHS number, postcode and accession number, so nothing can be linked by it: ask for the"
)

FOREIGN_HEADERS = (
    ForeignHeader(
        f"the research extract of the DID; {NO_IDENTIFIERS} identifiable data",
        frozenset({"SUBMISSIONDATAID", "DID_DATE3", "DID_NICIP_CODE", "IC_MODALITY_ID", "IC_PROV_ORGCODE"}),
        most_missing=1,
    ),
    ForeignHeader(
        f"a table of the CPRD's HES DID; {NO_IDENTIFIERS} identifiable data",
        frozenset(
            {"PATID", "SUBMISSIONDATAID", "DID_DATE3", "DID_DATE1", "DID_PATSOURCE_CODE", "DID_NICIP_CODE"}
        ),
        most_missing=3,
    ),
    ForeignHeader(
        "a HES-DID bridge, that is links and not records; take it out of the job",
        frozenset({"ENCRYPTED_HESID", "MATCH_RANK", "HES_DIDS_VERSION", "SUBMISSIONDATAID", "GEN_HESID"}),
        most_missing=2,
    ),
    ForeignHeader(
        "HES critical care, which nothing is linked to; take it out of the job",
        frozenset(
            {"SUSRECID", "CCSTARTDATE", "CCDISDATE", "CCUNITFUN", "CCLEV2DAYS", "CCLEV3DAYS", "BESTMATCH"}
        ),
        most_missing=4,
    ),
    ForeignHeader(
        "a HES extract without identifiers; it has a month of birth and no NHS number, so nothing can be linked to it: "
        "ask for the identifiable data",
        frozenset({"MYDOB", "FYEAR", "SEX", "ETHNOS"}),
        most_missing=1,
    ),
)


def foreign(names: Collection[str]) -> str | None:
    """What a file with these names in its header is, and what to do; None when it is none of them."""
    present = set(names)
    if "NEWNHSNO" in present:
        return None
    fitting = (one for one in FOREIGN_HEADERS if len(one.names - present) <= one.most_missing)
    return next((one.what for one in fitting), None)
