"""What every table of files says: of the keys in them, and of which file is the later."""

from pydantic import Field

from linkage.config.setting import Share, ValuesTable

ORDER = (
    "Which of the files of one glob is the later: natural (the date of submission in the name if all have one, else "
    "the name with its numbers as numbers), or paths (the name as text)."
)


class KeyedTable(ValuesTable):
    """What every table of files says of the keys in them."""

    max_damaged_key_share: Share = Field(
        0.01,
        description="Rows whose key is in exponent form, or is borne by several people: up to this share they are set "
        "aside, above it the files are refused.",
    )
