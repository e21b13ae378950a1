import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { termList } from '@/shared/api/terms';
import { schoolToday } from '@/shared/i18n/format';
import { ActDialog } from '@/shared/ui/ActDialog';
import { FormDialog } from '@/shared/ui/FormDialog';
import { Failure } from '@/shared/ui/states';
import { openRound, touched, versionList } from './queries';

/** Asks for signatures on one version, in one term, from day to day. */
export function RoundDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const versions = useQuery({ ...versionList, enabled: opened });
  const terms = useQuery({ ...termList, enabled: opened });
  const newest = versions.data?.filter(
    (row, at, all) => all.findIndex((other) => other.form.id === row.form.id) === at,
  );
  const current = terms.data?.find((one) => one.is_current) ?? terms.data?.[0];
  if (opened && (versions.isError || terms.isError)) {
    return (
      <FormDialog opened onClose={onClose} title={t('assurance.pledges.open')}>
        <Failure
          error={versions.error ?? terms.error}
          reset={() => Promise.all([versions.refetch(), terms.refetch()])}
        />
      </FormDialog>
    );
  }
  return (
    <ActDialog
      opened={opened && versions.isSuccess && terms.isSuccess}
      onClose={onClose}
      title={t('assurance.pledges.open')}
      hint={t('assurance.pledges.openHint')}
      confirm={t('assurance.pledges.openConfirm')}
      fields={[
        {
          name: 'version',
          kind: 'select',
          label: t('assurance.pledges.which'),
          value: newest?.length === 1 ? (newest[0]?.id ?? '') : '',
          options: (newest ?? []).map((row) => ({
            value: row.id,
            label: `${row.form.title} · ${t('assurance.pledges.version', { number: row.number })}`,
          })),
        },
        {
          name: 'term',
          kind: 'select',
          label: t('assurance.term'),
          value: current?.id ?? '',
          options: (terms.data ?? []).map((one) => ({ value: one.id, label: one.name })),
        },
        { name: 'opens_on', kind: 'day', label: t('assurance.pledges.opensOn'), value: schoolToday() },
        { name: 'due_on', kind: 'day', label: t('assurance.pledges.dueOn') },
      ]}
      act={(body, key) => openRound(body, key)}
      touched={touched.pledges}
      done={t('assurance.pledges.opened')}
    />
  );
}
