"""What one run leaves so that the next is quicker: tables under a digest of what they were made from, or nothing."""
