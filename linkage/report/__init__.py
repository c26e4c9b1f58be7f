"""The report of a month: a page and a terminal table, both made from the tidy statistics alone."""
