import type { ReactNode } from 'react';
import classes from './Tag.module.css';

export type Tone = 'calm' | 'soon' | 'trouble' | 'brand';

/** A short word about a row. The tone repeats what the word says; it never says it alone. */
export const Tag = ({ tone = 'calm', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={classes.tag} data-tone={tone}>
    {children}
  </span>
);
