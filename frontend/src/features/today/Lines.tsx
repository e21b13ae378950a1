import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from './Digests.module.css';
import type { Digest } from './digests';

/** The server names pages of this client, perhaps with the view that shows them. */
function pageOf(link: string) {
  const [path = '/', view] = link.split('?');
  return { to: path as '/obligations', search: Object.fromEntries(new URLSearchParams(view)) };
}

/** What waits, as numbers; each line opens the page that shows them. */
export function Lines({ lines }: { lines: Digest['lines'] }) {
  const { t } = useTranslation();
  if (lines.length === 0) return <p className={classes.nothing}>{t('digests.nothing')}</p>;
  return (
    <ul className={classes.lines}>
      {lines.map((line) => (
        <li key={line.code}>
          <Link {...pageOf(line.link)}>{line.says}</Link>
        </li>
      ))}
    </ul>
  );
}
