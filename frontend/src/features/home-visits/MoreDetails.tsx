import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { colleagues } from '@/shared/api/lists';
import { useMe } from '@/shared/session/me';
import { Choices } from '@/shared/ui/Choices';
import { nobodyMet, receivers, type Values } from './schema';
import type { VisitFormApi } from './VisitForm';
import classes from './VisitForm.module.css';

interface Props {
  form: VisitFormApi;
  word: (name: keyof Values) => ReactNode;
  withAgreed: boolean;
}

/** Who came along, who received us, what was agreed, what the family suggests. */
export default function MoreDetails({ form, word, withAgreed }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const staff = useQuery(colleagues);
  const people = (staff.data?.value ?? []).map((s) => ({ value: s.id, label: s.name }));
  const others = people.filter((p) => p.value !== me.staff_id);
  const agree = (what: string) => {
    // Whoever writes the agreement down usually sees to it.
    const owner = form.values.agreed_owner || (what && me.staff_id) || '';
    form.setValues({ agreed_what: what, agreed_owner: what ? owner : '' });
  };
  return (
    <div className={classes.moreBody}>
      <MultiSelect
        label={t('visit.companions')}
        placeholder={form.values.companions.length ? '' : t('visit.pickCompanions')}
        searchable
        limit={40}
        data={others}
        data-field="companions"
        {...form.getInputProps('companions')}
        error={word('companions')}
      />
      {!nobodyMet(form.values.outcome) && (
        <Choices
          name="received_by"
          legend={t('visit.receivedBy')}
          options={receivers.map((value) => ({ value, label: t(`visit.receivers.${value}`) }))}
          value={form.values.received_by}
          onChange={(value) => form.setFieldValue('received_by', value)}
          error={word('received_by')}
        />
      )}
      {withAgreed && (
        <fieldset className={classes.agreed}>
          <legend>{t('visit.agreed')}</legend>
          <p>{t('visit.agreedHint')}</p>
          <TextInput
            label={t('visit.agreedWhat')}
            maxLength={200}
            data-field="agreed_what"
            value={form.values.agreed_what}
            onChange={(event) => agree(event.currentTarget.value)}
            error={word('agreed_what')}
          />
          <div className={classes.pair}>
            <Select
              label={t('visit.agreedOwner')}
              searchable
              clearable
              limit={40}
              data={people}
              data-field="agreed_owner"
              value={form.values.agreed_owner || null}
              onChange={(value) => form.setFieldValue('agreed_owner', value ?? '')}
              error={word('agreed_owner')}
            />
            <TextInput
              type="date"
              label={t('visit.agreedDue')}
              min={form.values.visited_on}
              data-field="agreed_due"
              {...form.getInputProps('agreed_due')}
              error={word('agreed_due')}
            />
          </div>
        </fieldset>
      )}
      <Textarea
        label={t('visit.suggestion')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        data-field="suggestion"
        {...form.getInputProps('suggestion')}
        error={word('suggestion')}
      />
    </div>
  );
}
