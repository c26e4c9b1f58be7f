"""[cache]: what one run leaves for the next, so that a file that has not changed is not read again."""

from pydantic import Field

from linkage.config.setting import Strict


class CacheTable(Strict):
    """[cache]: for how long it stays that a file was read before."""

    keep_editions: int = Field(
        2,
        ge=0,
        le=1000,
        description="Of how many different sets of files, the current one included, what was read and made is kept in "
        "cache/ of the output folder; 0: nothing is kept or looked for there.",
    )
