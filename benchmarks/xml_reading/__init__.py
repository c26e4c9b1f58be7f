"""Reading imaging files as XML and JSON beside text."""
