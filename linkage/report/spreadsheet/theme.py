"""How each element of a sheet looks: the theme of gptables, the Analysis Function's own library for such workbooks."""

from collections.abc import Mapping
from typing import TypeAlias

Look: TypeAlias = Mapping[str, object]
"""Properties of a format, as xlsxwriter names them."""

PLAIN: Look = {"font_size": 12, "font_name": "Arial", "font_color": "automatic"}
WRAPPED: Look = {**PLAIN, "text_wrap": True}

COVER_TITLE: Look = {**WRAPPED, "bold": True, "font_size": 16}
COVER_SUBTITLE: Look = {**WRAPPED, "bold": True, "font_size": 14}
COVER_TEXT: Look = WRAPPED
COVER_WIDTH = 85
"""Characters of the one column of the cover."""

TITLE: Look = {**PLAIN, "bold": True, "font_size": 16}
SUBTITLE: Look = {**PLAIN, "font_size": 14}
COLUMN_HEADING: Look = {**PLAIN, "bold": True, "bottom": 1, "text_wrap": 1, "valign": "top"}
NAMES: Look = {**PLAIN, "bold": True, "text_wrap": 1}
"""Of the column that says what a row is."""
DATA: Look = {**PLAIN, "text_wrap": 1}
LINK: Look = {"underline": True, "font_color": "blue"}
"""Beside the look of its cell: #0000FF, whose contrast is enough."""

LEFT: Look = {"align": "left"}
RIGHT: Look = {"align": "right"}
