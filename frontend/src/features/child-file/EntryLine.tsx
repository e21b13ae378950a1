import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Tag } from '@/shared/ui/Tag';
import classes from './ChildFile.module.css';
import type { FileEntry } from './queries';

/** One line of the file: the day, what happened, who it was and in which post. */
export function EntryLine({ entry }: { entry: FileEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { visit } = entry;
  const what = `${entry.kind}.${entry.what}` as 'visit.made';
  const details = [
    entry.proposal_kind && t(`proposals.kinds.${entry.proposal_kind as 'stay'}`),
    entry.on && t(entry.kind === 'follow_up' ? 'childFile.due' : 'childFile.on', { date: format.date(entry.on) }),
    entry.kind === 'visit' && visit && t(`visit.channels.${visit.channel as 'phone'}`),
    entry.kind === 'visit' && visit && t(`visit.outcomes.${visit.outcome as 'done'}`),
    entry.kind === 'visit' && visit?.purposes.length && format.list(visit.purposes),
  ].filter(Boolean);
  return (
    <li className={classes.entry} data-kind={entry.kind}>
      <time dateTime={entry.day}>{format.date(entry.day)}</time>
      <div className={classes.body}>
        <div className={classes.name}>
          <b>{t(`childFile.what.${what}`)}</b>
          {entry.category && <Tag tone="brand">{entry.category.name}</Tag>}
          <span>{details.join(' · ')}</span>
        </div>
        {entry.text && (
          <p className={classes.text}>
            {entry.kind === 'opened' ? t('childFile.purpose', { purpose: entry.text }) : entry.text}
          </p>
        )}
        {entry.kind === 'visit' && !!visit?.companions.length && (
          <p className={classes.small}>
            {t('childFile.companions', {
              names: format.list(
                visit.companions.map((one) =>
                  t('childFile.aside', { name: one.name, words: t(`companions.answers.${one.answer}`) }),
                ),
              ),
            })}
          </p>
        )}
        <p className={classes.small}>
          {entry.by && (
            <>
              {entry.by.posts.length > 0
                ? t('childFile.aside', { name: entry.by.name, words: format.list(entry.by.posts) })
                : entry.by.name}
              {' · '}
            </>
          )}
          {format.moment(entry.at)}
          {visit && (
            <>
              {' · '}
              <Link to="/visits/$id" params={{ id: visit.id }}>
                {t('childFile.seeVisit')}
              </Link>
            </>
          )}
        </p>
      </div>
    </li>
  );
}
