"""Tests of `linkage lookup`."""
