"""What one run leaves for the next: the same tables whether it is there, damaged, or gone."""
