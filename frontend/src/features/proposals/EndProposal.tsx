import { useTranslation } from 'react-i18next';
import { EndEntryDialog } from '@/shared/care/EndEntryDialog';
import { notify } from '@/shared/ui/notify';
import { type Entry, propose, useRefresh } from './queries';

interface Props {
  opened: boolean;
  onClose: () => void;
  row: Entry;
  today: string;
}

/** That an entry has ended. It stands until the leading group has confirmed. */
export function EndProposal(props: Props) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  const { id, student, category } = props.row;
  return (
    <EndEntryDialog
      {...props}
      title={t('proposals.endTitle', { name: student.name, category: category.name })}
      confirm={t('proposals.submit')}
      why={{ field: 'basis', hint: t('proposals.basisHint'), most: 200 }}
      end={async ({ ends_on, why }) => {
        await propose({ kind: 'end', circumstance: id, ends_on, basis: why });
        notify(t('proposals.proposed', { name: student.name }));
        await refresh();
      }}
    />
  );
}
