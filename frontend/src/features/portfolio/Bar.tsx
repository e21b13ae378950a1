import classes from './Goals.module.css';

/** How far, as a length; the words beside it say it too. */
export const Bar = ({ done, target }: { done: number; target: number }) => (
  <span className={classes.bar} aria-hidden>
    <span style={{ width: `${target ? Math.min(100, (done / target) * 100) : 0}%` }} />
  </span>
);
