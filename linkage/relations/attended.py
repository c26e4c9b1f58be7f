"""Appointments that took place: what relations to appointments ask of one."""

SEEN = "('5', '6')"
"""ATTENDED: seen, or seen late. Other appointments did not take place."""
