import classes from './Pair.module.css';

/** What was opened: gone when the page is left. */
export const Words = ({ lines }: { lines: readonly (readonly [label: string, text: string])[] }) => (
  <dl className={classes.words}>
    {lines
      .filter(([, text]) => text)
      .map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
  </dl>
);
