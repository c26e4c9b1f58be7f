"""`linkage gc`: releases that nobody needs any more are taken away, and those that hold people who opted out."""
