"""Term summaries: compiled, edited, approved, published, read."""
