"""Who may see and do what with points, contests and ambassadors."""
