import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { visitableStudents } from '@/shared/api/lists';
import { type ChooseStudent, NewEntryDialog } from '@/shared/care/NewEntryDialog';
import { notify } from '@/shared/ui/notify';
import { sharedNames, studentLabel } from '@/shared/ui/studentLabel';
import { propose, useRefresh } from './queries';

interface Props {
  opened: boolean;
  onClose: () => void;
  today: string;
}

/** Somebody new for the register, for the year group and the leading group to look at. */
export function NewProposal(props: Props) {
  const { t } = useTranslation();
  const refresh = useRefresh();
  return (
    <NewEntryDialog
      {...props}
      latest={props.today}
      title={t('proposals.add')}
      confirm={t('proposals.submit')}
      student={(field) => <ChildOfMine {...field} />}
      why={{ field: 'basis', label: t('proposals.basis'), hint: t('proposals.basisHint') }}
      noteHint={t('proposals.noteHint')}
      add={async ({ why, ...entry }) => {
        const row = await propose({ kind: 'start', ...entry, basis: why });
        notify(t('proposals.proposed', { name: row.student.name }));
        await refresh();
      }}
    />
  );
}

/** Only of children one may know of: the others have no `purposes` at all. */
function ChildOfMine({ value, onChange, error }: ChooseStudent) {
  const { t } = useTranslation();
  const { data: students } = useQuery(visitableStudents);
  const children = (students?.value ?? []).filter((one) => one.purposes !== undefined);
  const shared = sharedNames(children);
  return (
    <Select
      withAsterisk
      searchable
      limit={50}
      label={t('circumstances.student')}
      placeholder={t('visit.pickStudent')}
      nothingFoundMessage={t('visit.noStudent')}
      data={children.map((one) => ({ value: one.id, label: studentLabel(one, shared) }))}
      value={value || null}
      onChange={(student) => onChange(student ?? '')}
      error={error}
    />
  );
}
