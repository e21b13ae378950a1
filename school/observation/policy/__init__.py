"""Who may see and do what with lessons, observations and rubrics."""
