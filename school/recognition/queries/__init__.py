"""Awards and selections as lists, figures and portfolios read them."""
