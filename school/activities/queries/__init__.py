"""Activities as lists, figures and other contexts need them."""
