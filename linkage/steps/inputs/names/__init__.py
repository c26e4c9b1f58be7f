"""What the names of columns say of a file: which layout it is of, and what is lost where a name is not there."""
