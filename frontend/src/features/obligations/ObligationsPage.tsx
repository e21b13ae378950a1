import { NativeSelect, TextInput } from '@mantine/core';
import { IconHomeCheck, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classesQuery, myObligations } from '@/shared/api/lists';
import { useCan } from '@/shared/session/me';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, OfflineNote, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { GeneralVisits } from '@/shared/visits/GeneralVisits';
import { ExemptionRequests } from './ExemptionRequests';
import { ExemptionsInForce } from './ExemptionsInForce';
import { grouped } from './groups';
import { ObligationGroups } from './ObligationGroups';
import classes from './Obligations.module.css';
import { allObligations } from './queries';

const page = getRouteApi('/obligations');

export function ObligationsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { school_class, state } = page.useSearch();
  const navigate = page.useNavigate();
  const [name, setName] = useState('');
  const wanted = useDeferredValue(name.trim());
  const leads = can('FIGURE_READ_SCHOOL');
  // A homeroom teacher's own list is the one kept for days without network.
  const mine = useQuery({ ...myObligations, enabled: !leads });
  const all = useQuery({ ...allObligations(school_class), enabled: leads });
  const { data, error, isPending, refetch } = leads ? all : mine;
  const schoolClasses = useQuery({ ...classesQuery, enabled: leads });
  const groups = grouped(data?.value ?? [], wanted);

  return (
    <div className={classes.page}>
      <PageHeader title={t('obligations.title')} hint={t('obligations.hint')}>
        {data && (
          <ExportButton
            path="/api/v1/obligations/export/"
            filters={leads ? { ...(school_class ? { school_class } : {}) } : { mine: true }}
            count={data.value.length}
          />
        )}
      </PageHeader>
      <OfflineNote keptAt={data?.keptAt} />
      {can('EXEMPTION_APPROVE') && <ExemptionRequests />}
      <div className={classes.filters}>
        <TextInput
          aria-label={t('obligations.search')}
          placeholder={t('obligations.search')}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {!!schoolClasses.data?.length && (
          <NativeSelect
            aria-label={t('visits.filterClass')}
            value={school_class ?? ''}
            onChange={(event) => {
              const chosen = event.currentTarget.value || undefined;
              void navigate({ search: (s) => ({ ...s, school_class: chosen }), replace: true });
            }}
            data={[
              { value: '', label: t('visits.everyClass') },
              ...schoolClasses.data.map((c) => ({ value: c.id, label: c.name })),
            ]}
          />
        )}
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && data.value.length === 0 && (
        <Empty icon={IconHomeCheck} title={t('obligations.empty')} hint={t('obligations.emptyHint')} />
      )}
      {data && <ObligationGroups groups={groups} first={state} />}
      {!leads && <GeneralVisits named={wanted} />}
      <ExemptionsInForce />
    </div>
  );
}
