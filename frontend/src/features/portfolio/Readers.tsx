import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import classes from './Portfolio.module.css';
import { type Reflection, sharesOf, showReflection, touched, type Visibility } from './queries';
import { visibilities } from './words';

/** Who may read it from now on; the same choice takes it back. What was ever shown stands in the log below. */
export default function Readers({ row, onClose }: { row: Reflection; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <FormDialog opened onClose={onClose} title={t('portfolio.reflection.showOf', { title: row.title })} size="lg">
      <Body row={row} onClose={onClose} />
    </FormDialog>
  );
}

function Body({ row, onClose }: { row: Reflection; onClose: () => void }) {
  const { t } = useTranslation();
  const { staff_id } = useMe();
  const { data: staff } = useQuery(colleagues);
  const [visibility, setVisibility] = useState<Visibility>(row.visibility);
  const [named, setNamed] = useState(() => row.readers.map((one) => one.id));
  const [asked, setAsked] = useState(false);
  const lacks = visibility === 'named' && named.length === 0;
  const save = useWrite(
    () => showReflection(row.id, { visibility, staff: visibility === 'named' ? named : [] }),
    touched,
    () => {
      notify(t('portfolio.reflection.shown'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const known = new Map(row.readers.map((one) => [one.id, one.name]));
  for (const one of staff?.value ?? []) if (one.id !== staff_id) known.set(one.id, one.name);
  return (
    <FormBody
      confirm={t('portfolio.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (!lacks) save.mutate(undefined);
      }}
      onClose={onClose}
      fields={['visibility', 'staff']}
    >
      <Choices
        name="visibility"
        legend={t('portfolio.reflection.who')}
        hint={t('portfolio.reflection.whoHint')}
        options={visibilities.map((value) => ({ value, label: t(`portfolio.visibility.${value}`) }))}
        value={visibility}
        onChange={setVisibility}
        error={refused.visibility}
      />
      {visibility === 'named' && (
        <MultiSelect
          searchable
          withAsterisk
          label={t('portfolio.reflection.colleagues')}
          nothingFoundMessage={t('portfolio.nobody')}
          value={named}
          onChange={setNamed}
          maxValues={30}
          data={[...known].map(([value, label]) => ({ value, label }))}
          error={asked && lacks ? t('error.required') : refused.staff}
        />
      )}
      <Log id={row.id} />
    </FormBody>
  );
}

function Log({ id }: { id: string }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const { data } = useQuery(sharesOf(id));
  if (!data?.length) return null;
  return (
    <section aria-label={t('portfolio.reflection.log')}>
      <p className={classes.small}>{t('portfolio.reflection.log')}</p>
      <ul className={classes.plain}>
        {data.map((share) => (
          <li key={`${share.staff.id}/${share.shared_at}`}>
            {share.revoked_at
              ? t('portfolio.reflection.sharedUntil', {
                  name: share.staff.name,
                  from: moment(share.shared_at),
                  until: moment(share.revoked_at),
                })
              : t('portfolio.reflection.sharedSince', { name: share.staff.name, from: moment(share.shared_at) })}
          </li>
        ))}
      </ul>
    </section>
  );
}
