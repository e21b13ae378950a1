import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Companion, useAnswer } from '../api/companions';
import { useFormat } from '../i18n/format';
import classes from './CompanionQuestion.module.css';
import { notify, notifyProblem } from './notify';

// Seldom needed, and heavier than the whole question: fetched when somebody says no.
const ReasonDialog = lazy(() => import('./ReasonDialog').then((m) => ({ default: m.ReasonDialog })));

/** "Did you come along?" Whom, when, how, and who says so; never why. */
export function CompanionQuestion({ row }: { row: Companion }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [denying, setDenying] = useState(false);
  const answer = useAnswer((given) => {
    notify(t(given.answer === 'denied' ? 'companions.denied' : 'companions.confirmed'));
    setDenying(false);
  });
  const { name, school_class } = row.student;
  return (
    <div className={classes.row}>
      <div className={classes.what}>
        <b>{name}</b> <small>{school_class?.name}</small>
        <p>
          {format.day(row.visited_on)} · {t(`visit.channels.${row.channel as 'phone'}`)} ·{' '}
          {t('companions.recordedBy', { name: row.recorded_by?.name ?? '' })}
        </p>
      </div>
      <div className={classes.acts}>
        <Button
          size="sm"
          loading={answer.isPending}
          aria-label={`${t('companions.confirm')}：${name}`}
          onClick={() => answer.mutate({ id: row.id }, { onError: notifyProblem })}
        >
          {t('companions.confirm')}
        </Button>
        <Button
          size="sm"
          variant="default"
          aria-label={`${t('companions.deny')}：${name}`}
          onClick={() => setDenying(true)}
        >
          {t('companions.deny')}
        </Button>
      </div>
      {denying && (
        <Suspense>
          <ReasonDialog
            opened
            onClose={() => setDenying(false)}
            title={t('companions.denyTitle', { name })}
            hint={t('companions.denyHint')}
            label={t('companions.reason')}
            confirm={t('companions.deny')}
            busy={answer.isPending}
            error={answer.error}
            onConfirm={(reason) => answer.mutate({ id: row.id, reason })}
          />
        </Suspense>
      )}
    </div>
  );
}
