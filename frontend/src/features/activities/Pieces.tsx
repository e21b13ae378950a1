import { Button } from '@mantine/core';
import { IconNews, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { ActDialog } from '@/shared/ui/ActDialog';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Activities.module.css';
import { type Piece, pieceList, piecesTouched, sendPiece, settlePiece, voidPiece } from './queries';

const results = ['published', 'declined'] as const;

/** 家教经验: the texts of parents that the school sent to journals, without their writers. */
export function Pieces() {
  const { t } = useTranslation();
  const can = useCan();
  const { today } = useMe();
  const [adding, setAdding] = useState(false);
  const { data, error, isPending, refetch } = useQuery(pieceList);
  const add = can('CONSULTATION_ANSWER') && (
    <Button variant="light" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('consultations.piece.add')}
    </Button>
  );
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return (
    <>
      {data.length === 0 ? (
        <Empty
          icon={IconNews}
          title={t('consultations.piece.none')}
          hint={t('consultations.piece.noneHint')}
          action={add}
        />
      ) : (
        <>
          <div className={classes.filters}>{add}</div>
          <ul className={classes.cards}>
            {data.map((row) => (
              <PieceCard key={row.id} row={row} />
            ))}
          </ul>
        </>
      )}
      <ActDialog
        opened={adding}
        onClose={() => setAdding(false)}
        title={t('consultations.piece.add')}
        hint={t('consultations.piece.nameless')}
        confirm={t('consultations.save')}
        fields={[
          { name: 'title', kind: 'line', label: t('consultations.piece.title'), most: 100 },
          { name: 'sent_to', kind: 'line', label: t('consultations.piece.sent_to'), most: 60 },
          { name: 'sent_on', kind: 'day', label: t('consultations.piece.sent_on'), value: today },
        ]}
        act={sendPiece}
        done={t('consultations.piece.added')}
        touched={piecesTouched}
      />
    </>
  );
}

function PieceCard({ row }: { row: Piece }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { today } = useMe();
  const [open, setOpen] = useState<'settle' | 'void'>();
  const shut = () => setOpen(undefined);
  const drop = useWrite(voidPiece, piecesTouched, () => {
    notify(t('consultations.voidedNow'));
    shut();
  });
  return (
    <li className={classes.card}>
      <span className={classes.head}>
        <b>{row.title}</b>
        <Tag tone={row.state === 'published' ? 'brand' : 'calm'}>{row.state_label}</Tag>
      </span>
      <small>
        {[
          row.sent_to,
          t('consultations.piece.sentOn', { day: format.date(row.sent_on) }),
          row.settled_on && t('consultations.piece.settledOn', { day: format.date(row.settled_on) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
      <div className={classes.acts}>
        {row.abilities.includes('settle') && (
          <Button
            size="sm"
            variant="default"
            aria-label={t('consultations.piece.settleOf', { title: row.title })}
            onClick={() => setOpen('settle')}
          >
            {t('consultations.piece.settle')}
          </Button>
        )}
        {row.abilities.includes('void') && (
          <Button
            size="sm"
            variant="subtle"
            color="cinnabar"
            aria-label={t('consultations.voidOf', { topic: row.title })}
            onClick={() => setOpen('void')}
          >
            {t('activities.act.void')}
          </Button>
        )}
      </div>
      <ActDialog
        opened={open === 'settle'}
        onClose={shut}
        title={t('consultations.piece.settleOf', { title: row.title })}
        confirm={t('consultations.save')}
        fields={[
          {
            name: 'state',
            kind: 'select',
            label: t('consultations.piece.result'),
            options: results.map((value) => ({ value, label: t(`consultations.piece.state.${value}`) })),
          },
          { name: 'settled_on', kind: 'day', label: t('consultations.piece.settled_on'), value: today },
        ]}
        act={({ state, settled_on }) =>
          settlePiece({ id: row.id, state: results.find((one) => one === state) ?? 'declined', settled_on })
        }
        done={t('consultations.piece.settled')}
        touched={piecesTouched}
      />
      <ReasonDialog
        opened={open === 'void'}
        onClose={shut}
        title={t('consultations.voidOf', { topic: row.title })}
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
