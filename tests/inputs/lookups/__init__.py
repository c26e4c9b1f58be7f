"""Tests of lookups as they are published."""
