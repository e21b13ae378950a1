import { useQuery } from '@tanstack/react-query';
import { colleagues } from '@/shared/api/lists';
import { useMe } from '@/shared/session/me';
import { ManyPicker } from './ManyPicker';
import { groupList } from './queries';

export interface ManyValue {
  value: readonly string[];
  onChange: (value: string[]) => void;
  error?: string | undefined;
}

/** Colleagues, one by one or a whole group of mine at one tap. */
export function PeopleField({
  legend,
  hint,
  name,
  ...rest
}: ManyValue & { legend: string; hint?: string; name: string }) {
  const { today, staff_id } = useMe();
  const staff = useQuery(colleagues);
  const groups = useQuery(groupList);
  const members = (groups.data ?? [])
    .filter((one) => !one.is_voided && (one.ends_on === null || one.ends_on >= today))
    .map((one) => ({
      name: one.name,
      members: [
        one.leader.id,
        ...one.members.filter((member) => member.ends_on === null || member.ends_on >= today).map((m) => m.staff.id),
      ],
    }))
    .filter((one) => staff_id !== null && one.members.includes(staff_id));
  return (
    <ManyPicker
      legend={legend}
      hint={hint}
      name={name}
      options={(staff.data?.value ?? []).map((one) => ({
        value: one.id,
        label: one.name,
        note: one.posts[0],
      }))}
      sets={members}
      {...rest}
    />
  );
}
