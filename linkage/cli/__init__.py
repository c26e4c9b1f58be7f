"""The command line: words in, one library call, words and an exit code out."""
