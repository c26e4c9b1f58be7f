"""What a job is given beside its file: variables of the environment in paths, and settings of the command line."""
