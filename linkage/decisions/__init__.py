"""What reviewers have decided: kept for ever in state/, and binding in every later run until withdrawn."""
