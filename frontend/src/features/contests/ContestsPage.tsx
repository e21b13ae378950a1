import { Button, NativeSelect } from '@mantine/core';
import { IconFlag, IconPencilCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { ExportButton } from '@/shared/ui/ExportButton';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { BoardView } from './BoardView';
import { Checks } from './Checks';
import classes from './Contests.module.css';
import { type BoardClass, boardOf, closeWeek, reopenWeek, touched, type Week, weekList } from './queries';
import { useWeekName } from './useWeekName';

const page = getRouteApi('/contests');

/** 文明班级评比: one week's board. Classes stand in class order, before the close and after it. */
export function ContestsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { week: chosen } = page.useSearch();
  const navigate = page.useNavigate();
  const { data: weeks, error, isPending, refetch } = useQuery(weekList());
  const name = useWeekName();
  const week = weeks?.find((one) => one.id === chosen) ?? weeks?.[0];
  const check = can('CONTEST_CHECK') && (
    <ButtonLink to="/contests/check" leftSection={<IconPencilCheck size={18} aria-hidden />}>
      {t('contestCheck.check')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title={t('contests.title')} hint={t('contests.hint')}>
        {weeks && weeks.length > 0 && check}
        {week && (
          <ExportButton
            path="/api/v1/contest-checks/export/"
            filters={{ week: week.id }}
            count={week.checks}
            label={t('contests.export')}
          />
        )}
        {can('CATALOGUE_KEEP') && (
          <ButtonLink to="/contests/items" variant="default">
            {t('contests.items')}
          </ButtonLink>
        )}
      </PageHeader>
      {isPending && <PageSkeleton />}
      {!isPending && !weeks && <Failure error={error} reset={refetch} />}
      {weeks && !week && (
        <Empty icon={IconFlag} title={t('contests.none')} hint={t('contests.noneHint')} action={check} />
      )}
      {weeks && week && (
        <>
          <div className={classes.filters}>
            <NativeSelect
              label={t('contests.week')}
              value={week.id}
              onChange={({ currentTarget }) => void navigate({ search: { week: currentTarget.value }, replace: true })}
              data={weeks.map((one) => ({ value: one.id, label: name(one) }))}
            />
            <WeekActs key={week.id} week={week} />
          </div>
          <BoardOfWeek week={week} />
        </>
      )}
    </>
  );
}

function WeekActs({ week }: { week: Week }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const name = useWeekName();
  const [asking, setAsking] = useState<'close' | 'reopen'>();
  const done = (message: 'contests.closedNow' | 'contests.reopenedNow') => () => {
    setAsking(undefined);
    notify(t(message, { week: name(week) }));
  };
  const close = useWrite(closeWeek, touched, done('contests.closedNow'));
  const reopen = useWrite(reopenWeek, touched, done('contests.reopenedNow'));
  const closed = week.closed_at !== null;
  return (
    <>
      <div className={classes.weekActs}>
        {closed && (
          <ButtonLink
            to="/contests/$id/flags"
            params={{ id: week.id }}
            leftSection={<IconFlag size={18} aria-hidden />}
            variant="light"
          >
            {t('contests.flags')}
          </ButtonLink>
        )}
        {!closed && week.abilities.includes('close') && (
          <Button variant="default" onClick={() => setAsking('close')}>
            {t('contests.close')}
          </Button>
        )}
        {closed && week.abilities.includes('reopen') && (
          <Button variant="default" onClick={() => setAsking('reopen')}>
            {t('contests.reopen')}
          </Button>
        )}
      </div>
      <p className={classes.state}>
        <Tag tone={closed ? 'brand' : 'soon'}>{t(closed ? 'contests.closed' : 'contests.running')}</Tag>{' '}
        {closed && week.closed_at ? t('contests.closedAt', { time: moment(week.closed_at) }) : t('contests.soFar')}
      </p>
      <ConfirmDialog
        opened={asking === 'close'}
        onClose={() => setAsking(undefined)}
        title={t('contests.closeOf', { week: name(week) })}
        confirm={t('contests.close')}
        busy={close.isPending}
        error={close.error}
        onConfirm={() => close.mutate(week.id)}
      >
        {t('contests.closeHint')}
      </ConfirmDialog>
      <ReasonDialog
        opened={asking === 'reopen'}
        onClose={() => setAsking(undefined)}
        title={t('contests.reopenOf', { week: name(week) })}
        hint={t('contests.reopenHint')}
        label={t('contests.reason')}
        confirm={t('contests.reopen')}
        busy={reopen.isPending}
        error={reopen.error}
        onConfirm={(reason) => reopen.mutate({ id: week.id, reason })}
      />
    </>
  );
}

function BoardOfWeek({ week }: { week: Week }) {
  const { data: board, error, isPending, refetch } = useQuery(boardOf(week.id));
  const [opened, setOpened] = useState<BoardClass>();
  if (isPending) return <PageSkeleton />;
  if (!board) return <Failure error={error} reset={refetch} />;
  return (
    <>
      <BoardView board={board} onOpen={setOpened} />
      <Checks week={week} of={opened?.school_class} onClose={() => setOpened(undefined)} />
    </>
  );
}
