"""Who may see and do what with activities, groups, pairs with pupils and what parents ask."""
