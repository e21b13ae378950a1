"""Which rows a person may know of, and which verbs."""
