import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import classes from './Paper.module.css';
import type { Publication } from './queries';

/** Who answers for the paper, and how anybody can check that its bytes are the ones signed for. */
export function Imprint({ paper }: { paper: Publication }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  return (
    <footer className={classes.imprint}>
      {paper.signed_by.length > 0 && (
        <dl className={classes.signed}>
          {paper.signed_by.map((one) => (
            <div key={`${one.label} ${one.name}`}>
              <dt>{one.label}</dt>
              <dd>
                {one.name}
                <time dateTime={one.on}>{date(one.on)}</time>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p>
        {paper.school_name} · <time dateTime={paper.published_at}>{date(paper.published_at)}</time>{' '}
        {t('publications.published')}
      </p>
      {paper.content && <p>{t('publications.small')}</p>}
      <p className={classes.hash}>
        SHA-256 <code>{paper.sha256}</code>
      </p>
      {/* Of a withdrawn paper there is no document any more. */}
      {paper.content && (
        <p className={classes.frozen}>
          <a href={`/api/v1/publications/${paper.id}/document/`} target="_blank" rel="noreferrer">
            {t('publications.document')}
          </a>
        </p>
      )}
    </footer>
  );
}
