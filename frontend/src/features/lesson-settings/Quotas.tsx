import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { QuotaForm } from './QuotaForm';
import { endQuota, type Quota, quotaList, touched, withdrawQuota } from './queries';
import classes from './Settings.module.css';

/** 听课要求: asked of a post, or of the first years in teaching. Of several that apply the highest holds. */
export function Quotas() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Quota>();
  const { data: rows, error, isPending, refetch } = useQuery(quotaList);
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  return (
    <>
      {rows.length === 0 && <p className={classes.quiet}>{t('lessonSettings.noQuotas')}</p>}
      <ul className={classes.list}>
        {rows.map((one) => (
          <QuotaRow key={one.id} quota={one} onEnd={() => setEnding(one)} />
        ))}
      </ul>
      <Button mt="sm" variant="light" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
        {t('lessonSettings.addQuota')}
      </Button>
      <FormDialog opened={adding} onClose={() => setAdding(false)} title={t('lessonSettings.addQuota')}>
        <QuotaForm onClose={() => setAdding(false)} />
      </FormDialog>
      <FormDialog
        opened={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={t('lessonSettings.endQuota')}
      >
        {ending && <EndForm quota={ending} onClose={() => setEnding(undefined)} />}
      </FormDialog>
    </>
  );
}

function QuotaRow({ quota, onEnd }: { quota: Quota; onEnd: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const withdraw = useWrite(withdrawQuota, touched, () => {
    notify(t('lessonSettings.quotaWithdrawn'));
    setAsking(false);
  });
  const can = (ability: string) => quota.abilities.includes(ability);
  return (
    <li data-closed={!quota.in_force || undefined}>
      <div className={classes.what}>
        <b>{quota.asked_of}</b> {quota.in_force && <Tag tone="brand">{t('lessonSettings.inForce')}</Tag>}
        <small>
          {[
            t('lessonSettings.atLeastOf', { period: quota.period_label, count: quota.at_least }),
            quota.counts === 'any' ? '' : quota.counts_label,
            quota.ends_on
              ? `${format.date(quota.starts_on)}–${format.date(quota.ends_on)}`
              : t('lessonSettings.since', { day: format.date(quota.starts_on) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </div>
      <div className={classes.acts}>
        {can('end') && !quota.ends_on && (
          <Button
            size="sm"
            variant="default"
            aria-label={t('lessonSettings.endQuotaOf', { name: quota.asked_of })}
            onClick={onEnd}
          >
            {t('lessonSettings.endQuota')}
          </Button>
        )}
        {can('withdraw') && (
          <Button
            size="sm"
            variant="subtle"
            color="cinnabar"
            aria-label={t('lessonSettings.withdrawQuotaOf', { name: quota.asked_of })}
            onClick={() => setAsking(true)}
          >
            {t('lessonSettings.withdrawQuota')}
          </Button>
        )}
      </div>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('lessonSettings.withdrawQuotaOf', { name: quota.asked_of })}
        confirm={t('lessonSettings.withdrawQuota')}
        danger
        busy={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate(quota.id)}
      >
        {t('lessonSettings.withdrawQuotaHint')}
      </ConfirmDialog>
    </li>
  );
}

function EndForm({ quota, onClose }: { quota: Quota; onClose: () => void }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const [ends_on, setEndsOn] = useState(today);
  const end = useWrite(endQuota, touched, () => {
    notify(t('lessonSettings.quotaEnded'));
    onClose();
  });
  return (
    <FormBody
      confirm={t('lessonSettings.endQuota')}
      busy={end.isPending}
      error={end.error}
      onSubmit={() => ends_on && end.mutate({ id: quota.id, ends_on })}
      onClose={onClose}
      fields={['ends_on']}
    >
      <TextInput
        type="date"
        withAsterisk
        label={t('lessonSettings.lastDay')}
        value={ends_on}
        onChange={({ currentTarget }) => setEndsOn(currentTarget.value)}
        error={refusals(end.error).ends_on}
      />
    </FormBody>
  );
}
