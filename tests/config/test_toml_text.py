"""Whatever text is quoted for a job file comes back when that is read."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkage.config.toml_text import is_writable, toml_text


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_text_comes_back(text: str) -> None:
    """Quotes, backslashes, controls, and characters beyond the first 65,536."""
    assert is_writable(text)
    assert tomllib.loads(f"paths = [{toml_text(text)}]") == {"paths": [text]}


@pytest.mark.parametrize("text", ['a"b\\c', "did/\U0001f4c1.csv", "line\nbreak\ttab\x7f\x00", "\u2028", ""])
def test_texts_that_json_writes_otherwise(text: str) -> None:
    """A folder's picture is one character, and not two halves of it."""
    assert tomllib.loads(f"{toml_text(text)} = 1") == {text: 1}


def test_bytes_that_are_no_text() -> None:
    """As a file's name may have them: no job file can say it."""
    assert not is_writable("a\udcff.csv")
