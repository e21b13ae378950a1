import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import { PageSkeleton } from '@/shared/ui/states';
import classes from './Activities.module.css';
import { GivenFields } from './GivenFields';
import { counting, givenBody, givenOf, isNeeded } from './given';
import { type ActivityDetail, type ActivityKind, holdActivity, kindList, touched } from './queries';

interface Props {
  row: ActivityDetail | undefined;
  onClose: () => void;
}

/** The plan was carried out: what is still wanted, and who did not come. */
export function HoldDialog({ row, onClose }: Props) {
  const { t } = useTranslation();
  const { data: kinds } = useQuery({ ...kindList, enabled: row !== undefined });
  const kind = kinds?.find((one) => one.id === row?.kind.id);
  return (
    <FormDialog opened={row !== undefined} onClose={onClose} title={t('activities.holdTitle')}>
      {row && (kind ? <Form row={row} kind={kind} onClose={onClose} /> : <PageSkeleton />)}
    </FormDialog>
  );
}

function Form({ row, kind, onClose }: { row: ActivityDetail; kind: ActivityKind; onClose: () => void }) {
  const { t } = useTranslation();
  const [given, setGiven] = useState(() => givenOf(row));
  const [absent, setAbsent] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const hold = useWrite(holdActivity, touched, () => {
    notify(t('activities.heldNow'));
    onClose();
  });
  const refused = refusals(hold.error);
  const lacks = counting.filter((name) => isNeeded(kind, name) && !given[name].trim());
  const errors = Object.fromEntries(
    counting.map((name) => [name, asked && lacks.includes(name) ? t('error.required') : refused[name]]),
  );
  return (
    <FormBody
      confirm={t('activities.hold')}
      busy={hold.isPending}
      error={hold.error}
      onSubmit={() => {
        setAsked(true);
        if (lacks.length === 0) hold.mutate({ id: row.id, body: { ...givenBody(kind, given), absent } });
      }}
      onClose={onClose}
      fields={[...counting, 'outcome', 'absent']}
    >
      <GivenFields
        kind={kind}
        which={[...counting, 'outcome']}
        value={given}
        onChange={(next) => setGiven({ ...given, ...next })}
        errors={{ ...errors, outcome: refused.outcome }}
      />
      {row.participants.length > 0 && (
        <fieldset className={classes.picker}>
          <legend>{t('activities.whoAbsent')}</legend>
          <p className={classes.quiet}>{t('activities.whoAbsentHint')}</p>
          <ul className={classes.boxes}>
            {row.participants.map(({ staff }) => (
              <li key={staff.id}>
                <label className={classes.check}>
                  <input
                    type="checkbox"
                    checked={absent.includes(staff.id)}
                    onChange={({ currentTarget }) =>
                      setAbsent(
                        currentTarget.checked ? [...absent, staff.id] : absent.filter((one) => one !== staff.id),
                      )
                    }
                  />
                  {staff.name}
                </label>
              </li>
            ))}
          </ul>
          {refused.absent && <p className={classes.refusal}>{refused.absent}</p>}
        </fieldset>
      )}
    </FormBody>
  );
}
