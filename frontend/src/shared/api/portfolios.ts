/** What tells of portfolios: read anew after whatever fills one. */
export const portfoliosTouched = ['portfolios', 'growth-plans'] as const;
