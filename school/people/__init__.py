"""School, calendar, placement, posts, accounts, roles and the access policies."""
