import { Button } from '@mantine/core';
import { IconListCheck, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kindsQuery } from '@/shared/care/kinds';
import { useCan, useMe } from '@/shared/session/me';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { DraftEditor } from './DraftEditor';
import classes from './Policies.module.css';
import { policyList } from './queries';
import { Version } from './Version';

/** What the school asks of home visits, version by version. A published version never changes. */
export function PoliciesPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { today } = useMe();
  const [editing, setEditing] = useState<string>();
  const { data: list, error, isPending, refetch } = useQuery(policyList());
  const { data: kinds } = useQuery(kindsQuery);
  if (isPending) return <PageSkeleton />;
  if (!list) return <Failure error={error} reset={refetch} />;

  const versions = list.results.toSorted((a, b) => b.number - a.number);
  const draft = versions.find((one) => one.published_at === null);
  const inForce = versions.find((one) => one.published_at !== null && one.effective_from <= today);
  const canWrite = can('POLICY_PUBLISH');
  const begin = canWrite && !draft && editing === undefined && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEditing('new')}>
      {t('policies.newVersion')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('policies.title')} hint={t('policies.hint')}>
        {versions.length > 0 && begin}
      </PageHeader>
      <div className={classes.page}>
        {editing === 'new' && (
          <DraftEditor
            from={versions[0]}
            draft={undefined}
            categories={kinds?.results ?? []}
            onDone={() => setEditing(undefined)}
          />
        )}
        {versions.length === 0 && editing === undefined && (
          <Empty icon={IconListCheck} title={t('policies.empty')} hint={t('policies.emptyHint')} action={begin} />
        )}
        {versions.map((version) =>
          editing === version.id ? (
            <DraftEditor
              key={version.id}
              from={version}
              draft={version}
              categories={kinds?.results ?? []}
              onDone={() => setEditing(undefined)}
            />
          ) : (
            <Version
              key={version.id}
              version={version}
              inForce={version.id === inForce?.id}
              categories={kinds?.results ?? []}
              onEdit={canWrite && version.published_at === null ? () => setEditing(version.id) : undefined}
            />
          ),
        )}
      </div>
    </>
  );
}
