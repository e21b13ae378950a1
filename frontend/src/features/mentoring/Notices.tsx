import { Button } from '@mantine/core';
import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { notifyProblem } from '@/shared/ui/notify';
import classes from './Pair.module.css';
import { type PairFile, seeNotices } from './queries';
import { touched } from './touched';

/** Somebody outside of the pair has opened a talk. Both are told who, when, which and what for; it stays to be read. */
export function Notices({ pair }: { pair: PairFile }) {
  const { t } = useTranslation();
  const seen = useWrite(seeNotices, touched);
  const fresh = pair.notices.filter((notice) => !notice.is_seen);
  const earlier = pair.notices.filter((notice) => notice.is_seen);
  if (pair.notices.length === 0) return null;
  return (
    <>
      {fresh.length > 0 && (
        <section className={classes.notice} aria-labelledby="opened-talks">
          <IconEye size={22} stroke={1.7} aria-hidden />
          <div>
            <h2 id="opened-talks">{t('pairs.notices.title', { count: fresh.length })}</h2>
            <List notices={fresh} />
            <Button
              size="sm"
              variant="white"
              color="cinnabar"
              loading={seen.isPending}
              onClick={() => seen.mutate(pair.id, { onError: notifyProblem })}
            >
              {t('pairs.notices.seen')}
            </Button>
          </div>
        </section>
      )}
      {earlier.length > 0 && (
        <details className={classes.quiet}>
          <summary>{t('pairs.notices.earlier', { count: earlier.length })}</summary>
          <List notices={earlier} />
        </details>
      )}
    </>
  );
}

function List({ notices }: { notices: PairFile['notices'] }) {
  const { t } = useTranslation();
  const { day, moment } = useFormat();
  return (
    <ul>
      {notices.map((notice) => (
        <li key={`${notice.talk}/${notice.at}`}>
          {t('pairs.notices.line', {
            name: notice.by?.name ?? '',
            time: moment(notice.at),
            day: day(notice.talked_on),
          })}
          <small>{t('pairs.notices.purpose', { purpose: notice.purpose })}</small>
        </li>
      ))}
    </ul>
  );
}
