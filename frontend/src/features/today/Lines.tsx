import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './Digests.module.css';
import type { Digest } from './digests';

/** What waits, as numbers; each line opens the page that shows them. */
export function Lines({ lines }: { lines: Digest['lines'] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return <p className={classes.nothing}>{t('digests.nothing')}</p>;
  return (
    <ul className={classes.lines}>
      {lines.map((line) => (
        <li key={line.code}>
          {/* The server names pages of this client. */}
          <Link to={line.link as '/obligations'}>{line.says}</Link>
        </li>
      ))}
    </ul>
  );
}
