import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { EndEntryDialog } from '@/shared/care/EndEntryDialog';
import { notify } from '@/shared/ui/notify';
import { type Circumstance, endOne } from './queries';

interface Props {
  opened: boolean;
  onClose: () => void;
  row: Circumstance;
  today: string;
}

/** When the reason for care ended, and why. Visits owed until that day are still owed. */
export function EndDialog(props: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { id, student, category } = props.row;
  return (
    <EndEntryDialog
      {...props}
      title={t('circumstances.endOf', { name: student.name, category: category.name })}
      confirm={t('circumstances.end')}
      why={{ field: 'reason', most: 500 }}
      end={async ({ ends_on, why }) => {
        await endOne({ id, ends_on, reason: why });
        notify(t('circumstances.ended', { name: student.name }));
        await client.invalidateQueries({ queryKey: ['circumstances'] });
      }}
    />
  );
}
