import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { NewEntryDialog } from '@/shared/care/NewEntryDialog';
import { notify } from '@/shared/ui/notify';
import { register } from './queries';
import { StudentSelect } from './StudentSelect';

interface Props {
  opened: boolean;
  onClose: () => void;
  today: string;
}

/** Adds a child to the register. */
export function RegisterDialog(props: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  return (
    <NewEntryDialog
      {...props}
      title={t('circumstances.add')}
      confirm={t('circumstances.save')}
      student={(field) => <StudentSelect {...field} />}
      why={{ field: 'source', label: t('circumstances.sourceLabel'), hint: t('circumstances.sourceHint') }}
      noteHint={t('circumstances.noteHint')}
      add={async ({ why, ...entry }) => {
        const row = await register({ ...entry, source: why });
        notify(t('circumstances.added', { name: row.student.name, category: row.category.name }));
        await client.invalidateQueries({ queryKey: ['circumstances'] });
      }}
    />
  );
}
