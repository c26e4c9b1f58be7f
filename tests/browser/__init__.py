"""Tests in a real browser; the checks are in JavaScript, the pages they look at are made here."""
