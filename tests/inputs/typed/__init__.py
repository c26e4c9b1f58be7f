"""Tests of the step "inputs"."""
