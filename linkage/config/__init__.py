"""What the user wrote: the job file, the rules file and the code lists, read and checked at once."""
