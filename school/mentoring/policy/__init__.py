"""Who may see and do what with pairs, and who never reads their talks."""
