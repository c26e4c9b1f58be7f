"""Single decisions of reviewers: written down one at a time, taken back, and looked through."""
