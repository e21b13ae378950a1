"""Everything that changes a summary."""
