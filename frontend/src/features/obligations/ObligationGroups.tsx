import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Obligation } from '@/shared/api/lists';
import { useUnsentSubjects } from '@/shared/offline/useOutbox';
import { useCan } from '@/shared/session/me';
import rowClasses from '@/shared/ui/Rows.module.css';
import { type GroupName, groupNames, pressing } from './groups';
import { ObligationRow } from './ObligationRow';
import classes from './Obligations.module.css';
import { exemptionsQuery } from './queries';
import { RequestExemption } from './RequestExemption';

const STEP = 40;

/** Overdue first. What does not press is folded, with its count to be seen. */
export function ObligationGroups({
  groups,
  first,
}: {
  groups: Map<GroupName, Obligation[]>;
  first: string | undefined;
}) {
  const [exempting, setExempting] = useState<Obligation>();
  const shown = groupNames.filter((name) => groups.has(name));
  return (
    <>
      {shown.map((name) => (
        <Group
          key={name}
          name={name}
          rows={groups.get(name) ?? []}
          open={first ? first === name : pressing.has(name)}
          onExempt={setExempting}
        />
      ))}
      <RequestExemption obligation={exempting} onClose={() => setExempting(undefined)} />
    </>
  );
}

function Group({
  name,
  rows,
  open,
  onExempt,
}: {
  name: GroupName;
  rows: Obligation[];
  open: boolean;
  onExempt: (obligation: Obligation) => void;
}) {
  const { t } = useTranslation();
  const can = useCan();
  const [limit, setLimit] = useState(STEP);
  const recorded = useUnsentSubjects('home-visit');
  const exemptions = useQuery({ ...exemptionsQuery, enabled: can('EXEMPTION_REQUEST') });
  const pending = new Set(
    (exemptions.data?.results ?? [])
      .filter((e) => !e.approved_at && !e.refused_at && !e.withdrawn_at)
      .map((e) => `${e.student.id}/${e.category.code}`),
  );
  return (
    <details className={classes.group} open={open} data-group={name}>
      <summary>
        <h2>{t(`obligations.group.${name}`)}</h2>
        <span className={classes.count}>{rows.length}</span>
      </summary>
      <ul className={rowClasses.rows}>
        {rows.slice(0, limit).map((obligation) => (
          <ObligationRow
            key={obligation.id}
            obligation={obligation}
            recorded={recorded.has(obligation.student.id)}
            asked={pending.has(`${obligation.student.id}/${obligation.category?.code}`)}
            onExempt={onExempt}
          />
        ))}
      </ul>
      {rows.length > limit && (
        <Button variant="subtle" onClick={() => setLimit(limit + STEP)}>
          {t('act.showMore')}
        </Button>
      )}
    </details>
  );
}
