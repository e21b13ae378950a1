import { Button } from '@mantine/core';
import { IconEye, IconEyeOff, IconMailbox, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { useDueWords } from '@/shared/ui/due';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Sealed } from '@/shared/ui/Sealed';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag, type Tone } from '@/shared/ui/Tag';
import classes from './Assurance.module.css';
import { type Item, type ItemWords, itemList, revealItem } from './queries';
import { type SupervisionAct, SupervisionActs } from './SupervisionActs';

const natures: Record<Item['nature'], Tone> = { praise: 'brand', suggestion: 'calm', complaint: 'soon' };

const isOpen = (row: Item) => row.state === 'received' || row.state === 'handled';

/** 师德监督: what came in and how it stands. The words are sealed, and opened one item at a time, on purpose. */
export default function Supervision() {
  const { t } = useTranslation();
  const me = useMe();
  const { data: rows, error, isPending, refetch } = useQuery(itemList);
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  const open = rows.filter(isOpen);
  const closed = rows.filter((row) => !isOpen(row));
  return (
    <div className={classes.stack}>
      <div className={classes.tools}>
        <ButtonLink to="/assurance/supervision/new" leftSection={<IconPlus size={18} aria-hidden />}>
          {t(me.is_committee ? 'assurance.supervision.tell' : 'assurance.supervision.enter')}
        </ButtonLink>
      </div>
      {rows.length === 0 && (
        <Empty
          icon={IconMailbox}
          title={t('assurance.supervision.none')}
          hint={t(me.is_committee ? 'assurance.supervision.noneCommittee' : 'assurance.supervision.noneHint')}
        />
      )}
      {rows.length > 0 && (
        <Panel
          title={t('assurance.supervision.open', { count: open.length })}
          hint={<Sealed>{t('assurance.supervision.sealed')}</Sealed>}
        >
          {open.length === 0 && <p className={classes.note}>{t('assurance.supervision.noneOpen')}</p>}
          <ul className={rowClasses.rows}>
            {open.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
        </Panel>
      )}
      {closed.length > 0 && (
        <Panel title={t('assurance.supervision.closed', { count: closed.length })}>
          <ul className={rowClasses.rows}>
            {closed.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}

function Row({ row }: { row: Item }) {
  const { t } = useTranslation();
  const { date, day } = useFormat();
  const due = useDueWords();
  const [told, setTold] = useState<ItemWords>();
  const [asking, setAsking] = useState<SupervisionAct | 'reveal'>();
  const reveal = useMutation({
    mutationFn: revealItem,
    onSuccess: (words) => {
      setTold(words);
      setAsking(undefined);
    },
  });
  const may = (verb: string) => row.abilities.includes(verb);
  const close = () => setAsking(undefined);
  const named = (act: string) =>
    t('assurance.supervision.actOf', { act, day: day(row.received_on), nature: row.nature_label });
  const { words, tone } = due(row.due_on, 5);
  return (
    <li>
      <div className={rowClasses.what}>
        <p className={`${rowClasses.name} ${classes.note}`}>
          <b>{date(row.received_on)}</b>
          <Tag tone={natures[row.nature]}>{row.nature_label}</Tag>
          <Tag tone={row.state === 'answered' ? 'brand' : 'calm'}>{row.state_label}</Tag>
          {isOpen(row) && <Tag tone={tone}>{words}</Tag>}
        </p>
        <p className={rowClasses.small}>
          {row.side_label} · {row.way_label}
          {row.is_from_committee && ` · ${t('assurance.supervision.fromCommittee')}`}
          {row.recorded_by && ` · ${t('assurance.supervision.by', { name: row.recorded_by.name })}`}
        </p>
        {(row.handler || row.concerned || row.replied_on) && (
          <p className={rowClasses.small}>
            {[
              row.handler && t('assurance.supervision.handler', { name: row.handler.name }),
              row.concerned && t('assurance.supervision.concerned', { name: row.concerned.name }),
              row.replied_on && t('assurance.supervision.repliedOn', { day: date(row.replied_on) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
      </div>
      <div className={rowClasses.acts}>
        {may('reveal') &&
          (told ? (
            <Button
              size="sm"
              variant="subtle"
              leftSection={<IconEyeOff size={18} aria-hidden />}
              onClick={() => setTold(undefined)}
            >
              {t('visitPage.hide')}
            </Button>
          ) : (
            <Button
              size="sm"
              variant="default"
              leftSection={<IconEye size={18} aria-hidden />}
              aria-label={named(t('assurance.supervision.reveal'))}
              onClick={() => {
                reveal.reset();
                setAsking('reveal');
              }}
            >
              {t('assurance.supervision.reveal')}
            </Button>
          ))}
        {may('assign') && (
          <Button
            size="sm"
            variant="light"
            aria-label={named(t('assurance.supervision.assign'))}
            onClick={() => setAsking('assign')}
          >
            {t(row.handler ? 'assurance.supervision.reassign' : 'assurance.supervision.assign')}
          </Button>
        )}
        {may('answer') && (
          <Button size="sm" aria-label={named(t('assurance.supervision.answer'))} onClick={() => setAsking('answer')}>
            {t('assurance.supervision.answer')}
          </Button>
        )}
        {may('void') && (
          <Button
            size="sm"
            variant="subtle"
            color="cinnabar"
            aria-label={named(t('assurance.void'))}
            onClick={() => setAsking('void')}
          >
            {t('assurance.void')}
          </Button>
        )}
      </div>
      {told && <Words told={told} />}
      <ReasonDialog
        opened={asking === 'reveal'}
        onClose={close}
        title={named(t('assurance.supervision.reveal'))}
        hint={t('assurance.supervision.revealHint')}
        label={t('assurance.supervision.purpose')}
        confirm={t('assurance.supervision.revealConfirm')}
        danger
        busy={reveal.isPending}
        error={reveal.error}
        onConfirm={(purpose) => reveal.mutate({ id: row.id, purpose })}
      />
      {asking && asking !== 'reveal' && (
        <SupervisionActs row={row} asking={asking} named={named} onClose={close} onDone={() => setTold(undefined)} />
      )}
    </li>
  );
}

/** What was opened: gone when the page is left. */
function Words({ told }: { told: ItemWords }) {
  const { t } = useTranslation();
  const lines = [
    [t('assurance.supervision.about'), told.about],
    [t('assurance.supervision.handling'), told.handling],
    [t('assurance.supervision.reply'), told.reply],
    [t('assurance.supervision.voidedBecause'), told.void_reason],
  ] as const;
  return (
    <dl className={classes.told}>
      {lines.map(
        ([label, text]) =>
          text && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
