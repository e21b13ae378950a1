import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { schoolToday } from '@/shared/i18n/format';
import { ActDialog } from '@/shared/ui/ActDialog';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { useFindingFields } from './findingFields';
import { changeFinding, type Finding, recheck, rectify, touched, voidFinding } from './queries';

export type FindingAct = 'rectify' | 'recheck' | 'change' | 'void';
const outcomes = ['ok', 'not_yet'] as const;

/** What is done about a finding; each of it in one dialog. */
export function FindingActs({ row, asking, onClose }: { row: Finding; asking: FindingAct; onClose: () => void }) {
  const { t } = useTranslation();
  const fields = useFindingFields();
  const take = useWrite(voidFinding, touched.inspections, () => {
    notify(t('assurance.findings.voidedNow'));
    onClose();
  });
  const title = (act: string) => t('assurance.findings.actOf', { act, item: row.item });
  if (asking === 'rectify') {
    return (
      <ActDialog
        opened
        onClose={onClose}
        title={title(t('assurance.findings.rectify'))}
        hint={t('assurance.findings.rectifyHint')}
        confirm={t('assurance.findings.rectify')}
        fields={[
          {
            name: 'rectified_on',
            kind: 'day',
            label: t('assurance.findings.rectifiedOn'),
            value: schoolToday(),
            min: row.inspection.inspected_on,
            max: schoolToday(),
          },
          { name: 'done', kind: 'text', label: t('assurance.findings.whatDone') },
        ]}
        files={{ label: t('assurance.findings.after'), day: 'rectified_on' }}
        act={(body, _key, evidence) => rectify(row.id, { ...body, evidence })}
        touched={touched.inspections}
        done={t('assurance.findings.rectifiedNow')}
      />
    );
  }
  if (asking === 'recheck') {
    return (
      <ActDialog
        opened
        onClose={onClose}
        title={title(t('assurance.findings.recheck'))}
        hint={t('assurance.findings.recheckHint')}
        confirm={t('assurance.findings.recheckConfirm')}
        fields={[
          {
            name: 'recheck',
            kind: 'choice',
            label: t('assurance.findings.outcome'),
            options: outcomes.map((value) => ({ value, label: t(`assurance.findings.outcomes.${value}`) })),
          },
          {
            name: 'deadline',
            kind: 'day',
            label: t('assurance.findings.newDeadline'),
            min: schoolToday(),
            when: (given) => given.recheck === 'not_yet',
          },
          {
            name: 'rechecked_on',
            kind: 'day',
            label: t('assurance.findings.recheckedOn'),
            value: schoolToday(),
            max: schoolToday(),
          },
          { name: 'remark', kind: 'text', label: t('assurance.findings.remark'), optional: true },
        ]}
        act={({ recheck: outcome, deadline, ...body }) =>
          recheck(row.id, {
            ...body,
            recheck: outcome as (typeof outcomes)[number],
            ...(outcome === 'not_yet' && { deadline }),
          })
        }
        touched={touched.inspections}
        done={t('assurance.findings.recheckedNow')}
      />
    );
  }
  if (asking === 'change') {
    return (
      <ActDialog
        opened
        onClose={onClose}
        title={title(t('assurance.change'))}
        confirm={t('assurance.save')}
        fields={fields(row)}
        files={{ label: t('assurance.findings.before'), value: row.evidence, day: row.inspection.inspected_on }}
        act={({ severity, ...body }, _key, evidence) =>
          changeFinding(row.id, row.version, { ...body, severity: severity as Finding['severity'], evidence })
        }
        touched={touched.inspections}
        done={t('assurance.saved')}
      />
    );
  }
  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title={title(t('assurance.void'))}
      hint={t('assurance.findings.voidHint')}
      label={t('assurance.reason')}
      confirm={t('assurance.void')}
      danger
      busy={take.isPending}
      error={take.error}
      onConfirm={(reason) => take.mutate({ id: row.id, reason })}
    />
  );
}
