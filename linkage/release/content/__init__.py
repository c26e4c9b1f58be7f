"""What a release and its secure folder hold: tables, dictionary, listings, drafts."""
