import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { classSlips, type Slip } from './queries';
import classes from './Slips.module.css';

const page = getRouteApi('/civility/classes/$id/slips');
/** More than so many stand in two columns: a slip is one half of a sheet. */
const FEW = 6;
type Paper = 'a4' | 'a5';

/** One slip for each family, of their own child, in words. */
export function SlipsPage() {
  const { t } = useTranslation();
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(classSlips(id));
  const [paper, setPaper] = useState<Paper>('a4');
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const unseen = data.slips.filter((slip) => slip.recognitions.length === 0).length;
  return (
    <>
      <div className={classes.controls}>
        <Link to="/civility/classes/$id" params={{ id }} className={classes.back}>
          {t('slips.back')}
        </Link>
        <PageHeader title={t('slips.title', { name: data.school_class.name })} hint={t('slips.hint')}>
          <Tabs
            label={t('slips.paper')}
            value={paper}
            options={[
              { value: 'a4', label: t('slips.a4') },
              { value: 'a5', label: t('slips.a5') },
            ]}
            onChange={setPaper}
          />
          <Button leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
            {t('slips.print')}
          </Button>
        </PageHeader>
        {unseen > 0 && (
          <p className={classes.unseen} role="note">
            {t('slips.unseen', { count: unseen })}
          </p>
        )}
      </div>
      {data.slips.length === 0 && <Empty title={t('civility.noChildren')} hint={t('civility.noChildrenHint')} />}
      <div className={classes.slips} data-paper={paper}>
        {data.slips.map((slip) => (
          <OneSlip key={slip.student.id} slip={slip} className={data.school_class.name} />
        ))}
      </div>
    </>
  );
}

function OneSlip({ slip: { student, recognitions }, className }: { slip: Slip; className: string }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const me = useMe();
  return (
    <article className={classes.slip} aria-label={student.name}>
      <header>
        <p>{me.school.name}</p>
        <h2>{t('slips.heading')}</h2>
        <p>{[me.current_term?.name, className].filter(Boolean).join(' · ')}</p>
      </header>
      <p className={classes.dear}>{t('slips.dear', { name: student.name })}</p>
      <p>{t(recognitions.length > 0 ? 'slips.seen' : 'slips.notYet')}</p>
      <ul data-many={recognitions.length > FEW || undefined}>
        {recognitions.map(({ name, count, notes }) => (
          <li key={name}>
            <span>
              {name}
              {count > 1 && <small>{t('slips.times', { count })}</small>}
            </span>
            {notes.slice(0, recognitions.length > FEW ? 1 : 2).map((note) => (
              <q key={note}>{note}</q>
            ))}
          </li>
        ))}
      </ul>
      <p className={classes.closing}>{t('slips.closing')}</p>
      <footer>
        <span>{t('slips.teacher')}</span>
        <span>{date(schoolToday())}</span>
      </footer>
    </article>
  );
}
