import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useOutbox } from '@/shared/offline/useOutbox';
import classes from './Shell.module.css';
import type { Section } from './sections';

function Unsent() {
  const { t } = useTranslation();
  const { items } = useOutbox();
  if (items.length === 0) return null;
  const stuck = items.some((i) => i.state !== 'queued');
  return (
    <span className={classes.count} data-stuck={stuck || undefined}>
      <span aria-hidden>{items.length}</span>
      <span className={classes.spoken}>{t('outbox.waiting', { count: items.length })}</span>
    </span>
  );
}

export function SectionLink({
  section: { to, label, icon: Icon },
  className,
  onClick,
}: {
  section: Section;
  className: string | undefined;
  onClick?: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Link
      to={to}
      className={className}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      {...(onClick ? { onClick } : {})}
    >
      <Icon size={22} stroke={1.7} aria-hidden />
      {t(`nav.${label}`)}
      {label === 'outbox' && <Unsent />}
    </Link>
  );
}
