"""
What lookups call a kind of imaging, and the one name for it: configs/codes/modality_word.csv.

    Computerized axial tomography (procedure)    CT       as the national lookup has it
    plain film                                   X-ray    a word of a lookup of one's own
    Bone densitometry                            -        in no list: it stays as it is
"""

from linkage.config import codes
from linkage.engine.dialect import Dialect

KIND_OF_TERM = r" [(][a-z /]+[)]$"
"""What ends a fully specified name of SNOMED CT: (procedure), (body structure)."""


def word_sql(dialect: Dialect, text: str) -> str:
    """A word as the list has it: upper case, without what SNOMED CT says a term is; null for a null."""
    return f"upper(trim({dialect.replaced(text, KIND_OF_TERM, '')}))"


def known_words() -> tuple[tuple[str, str], ...]:
    """Every word of the list with its name."""
    return tuple((row["code"], row["meaning"]) for row in codes.read("modality_word"))


def names() -> tuple[str, ...]:
    """The names of kinds of imaging, each once, in the order of the list."""
    return tuple(dict.fromkeys(name for _, name in known_words()))
