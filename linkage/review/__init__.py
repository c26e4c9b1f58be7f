"""Clerical review: whom to look at, how many, what the answers come to. Numbers and pages; no files of a job."""
