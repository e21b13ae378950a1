import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import { type ObservationRecord, revisionsQuery } from './queries';
import classes from './Record.module.css';

/** As an earlier version keeps it: texts, and strategies with the names of their tags. */
type Body = Partial<Record<'suggestion' | 'highlights' | 'board' | 'participation' | 'reflection', string>> & {
  strategies?: { text: string }[];
};

/** Earlier versions, the newest first: how it read, who opened it again, and why. */
export function History({ record }: { record: ObservationRecord }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data } = useQuery(revisionsQuery(record.id));
  if (!data?.results.length) return null;
  return (
    <Panel title={t('record.history')}>
      <ul className={classes.history}>
        {data.results.map((one) => {
          const body = one.body as Body;
          const texts = (['suggestion', 'highlights', 'board', 'participation'] as const).filter((name) => body[name]);
          return (
            <li key={one.number}>
              <details>
                <summary>
                  {t('record.version', { number: one.number })}
                  <small>
                    {t('record.reopenedBy', {
                      name: one.reopened_by?.name ?? '',
                      time: format.moment(one.reopened_at),
                      reason: one.reason,
                    })}
                  </small>
                </summary>
                <dl className={classes.facts}>
                  {body.strategies?.length ? (
                    <>
                      <dt>{t('observe.strategies')}</dt>
                      <dd>{body.strategies.map((strategy) => strategy.text).join('\n')}</dd>
                    </>
                  ) : null}
                  {texts.map((name) => (
                    <div key={name}>
                      <dt>{t(`observe.${name}`)}</dt>
                      <dd>{body[name]}</dd>
                    </div>
                  ))}
                  {body.reflection && (
                    <>
                      <dt>{t('record.answer')}</dt>
                      <dd>{body.reflection}</dd>
                    </>
                  )}
                </dl>
              </details>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
