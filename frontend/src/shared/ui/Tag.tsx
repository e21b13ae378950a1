import type { ReactNode } from 'react';
import classes from './Tag.module.css';

/** A short word about a row. The tone repeats what the word says; it never says it alone. */
export const Tag = ({
  tone = 'calm',
  children,
}: {
  tone?: 'calm' | 'soon' | 'trouble' | 'brand';
  children: ReactNode;
}) => (
  <span className={classes.tag} data-tone={tone}>
    {children}
  </span>
);
