import { Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/session/me';
import { Choices } from '@/shared/ui/Choices';
import { channels, type Values } from './schema';
import type { Purpose } from './usePurposes';
import type { VisitFormApi } from './VisitForm';
import classes from './VisitForm.module.css';

interface Props {
  form: VisitFormApi;
  word: (name: keyof Values) => ReactNode;
  purposes: Purpose[];
}

/** The family would rather not be visited at home: what it chooses instead, in the same breath. */
export function DeclinedFields({ form, word, purposes }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const { wish, agreed_channel } = form.values;
  const meeting = (channel: Values['agreed_channel']) =>
    t('visit.declined.meetingWhat', { channel: t(`visit.channels.${channel || 'at_school'}`) });
  const meet = (channel: Values['agreed_channel']) =>
    form.setValues({
      agreed_channel: channel,
      agreed_what: meeting(channel),
      agreed_owner: form.values.agreed_owner || me.staff_id || '',
    });
  const choose = (next: Values['wish']) => {
    form.setFieldValue('wish', next);
    if (next === 'arrange') return meet(agreed_channel || 'at_school');
    if (agreed_channel) form.setValues({ agreed_channel: '', agreed_what: '', agreed_owner: '', agreed_due: '' });
    if (next === 'exempt' && form.values.exempt_categories.length === 0)
      form.setValues({
        exempt_categories: purposes.map((p) => p.code),
        exempt_reason: form.values.exempt_reason || t('visit.declined.reasonDefault'),
      });
  };
  const offered = ['arrange', ...(purposes.length ? (['exempt'] as const) : []), 'later'] as const;
  return (
    <div className={classes.declined}>
      <Choices
        name="wish"
        legend={t('visit.declined.wish')}
        hint={t('visit.declined.wishHint')}
        options={offered.map((value) => ({ value, label: t(`visit.declined.wishes.${value}`) }))}
        value={wish || 'later'}
        onChange={choose}
      />
      {wish === 'arrange' && (
        <>
          <Choices
            name="agreed_channel"
            legend={t('visit.declined.how')}
            options={channels.map((value) => ({
              value,
              label: value === 'on_site' ? t('visit.declined.otherPlace') : t(`visit.channels.${value}`),
            }))}
            value={agreed_channel}
            onChange={meet}
            error={word('agreed_channel')}
          />
          <div className={classes.pair}>
            <TextInput
              type="date"
              withAsterisk
              label={t('visit.declined.day')}
              min={form.values.visited_on}
              data-field="agreed_due"
              {...form.getInputProps('agreed_due')}
              error={word('agreed_due')}
            />
            <TextInput
              label={t('visit.agreedWhat')}
              maxLength={200}
              data-field="agreed_what"
              {...form.getInputProps('agreed_what')}
              error={word('agreed_what')}
            />
          </div>
        </>
      )}
      {wish === 'exempt' && purposes.length > 0 && (
        <>
          <Choices
            multiple
            name="exempt_categories"
            legend={t('visit.declined.which')}
            options={purposes.map((p) => ({ value: p.code, label: p.purpose, note: p.name }))}
            value={form.values.exempt_categories}
            onChange={(value) => form.setFieldValue('exempt_categories', value)}
            error={word('exempt_categories')}
          />
          <Textarea
            withAsterisk
            autosize
            minRows={1}
            maxLength={200}
            label={t('visit.declined.reason')}
            description={t('visit.declined.reasonHint')}
            data-field="exempt_reason"
            value={form.values.exempt_reason}
            onChange={(event) => form.setFieldValue('exempt_reason', event.currentTarget.value.replace(/\n/g, ' '))}
            error={word('exempt_reason')}
          />
        </>
      )}
    </div>
  );
}
