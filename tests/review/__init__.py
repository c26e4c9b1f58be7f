"""Tests of clerical review."""
