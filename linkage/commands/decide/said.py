"""What the options of `linkage review decide` say, one of which has to be given."""

from linkage.decisions.decision import CANNOT_TELL, MATCH, NONE
from linkage.errors import ConfigError


def said_of(
    *, person: str | None, not_person: str | None, none: bool, cannot_tell: bool, withdraw: bool
) -> tuple[str, str | None]:
    """Answer and person of the one option that was given; ConfigError for none, or several."""
    given = [
        (MATCH, person) if person is not None else None,
        (NONE, not_person) if not_person is not None else None,
        (NONE, None) if none else None,
        (CANNOT_TELL, None) if cannot_tell else None,
        (NONE, None) if withdraw else None,
    ]
    said = [one for one in given if one is not None]
    if len(said) != 1 or said[0][1] == "":
        raise ConfigError(
            "say one thing: --person KEY, --not-person KEY, --none, --cannot-tell, or --withdraw to take back what was "
            "decided"
        )
    return said[0]
