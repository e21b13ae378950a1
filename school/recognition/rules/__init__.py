"""What awards and selections refuse, and how they stand. No query, no clock."""
