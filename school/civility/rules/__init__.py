"""What counts, what is refused, and by when. No database, no clock."""
