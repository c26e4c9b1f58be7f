"""Draws of links: whether intervals by them cover the truth, and what they cost."""
