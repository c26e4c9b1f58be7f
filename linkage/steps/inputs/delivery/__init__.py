"""What only shows when the files of one hospital data set are looked at together."""
