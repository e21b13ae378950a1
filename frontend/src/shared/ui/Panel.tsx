import { type ReactNode, useId } from 'react';
import classes from './Panel.module.css';

interface Props {
  title: string;
  hint?: ReactNode;
  /** Sits at the right of the title: a link, a small button. */
  aside?: ReactNode;
  /** Spans every column of the grid it lies in. */
  wide?: boolean;
  children: ReactNode;
}

/** A titled card; the title names the region for screen readers. */
export function Panel({ title, hint, aside, wide, children }: Props) {
  const id = useId();
  return (
    <section className={classes.panel} data-wide={wide || undefined} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {aside}
      </div>
      {hint && <p className={classes.hint}>{hint}</p>}
      <div className={classes.body}>{children}</div>
    </section>
  );
}
