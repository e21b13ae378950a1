"""Who may know of a pair, who acts on it, and who alone reads what the two say to each other."""
