"""The portfolio as papers: a page for any browser, a booklet to print, the same for Word."""
