"""
How a value of a data row is shown: a code as it is, anything else so that no page, workbook or terminal stumbles.

    RXA01            RXA01               nearly every value: letters and digits
    *                code *              a cell of symbols alone says nothing, and some spreadsheets refuse it
    a<control>b      a�b                 control and direction characters never reach a reader
    3,000 letters    the first 60 and …

One rule in two forms: SQL, where values become categories of the statistics; Python, where single texts are shown.
"""

import re
import unicodedata

from linkage.engine.dialect import Dialect

LONGEST = 60
"""Characters of a label."""

PLAIN = f"^[A-Za-z0-9][A-Za-z0-9 .,:;/&()+_-]{{0,{LONGEST - 1}}}$"
"""A text that is its own label; looked for first, since nearly all are."""

HIDDEN = r"[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]"
"""
Characters that show nothing themselves and may change how others are shown, and code points that are no characters.

Said by what they are not: whether \\p{C} has the latter too differs from engine to engine.
"""

SHOWN_INSTEAD = "\ufffd"
WORD = "code"
SAYS_SOMETHING = "[A-Za-z0-9]"
A_MARK = r"^\[[A-Za-z]+\]$"
"""What stands in a table in the place of a number, such as [c]: a value must not pass for one."""


def label_sql(dialect: Dialect, text: str) -> str:
    """The label of a text column; null for null."""
    visible = dialect.replaced(text, HIDDEN, SHOWN_INSTEAD)
    start = f"concat(substr({visible}, 1, {LONGEST - 1}), '…')"
    cut = f"case when length({visible}) > {LONGEST} then {start} else {visible} end"
    return f"""case
            when {text} is null or {dialect.matches(text, PLAIN)} then {text}
            when {dialect.matches(cut, SAYS_SOMETHING)} and not {dialect.matches(cut, A_MARK)} then {cut}
            else concat('{WORD} ', {cut})
        end"""


def label(text: str) -> str:
    """
    The label of one text: the twin of `label_sql`.

    >>> label("RXA01"), label("*"), len(label("A" * 3000))
    ('RXA01', 'code *', 60)
    """
    cut = visible(text)
    cut = f"{cut[: LONGEST - 1]}…" if len(cut) > LONGEST else cut
    return worded(cut) if cut else cut


def worded(text: str) -> str:
    """A text with a word beside it where it says nothing by itself, or would pass for a mark."""
    return text if re.search(SAYS_SOMETHING, text) and not re.search(A_MARK, text) else f"{WORD} {text}"


def visible(text: str) -> str:
    """A text with something to see in the place of every character that shows nothing itself; a space is a space."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(SHOWN_INSTEAD if is_hidden(letter) else letter for letter in text)


def is_hidden(letter: str) -> bool:
    """Whether a character is a control or direction character, a line break, or none at all."""
    kind = unicodedata.category(letter)
    return kind.startswith("C") or kind in {"Zl", "Zp"}
