"""The picture that README begins with: there, light, and told in words to whoever does not see it."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
MOST_BYTES = 150_000
FIRST_SCREEN = 40
"""Lines of README, about."""
LEAST_WORDS = 20


def test_the_picture_is_a_light_one_with_words_beside_it() -> None:
    """`make picture` takes it again from the demo's report."""
    readme = (ROOT / "README.md").read_text("utf-8")
    ((words, place),) = SHOWN.findall(readme)
    content = (ROOT / place).read_bytes()

    assert len(content) <= MOST_BYTES
    assert (content[:4], content[8:12]) == (b"RIFF", b"WEBP")
    assert len(words.split()) >= LEAST_WORDS
    assert readme[: readme.index("![")].count("\n") <= FIRST_SCREEN
    assert place in (ROOT / "Makefile").read_text("utf-8")
