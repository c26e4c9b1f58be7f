"""What commands print, as JSON and as pages."""
