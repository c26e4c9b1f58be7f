"""What a command line asks for: months, a release, gates that may be passed."""
