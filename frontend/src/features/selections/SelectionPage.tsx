import { Alert, Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { DecisionDialog } from './DecisionDialog';
import { NominationDialog } from './NominationDialog';
import { Nominations } from './Nominations';
import { type Selection, selectionQuery, touched, voidSelection } from './queries';
import { SelectionDialog } from './SelectionDialog';
import classes from './Selections.module.css';
import { SelectionTag } from './SelectionTag';

const page = getRouteApi('/selections/$id');

/** One selection, from its criteria to those who were chosen. */
export function SelectionPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { id } = page.useParams();
  const { data: row, error, isPending, refetch } = useQuery(selectionQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!row) return <Failure error={error} reset={refetch} />;
  return (
    <div className={classes.narrow}>
      <p className={classes.back}>
        <Link to="/selections" activeOptions={{ exact: true }} search={row.decided_on ? { view: 'decided' } : {}}>
          {t('selections.back')}
        </Link>
      </p>
      <PageHeader
        title={row.edition ? t('selections.ofEdition', { title: row.title, number: row.edition }) : row.title}
        hint={
          <>
            <SelectionTag row={row} /> {row.kind.name}
            {' · '}
            {t('selections.days', { first: format.date(row.starts_on), last: format.date(row.ends_on) })}
            {' · '}
            {t('selections.places', { count: row.places })}
          </>
        }
      >
        <Acts row={row} />
      </PageHeader>
      {row.state === 'voided' && (
        <Alert color="gray" variant="light" mb="md">
          {t('selections.voidedBecause', { why: row.void_reason })}
        </Alert>
      )}
      <div className={classes.stack}>
        <Panel title={t('selections.criteria')}>
          <p className={classes.text}>{row.criteria}</p>
        </Panel>
        <Nominations of={row} />
      </div>
    </div>
  );
}

function Acts({ row }: { row: Selection }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'nominate' | 'change' | 'decide' | 'void'>();
  const close = () => setOpen(undefined);
  const can = (ability: string) => row.abilities.includes(ability);
  const cancel = useWrite(voidSelection, touched, () => {
    close();
    notify(t('selections.voidedNow'));
  });
  return (
    <>
      {row.takes_nominations && (
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen('nominate')}>
          {t('selections.nominate')}
        </Button>
      )}
      {can('close') && (
        <Button variant="light" onClick={() => setOpen('decide')}>
          {t('selections.decide')}
        </Button>
      )}
      {can('partial_update') && (
        <Button variant="default" onClick={() => setOpen('change')}>
          {t('selections.change')}
        </Button>
      )}
      {can('void') && (
        <Button variant="subtle" color="cinnabar" onClick={() => setOpen('void')}>
          {t('selections.void')}
        </Button>
      )}
      <NominationDialog selection={row} opened={open === 'nominate'} onClose={close} />
      <SelectionDialog of={row} opened={open === 'change'} onClose={close} />
      <DecisionDialog of={row} opened={open === 'decide'} onClose={close} />
      <ReasonDialog
        opened={open === 'void'}
        onClose={close}
        title={t('selections.void')}
        hint={t('selections.voidHint')}
        label={t('selections.why')}
        confirm={t('selections.void')}
        danger
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={(reason) => cancel.mutate({ id: row.id, reason })}
      />
    </>
  );
}
