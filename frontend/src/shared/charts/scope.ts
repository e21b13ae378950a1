/** What a figure is asked about; the same words in the address, in the query and in the API. */
export interface FigureScope {
  term?: string | undefined;
  grade?: number | undefined;
  school_class?: string | undefined;
  staff?: string | undefined;
  as_of?: string | undefined;
}

/** The scope as the API takes it: this term unless another was chosen, and nothing that was not. */
export const queryOf = ({ term = 'current', grade, school_class, staff, as_of }: FigureScope) => ({
  term,
  ...(grade !== undefined && { grade }),
  ...(school_class && { school_class }),
  ...(staff && { staff }),
  ...(as_of && { as_of }),
});

/** The router puts quotes around text that looks like a number; a cell's key reads better without. */
export const plain = (key: string | undefined) => (key && /^[1-9]\d*$/.test(key) ? Number(key) : key);
