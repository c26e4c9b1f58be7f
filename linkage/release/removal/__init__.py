"""Releases taken away: which may go, what stays of them, and what is written down."""
