import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { schoolToday } from '@/shared/i18n/format';
import { ActDialog } from '@/shared/ui/ActDialog';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { answerItem, assignItem, type Item, touched, voidItem } from './queries';

export type SupervisionAct = 'assign' | 'answer' | 'void';

interface Props {
  row: Item;
  asking: SupervisionAct;
  named: (act: string) => string;
  onClose: () => void;
  /** What was opened before says no longer how it stands. */
  onDone: () => void;
}

/** Who looks into it, what was found and replied, or that it was entered by mistake. */
export function SupervisionActs({ row, asking, named, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const take = useWrite(voidItem, touched.supervision, () => {
    notify(t('assurance.supervision.voidedNow'));
    onDone();
    onClose();
  });
  if (asking === 'assign') {
    return (
      <ActDialog
        opened
        onClose={onClose}
        title={named(t('assurance.supervision.assign'))}
        hint={t('assurance.supervision.assignHint')}
        confirm={t('assurance.supervision.assign')}
        fields={[
          {
            name: 'handler',
            kind: 'person',
            label: t('assurance.supervision.whoHandles'),
            value: row.handler?.id ?? '',
          },
          {
            name: 'concerned',
            kind: 'person',
            label: t('assurance.supervision.whomItConcerns'),
            hint: t('assurance.supervision.concernedHint'),
            value: row.concerned?.id ?? '',
            optional: true,
          },
        ]}
        act={({ handler, concerned }) => assignItem(row.id, { handler, concerned: concerned || null })}
        touched={touched.supervision}
        done={t('assurance.supervision.assigned')}
      />
    );
  }
  if (asking === 'answer') {
    return (
      <ActDialog
        opened
        onClose={onClose}
        title={named(t('assurance.supervision.answer'))}
        hint={t('assurance.supervision.answerHint')}
        confirm={t('assurance.supervision.answer')}
        fields={[
          { name: 'handling', kind: 'text', label: t('assurance.supervision.handling'), most: 5000 },
          {
            name: 'reply',
            kind: 'text',
            label: t('assurance.supervision.reply'),
            hint: t('assurance.supervision.replyHint'),
            most: 2000,
            optional: true,
          },
          {
            name: 'replied_on',
            kind: 'day',
            label: t('assurance.supervision.repliedDay'),
            value: schoolToday(),
            min: row.received_on,
            max: schoolToday(),
          },
        ]}
        act={async (body) => {
          await answerItem(row.id, body);
          onDone();
        }}
        touched={touched.supervision}
        done={t('assurance.supervision.answered')}
      />
    );
  }
  return (
    <ReasonDialog
      opened
      onClose={onClose}
      title={named(t('assurance.void'))}
      hint={t('assurance.supervision.voidHint')}
      label={t('assurance.reason')}
      confirm={t('assurance.void')}
      danger
      busy={take.isPending}
      error={take.error}
      onConfirm={(reason) => take.mutate({ id: row.id, reason })}
    />
  );
}
