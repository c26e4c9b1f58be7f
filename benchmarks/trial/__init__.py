"""Trials of rank P on the month of a prepared world, in this process, held against the truth."""
