"""What a command works with: clocks and terminal, the folders and files a job names, keys, lists and texts."""
