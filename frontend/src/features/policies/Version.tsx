import { Button, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/shared/api/schema.gen';
import { useFormat } from '@/shared/i18n/format';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import { type Policy, policyList, publish } from './queries';
import { RulesTable } from './RulesTable';
import { SimulationView } from './SimulationView';

/** One version: its rules, and whether it is in force, to come, past, or still being written. */
export function Version({
  version,
  inForce,
  categories,
  onEdit,
}: {
  version: Policy;
  inForce: boolean;
  categories: components['schemas']['CareCategory'][];
  onEdit: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [trying, setTrying] = useState(false);
  const go = useMutation({
    mutationFn: publish,
    onSuccess: async () => {
      setAsking(false);
      notify(t('policies.published'));
      await client.invalidateQueries({ queryKey: policyList().queryKey });
    },
  });
  const draft = version.published_at === null;
  const state = draft ? 'draft' : inForce ? 'inForce' : 'other';
  return (
    <Panel
      title={t('policies.version', { number: version.number, title: version.title })}
      hint={
        version.published_at
          ? t('policies.dates', { from: date(version.effective_from), published: date(version.published_at) })
          : t('policies.from', { from: date(version.effective_from) })
      }
      aside={<Tag tone={draft ? 'soon' : inForce ? 'brand' : 'calm'}>{t(`policies.state.${state}`)}</Tag>}
    >
      <RulesTable
        label={t('policies.version', { number: version.number, title: version.title })}
        rules={version.rules}
        general={version.general}
        categories={categories}
      />
      {onEdit && (
        <Group gap="sm" mt="md">
          <Button variant="default" onClick={onEdit}>
            {t('policies.edit')}
          </Button>
          <Button variant="light" aria-expanded={trying} onClick={() => setTrying(!trying)}>
            {t(trying ? 'simulation.close' : 'simulation.open')}
          </Button>
          <Button onClick={() => setAsking(true)}>{t('policies.publish')}</Button>
        </Group>
      )}
      {trying && <SimulationView id={version.id} />}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('policies.publish')}
        confirm={t('policies.publish')}
        busy={go.isPending}
        error={go.error}
        onConfirm={() => go.mutate(version.id)}
      >
        {t('policies.publishHint', { from: date(version.effective_from) })}
      </ConfirmDialog>
    </Panel>
  );
}
