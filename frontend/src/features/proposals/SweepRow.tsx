import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { ChildName } from '@/shared/ui/ChildName';
import { notify, notifyProblem } from '@/shared/ui/notify';
import classes from '@/shared/ui/Rows.module.css';
import { Tag } from '@/shared/ui/Tag';
import { EndProposal } from './EndProposal';
import { type Entry, propose, useRefresh } from './queries';

/** One entry of the register, and the two answers there are. */
export function SweepRow({ row, today }: { row: Entry; today: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const refresh = useRefresh();
  const [ending, setEnding] = useState(false);
  const name = row.student.name;
  const stay = useMutation({
    mutationFn: () => propose({ kind: 'stay', circumstance: row.id }),
    onSuccess: async () => {
      notify(t('proposals.proposed', { name }));
      await refresh();
    },
    onError: notifyProblem,
  });
  return (
    <li>
      <div className={classes.what}>
        <ChildName child={row.student} file>
          <Tag tone="brand">{row.category.name}</Tag>
        </ChildName>
        <p className={classes.facts}>
          {t('proposals.since', { date: format.date(row.starts_on) })} · {t('proposals.basisOf', { basis: row.source })}
        </p>
        <p className={classes.small}>
          {row.reviewed_at
            ? t('proposals.reviewed', { date: format.date(row.reviewed_at) })
            : t('proposals.neverReviewed')}
        </p>
      </div>
      <div className={classes.acts}>
        {row.is_review_due && (
          <Button
            size="sm"
            variant="light"
            loading={stay.isPending}
            aria-label={`${t('proposals.kinds.stay')}：${name} ${row.category.name}`}
            onClick={() => stay.mutate()}
          >
            {t('proposals.kinds.stay')}
          </Button>
        )}
        <Button
          size="sm"
          variant="default"
          aria-label={`${t('proposals.kinds.end')}：${name} ${row.category.name}`}
          onClick={() => setEnding(true)}
        >
          {t('proposals.kinds.end')}
        </Button>
      </div>
      <EndProposal opened={ending} onClose={() => setEnding(false)} row={row} today={today} />
    </li>
  );
}
