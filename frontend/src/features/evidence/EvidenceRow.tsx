import { Button } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { FileLine } from '@/shared/evidence/EvidenceList';
import { contentOf, type Evidence, withdrawFile } from '@/shared/evidence/files';
import { useFormat } from '@/shared/i18n/format';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import rows from '@/shared/ui/Rows.module.css';
import { Tag } from '@/shared/ui/Tag';
import classes from './Evidence.module.css';
import { FileDialog } from './FileDialog';
import { touched } from './queries';

/** One file: what it shows, what rests on it, and what may be done with it. */
export function EvidenceRow({ row }: { row: Evidence }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState<'change' | 'withdraw'>();
  const can = (ability: string) => row.abilities.includes(ability);
  const withdraw = useWrite(withdrawFile, touched, () => {
    setOpen(undefined);
    notify(t('evidence.withdrawnNow'));
  });
  const brought = [
    row.created_by && t('evidence.broughtBy', { name: row.created_by.name }),
    format.date(row.created_at),
    size(row.size),
  ];
  return (
    <li>
      <div className={classes.row}>
        <FileLine item={row} />
        <p className={classes.marks}>
          {row.expiry === 'soon' && row.expires_on && (
            <Tag tone="soon">{t('evidence.endsOn', { day: format.date(row.expires_on) })}</Tag>
          )}
          {row.expiry === 'expired' && row.expires_on && (
            <Tag tone="trouble">{t('evidence.endedOn', { day: format.date(row.expires_on) })}</Tag>
          )}
          {row.expiry === 'valid' && row.expires_on && (
            <Tag>{t('evidence.validUntil', { day: format.date(row.expires_on) })}</Tag>
          )}
          {!row.is_withdrawn && !row.is_used && <Tag tone="soon">{t('evidence.isUnused')}</Tag>}
        </p>
        {row.used_by.length > 0 && (
          <p className={rows.small}>
            {t('evidence.usedBy')}
            {row.used_by.map((use) => (
              <Use key={`${use.type}/${use.id}`} use={use} />
            ))}
          </p>
        )}
        {row.is_used && row.used_by.length === 0 && <p className={rows.small}>{t('evidence.usedElsewhere')}</p>}
        <p className={rows.small}>{brought.filter(Boolean).join(' · ')}</p>
        {row.is_withdrawn && <p className={rows.reason}>{t('evidence.withdrawnWhy', { why: row.withdrawn_why })}</p>}
      </div>
      <div className={rows.acts}>
        {can('content') && (
          <Button
            component="a"
            size="sm"
            variant="default"
            href={`${contentOf(row.id)}?disposition=attachment`}
            aria-label={t('evidence.downloadOf', { title: row.title })}
          >
            {t('evidence.download')}
          </Button>
        )}
        {can('partial_update') && (
          <Button
            size="sm"
            variant="default"
            aria-label={t('evidence.changeOf', { title: row.title })}
            onClick={() => setOpen('change')}
          >
            {t('evidence.change')}
          </Button>
        )}
        {can('withdraw') && (
          <Button
            size="sm"
            variant="subtle"
            color="cinnabar"
            aria-label={t('evidence.withdrawOf', { title: row.title })}
            onClick={() => setOpen('withdraw')}
          >
            {t('evidence.withdraw')}
          </Button>
        )}
      </div>
      <FileDialog of={row} opened={open === 'change'} onClose={() => setOpen(undefined)} />
      <ReasonDialog
        opened={open === 'withdraw'}
        onClose={() => setOpen(undefined)}
        title={t('evidence.withdrawOf', { title: row.title })}
        hint={t('evidence.withdrawHint')}
        label={t('evidence.why')}
        confirm={t('evidence.withdraw')}
        danger
        busy={withdraw.isPending}
        error={withdraw.error}
        onConfirm={(reason) => withdraw.mutate({ id: row.id, reason })}
      />
    </li>
  );
}

/** Where a record that rests on the file is read whole. */
const ways = {
  award: (id) => ({ to: '/awards/$id', params: { id } }),
  activity: (id) => ({ to: '/activities/$id', params: { id } }),
  finding: (id) => ({ to: '/assurance/findings/$id', params: { id } }),
  survey: (id) => ({ to: '/assurance/surveys/$id', params: { id } }),
  leadingtask: () => ({ to: '/assurance', search: { view: 'leading' } }),
  rectification: undefined,
} satisfies Record<string, ((id: string) => LinkProps) | undefined>;

const isKnown = (type: string): type is keyof typeof ways => type in ways;

function Use({ use }: { use: Evidence['used_by'][number] }) {
  const { t } = useTranslation();
  const words = isKnown(use.type) ? t(`evidence.uses.${use.type}`) : use.type_label;
  const way = isKnown(use.type) ? ways[use.type]?.(use.id) : undefined;
  return (
    <span className={classes.use}>
      {way ? <Link {...way}>{words}</Link> : words}
      {!use.stands && t('evidence.voided')}
    </span>
  );
}

const size = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
