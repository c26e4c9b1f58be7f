"""What is handed over: the files of the DID and HES, lookups, truth and job, and how they are put in place."""
