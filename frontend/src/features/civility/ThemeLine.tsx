import classes from './Award.module.css';
import type { PointClass } from './kept';

/** This month's theme, in its colour. */
export function ThemeLine({ theme }: { theme: PointClass['theme'] }) {
  if (!theme) return null;
  return (
    <span className={classes.theme} data-colour={theme.colour}>
      <i aria-hidden />
      {theme.title}
    </span>
  );
}
