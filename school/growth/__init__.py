"""A teacher's growth: plans, goals that count themselves, reflections, and the portfolio."""
