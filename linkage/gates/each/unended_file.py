"""Files whose last line has no end, or with a hole: cut short, perhaps, and a record may be another than was sent."""

from linkage.gates.facts import Facts
from linkage.gates.gate import Found, Gate
from linkage.words.number_words import first_names

NAMED = 5


def unended(facts: Facts, _: int) -> Found:
    """How many, and which."""
    found = sorted(file.path for file in facts.files if not file.is_ended)
    if not found:
        return Found(0, "every file ends where a line does")
    return Found(
        len(found),
        "the last line has no end, or there is a hole of zero bytes, as in a file that was cut short: "
        f"{first_names(found, NAMED)}",
    )


GATE = Gate(
    name="unended_files",
    place=700,
    what="files whose last line has no line end, or with a hole of zero bytes",
    setting="Files whose last line has no line end, or with a hole.",
    find=unended,
    warn=0,
    is_share=False,
)
