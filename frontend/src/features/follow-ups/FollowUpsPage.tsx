import { Button, Switch } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { useDueWords } from '@/shared/ui/due';
import { ExportButton } from '@/shared/ui/ExportButton';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Tag } from '@/shared/ui/Tag';
import classes from './FollowUps.module.css';
import { followUpsQuery } from './queries';

type FollowUp = components['schemas']['FollowUp'];

export function FollowUpsPage() {
  const { t } = useTranslation();
  const [mine, setMine] = useState(true);
  const [open, setOpen] = useState(true);
  const [closing, setClosing] = useState<FollowUp>();
  const { data: rows, error, isPending, refetch } = useQuery(followUpsQuery(mine, open));
  return (
    <div className={classes.page}>
      <PageHeader title={t('followUps.title')} hint={t('followUps.hint')}>
        {rows && (
          <ExportButton
            path="/api/v1/follow-ups/export/"
            filters={{ ...(mine ? { mine } : {}), open }}
            count={rows.length}
          />
        )}
      </PageHeader>
      <div className={classes.filters}>
        <Tabs
          label={t('followUps.title')}
          value={open ? 'open' : 'closed'}
          onChange={(value) => setOpen(value === 'open')}
          options={[
            { value: 'open', label: t('followUps.open') },
            { value: 'closed', label: t('followUps.closed') },
          ]}
        />
        <Switch label={t('followUps.mine')} checked={mine} onChange={(event) => setMine(event.currentTarget.checked)} />
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && (
        <Empty icon={IconHeartHandshake} title={t('followUps.empty')} hint={t('followUps.emptyHint')} />
      )}
      {!!rows?.length && (
        <ul className={classes.list}>
          {rows.map((row) => (
            <Row key={row.id} row={row} onClose={() => setClosing(row)} />
          ))}
        </ul>
      )}
      <CloseDialog row={closing} onDone={() => setClosing(undefined)} />
    </div>
  );
}

function Row({ row, onClose }: { row: FollowUp; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const due = useDueWords()(row.due_on, 7);
  return (
    <li>
      <div className={classes.what}>
        <b>{row.what}</b> {row.channel && <Tag>{t(`visit.channels.${row.channel as 'phone'}`)}</Tag>}
        <p className={classes.small}>
          <Link to="/visits/$id" params={{ id: row.visit }}>
            {row.student.name}
          </Link>
          {row.student.school_class && ` · ${row.student.school_class.name}`}
          {` · ${t('visitPage.agreedBy', { name: row.owner.name, date: format.day(row.due_on) })}`}
        </p>
        {row.closed_at && <p className={classes.result}>{row.result}</p>}
      </div>
      <div className={classes.acts}>
        {row.closed_at ? (
          <Tag>{t('followUps.closedOn', { date: format.day(row.closed_at) })}</Tag>
        ) : (
          <Tag tone={due.tone}>{due.words}</Tag>
        )}
        {!row.closed_at && row.channel && can('VISIT_RECORD') && (
          <ButtonLink
            to="/visits/new"
            search={{ student: row.student.id, channel: row.channel as 'phone' }}
            variant="subtle"
            size="sm"
            aria-label={`${t('followUps.record')}：${row.student.name}`}
          >
            {t('followUps.record')}
          </ButtonLink>
        )}
        {!row.closed_at && row.abilities.includes('close') && (
          <Button variant="light" size="sm" onClick={onClose} aria-label={`${t('followUps.close')}：${row.what}`}>
            {t('followUps.close')}
          </Button>
        )}
      </div>
    </li>
  );
}

function CloseDialog({ row, onDone }: { row: FollowUp | undefined; onDone: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const closing = useMutation({
    mutationFn: ({ id, result }: { id: string; result: string }) =>
      data(api.POST('/api/v1/follow-ups/{id}/close/', { params: { path: { id } }, body: { result } })),
    onSuccess: () => {
      notify(t('followUps.closed'));
      for (const key of ['follow-ups', 'home-visits', 'figures']) void queries.invalidateQueries({ queryKey: [key] });
      done();
    },
  });
  const done = () => {
    closing.reset();
    onDone();
  };
  return (
    <ReasonDialog
      opened={row !== undefined}
      onClose={done}
      title={t('followUps.closeTitle', { what: row?.what ?? '' })}
      hint={t('followUps.closeHint')}
      label={t('followUps.closeResult')}
      confirm={t('followUps.closeConfirm')}
      busy={closing.isPending}
      error={closing.error}
      onConfirm={(result) => row && closing.mutate({ id: row.id, result })}
    />
  );
}
