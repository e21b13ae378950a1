import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Tag } from '@/shared/ui/Tag';
import classes from './Account.module.css';
import { type Entry, reverseEntry } from './queries';

const signed = (value: number) => (value < 0 ? `−${-value}` : `+${value}`);

/** One gesture: what it was worth, what counted and why, and what became of it. */
export function EntryRow({ entry }: { entry: Entry }) {
  const { t } = useTranslation();
  const { day, moment } = useFormat();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const { item, reversal } = entry;
  const reverse = useMutation({
    mutationFn: reverseEntry,
    onSuccess: async () => {
      setOpen(false);
      notify(t('account.reversed'));
      for (const key of ['point-account', 'point-class', 'point-weeks', 'figures'])
        await client.invalidateQueries({ queryKey: [key] });
    },
  });
  const stands = reversal === null;
  return (
    <li data-undone={stands ? undefined : true}>
      <div className={classes.head}>
        <div>
          <b>{item.name}</b>
          <small>
            {[day(entry.occurred_on), item.domain_label, entry.recorder?.name, entry.source_label]
              .filter(Boolean)
              .join(' · ')}
          </small>
        </div>
        <span className={classes.points}>{item.kind === 'reminder' ? '' : signed(stands ? entry.points : 0)}</span>
      </div>
      {entry.note && <q>{entry.note}</q>}
      <p>
        {t('account.rule', { code: item.code, version: entry.item_version, worth: signed(entry.worth) })}
        {entry.cap && ` ${t('account.cap', { why: entry.cap_label })}`}
      </p>
      {reversal && (
        <p className={classes.reversal}>
          <Tag>{t('account.takenBack')}</Tag>
          {t(reversal.reason ? 'account.reversal' : 'account.undoing', {
            at: moment(reversal.at),
            by: reversal.by?.name ?? '',
            reason: reversal.reason,
          })}
        </p>
      )}
      {entry.appeal && <p>{t('account.appealAt', { state: entry.appeal.state_label })}</p>}
      {entry.abilities.includes('reverse') && (
        <div className={classes.acts}>
          <Button size="sm" variant="subtle" color="cinnabar" className={classes.small} onClick={() => setOpen(true)}>
            {t('account.reverse')}
          </Button>
        </div>
      )}
      <ReasonDialog
        opened={open}
        onClose={() => setOpen(false)}
        title={t('account.reverseTitle', { item: item.name })}
        hint={t('account.reverseHint')}
        label={t('account.reason')}
        confirm={t('account.reverse')}
        danger
        busy={reverse.isPending}
        error={reverse.error}
        onConfirm={(reason) => reverse.mutate({ id: entry.id, reason })}
      />
    </li>
  );
}
