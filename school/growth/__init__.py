"""A teacher's growth: plans, goals that count themselves, reflections, a portfolio out of the records."""
