import { Button } from '@mantine/core';
import { IconMessageQuestion, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { ActDialog } from '@/shared/ui/ActDialog';
import { ExportButton } from '@/shared/ui/ExportButton';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Tag } from '@/shared/ui/Tag';
import classes from './Activities.module.css';
import { Pieces } from './Pieces';
import {
  answerConsultation,
  type Consultation,
  type ConsultationFilters,
  consultationList,
  consultationsTouched,
  shareConsultation,
  takeDown,
  voidConsultation,
} from './queries';
import { Ways } from './Ways';

const page = getRouteApi('/consultations');
const filters = {
  all: {},
  open: { answered: false },
  shared: { shared: true },
} as const satisfies Record<string, ConsultationFilters>;

/** What parents ask about bringing up children, with the answers; and the texts of parents that went to journals. */
export function ConsultationsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { today } = useMe();
  const navigate = page.useNavigate();
  const { view: asked } = page.useSearch();
  const answers = can('CONSULTATION_ANSWER');
  const offered = [
    'all',
    ...(answers ? (['open', 'shared'] as const) : []),
    ...(can('ACTIVITY_READ') ? (['pieces'] as const) : []),
  ] as const;
  const view = offered.find((one) => one === asked) ?? 'all';
  const [adding, setAdding] = useState(false);
  const add = answers && view !== 'pieces' && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('consultations.add')}
    </Button>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('consultations.title')} hint={t('consultations.hint')}>
        {add}
        {view !== 'pieces' && <ExportButton path="/api/v1/consultations/export/" filters={{ ...filters[view] }} />}
      </PageHeader>
      <Ways />
      {offered.length > 1 && (
        <div className={classes.filters}>
          <Tabs
            label={t('consultations.views')}
            value={view}
            options={offered.map((value) => ({ value, label: t(`consultations.view.${value}`) }))}
            onChange={(next) => void navigate({ search: next === 'all' ? {} : { view: next }, replace: true })}
          />
        </div>
      )}
      {view === 'pieces' ? <Pieces /> : <Questions filters={filters[view]} empty={view} action={add} />}
      <ActDialog
        opened={adding}
        onClose={() => setAdding(false)}
        title={t('consultations.add')}
        hint={t('consultations.nameless')}
        confirm={t('consultations.save')}
        fields={[
          { name: 'asked_on', kind: 'day', label: t('consultations.asked_on'), value: today },
          { name: 'topic', kind: 'line', label: t('consultations.topic'), most: 60 },
          { name: 'question', kind: 'text', label: t('consultations.question'), most: 2000 },
          {
            name: 'answer',
            kind: 'text',
            label: t('consultations.answer'),
            hint: t('consultations.answerLater'),
            most: 4000,
            optional: true,
          },
        ]}
        act={takeDown}
        done={t('consultations.added')}
        touched={consultationsTouched}
      />
    </div>
  );
}

function Questions({
  filters: asked,
  empty,
  action,
}: {
  filters: ConsultationFilters;
  empty: keyof typeof filters;
  action: React.ReactNode;
}) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    consultationList(asked),
  );
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const rows = data.pages.flatMap((one) => one.results);
  if (rows.length === 0)
    return (
      <Empty
        icon={IconMessageQuestion}
        title={t(`consultations.none.${empty}`)}
        hint={t('consultations.noneHint')}
        action={action}
      />
    );
  return (
    <>
      <ul className={classes.cards} data-single>
        {rows.map((row) => (
          <Question key={row.id} row={row} />
        ))}
      </ul>
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('act.showMore')}
        </Button>
      )}
    </>
  );
}

function Question({ row }: { row: Consultation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { today } = useMe();
  const [open, setOpen] = useState<'answer' | 'void'>();
  const shut = () => setOpen(undefined);
  const share = useWrite(shareConsultation, consultationsTouched, (made) =>
    notify(t(made.is_shared ? 'consultations.sharedNow' : 'consultations.unsharedNow')),
  );
  const drop = useWrite(voidConsultation, consultationsTouched, () => {
    notify(t('consultations.voidedNow'));
    shut();
  });
  const can = (ability: string) => row.abilities.includes(ability);
  return (
    <li className={classes.card}>
      <span className={classes.head}>
        <b>{row.topic}</b>
        {!row.is_answered && <Tag tone="soon">{t('consultations.unanswered')}</Tag>}
        {row.is_shared && <Tag tone="brand">{t('consultations.shared')}</Tag>}
        <small>{format.date(row.asked_on)}</small>
      </span>
      <p className={classes.text}>{row.question}</p>
      {row.is_answered && (
        <div className={classes.words}>
          {row.answer}
          <br />
          <small>
            {[row.answered_by?.name, row.answered_on && format.date(row.answered_on)].filter(Boolean).join(' · ')}
          </small>
        </div>
      )}
      <div className={classes.acts}>
        {can('answer') && (
          <Button
            size="sm"
            variant={row.is_answered ? 'default' : 'filled'}
            aria-label={t(row.is_answered ? 'consultations.mendOf' : 'consultations.answerOf', { topic: row.topic })}
            onClick={() => setOpen('answer')}
          >
            {t(row.is_answered ? 'consultations.mend' : 'consultations.answerGo')}
          </Button>
        )}
        {can('share') && (
          <Button
            size="sm"
            variant="default"
            loading={share.isPending}
            aria-label={t(row.is_shared ? 'consultations.unshareOf' : 'consultations.shareOf', { topic: row.topic })}
            onClick={() => share.mutate({ id: row.id, is_shared: !row.is_shared }, { onError: notifyProblem })}
          >
            {t(row.is_shared ? 'consultations.unshare' : 'consultations.share')}
          </Button>
        )}
        {can('void') && (
          <Button
            size="sm"
            variant="subtle"
            color="cinnabar"
            aria-label={t('consultations.voidOf', { topic: row.topic })}
            onClick={() => setOpen('void')}
          >
            {t('activities.act.void')}
          </Button>
        )}
      </div>
      <ActDialog
        opened={open === 'answer'}
        onClose={shut}
        title={t(row.is_answered ? 'consultations.mendOf' : 'consultations.answerOf', { topic: row.topic })}
        hint={t('consultations.nameless')}
        confirm={t('consultations.save')}
        fields={[
          { name: 'answer', kind: 'text', label: t('consultations.answer'), value: row.answer, most: 4000 },
          {
            name: 'answered_on',
            kind: 'day',
            label: t('consultations.answered_on'),
            value: row.answered_on ?? today,
          },
        ]}
        act={(given) => answerConsultation({ id: row.id, ...given })}
        done={t('consultations.answered')}
        touched={consultationsTouched}
      />
      <ReasonDialog
        opened={open === 'void'}
        onClose={shut}
        title={t('consultations.voidOf', { topic: row.topic })}
        hint={t('activities.askHint.void')}
        label={t('activities.reason')}
        confirm={t('activities.act.void')}
        danger
        busy={drop.isPending}
        error={drop.error}
        onConfirm={(reason) => drop.mutate({ id: row.id, reason })}
      />
    </li>
  );
}
