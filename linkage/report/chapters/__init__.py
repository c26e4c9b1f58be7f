"""The chapters of a report, each a function from figures to tables, words and drawings."""
