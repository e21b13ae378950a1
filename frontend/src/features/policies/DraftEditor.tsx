import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import type { components } from '@/shared/api/schema.gen';
import { useMe } from '@/shared/session/me';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { GeneralFields } from './GeneralFields';
import classes from './Policies.module.css';
import {
  type Policy,
  type PolicyBody,
  type PublishedRule,
  policyList,
  type Rule,
  responsiblePosts,
  saveDraft,
} from './queries';
import { RuleFields } from './RuleFields';

const blank = (category: string): Rule => ({
  category,
  visits_required: 1,
  accepted_channels: ['on_site'],
  due_week: null,
  grace_days: 7,
  responsible_post: 'homeroom_teacher',
});

/** An old version may name a post that answers for visits no longer. */
const writable = (rule: PublishedRule): Rule => ({
  ...rule,
  responsible_post: responsiblePosts.find((post) => post === rule.responsible_post) ?? 'homeroom_teacher',
});

/** Writes the next version, starting from the one before. Nothing counts until it is published. */
export function DraftEditor({
  from,
  draft,
  categories,
  onDone,
}: {
  from: Policy | undefined;
  draft: Policy | undefined;
  categories: components['schemas']['CareCategory'][];
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { today } = useMe();
  const client = useQueryClient();
  const form = useForm<PolicyBody>({
    initialValues: {
      title: draft?.title ?? '',
      effective_from: draft?.effective_from ?? today,
      rules: from?.rules.map(writable) ?? categories.map((kind) => blank(kind.code)),
      general: from?.general ?? null,
    },
    validate: {
      title: (value) => (value.trim() ? null : t('error.required')),
      effective_from: (value) => (value ? null : t('error.required')),
      general: (value) => (value?.accepted_channels.length === 0 ? t('policies.oneChannel') : null),
      rules: {
        accepted_channels: (value) => (value.length > 0 ? null : t('policies.oneChannel')),
        visits_required: (value) => (value >= 1 ? null : t('policies.atLeastOnce')),
      },
    },
  });
  const save = useMutation({
    mutationFn: saveDraft,
    onSuccess: async () => {
      notify(t('policies.saved'));
      await client.invalidateQueries({ queryKey: policyList().queryKey });
      onDone();
    },
    onError: (error) => error instanceof ApiError && form.setErrors(error.fields),
  });
  const byCode = new Map(categories.map((kind) => [kind.code, kind]));
  return (
    <Panel title={draft ? t('policies.editDraft') : t('policies.newVersion')} hint={t('policies.draftHint')}>
      <form
        noValidate
        onSubmit={form.onSubmit((body) => save.mutate({ id: draft?.id, body }))}
        className={classes.form}
      >
        <div className={classes.head}>
          <TextInput withAsterisk maxLength={100} label={t('policies.titleLabel')} {...form.getInputProps('title')} />
          <TextInput
            withAsterisk
            type="date"
            label={t('policies.effectiveFrom')}
            {...form.getInputProps('effective_from')}
          />
        </div>
        {form.values.rules.map((rule, place) => (
          <RuleFields
            key={rule.category}
            legend={[byCode.get(rule.category)?.name ?? rule.category, byCode.get(rule.category)?.purpose]
              .filter(Boolean)
              .join(' · ')}
            rule={rule}
            errorOf={(field) => form.errors[`rules.${place}.${field}`]}
            onChange={(next) => form.setFieldValue(`rules.${place}`, next)}
          />
        ))}
        <GeneralFields
          general={form.values.general ?? null}
          errorOf={(field) =>
            form.errors[`general.${field}`] ?? (field === 'accepted_channels' ? form.errors.general : undefined)
          }
          onChange={(next) => form.setFieldValue('general', next)}
        />
        {save.error && (
          <p role="alert" className={classes.refusal}>
            {problemText(save.error)}
          </p>
        )}
        <Group gap="sm">
          <Button type="submit" loading={save.isPending}>
            {t('policies.saveDraft')}
          </Button>
          <Button variant="default" onClick={onDone}>
            {t('act.cancel')}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}
