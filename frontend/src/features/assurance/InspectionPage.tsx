import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { ActDialog } from '@/shared/ui/ActDialog';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Assurance.module.css';
import { Back } from './Back';
import { FindingCard } from './FindingCard';
import { useFindingFields } from './findingFields';
import { addFinding, type Finding, inspectionOf, touched, voidInspection } from './queries';

const page = getRouteApi('/assurance/inspections/$id');

/** One going round, and everything it found that the reader may know of. */
export function InspectionPage() {
  const { t } = useTranslation();
  const { date, list, moment } = useFormat();
  const { id } = page.useParams();
  const { data: row, error, isPending, refetch } = useQuery(inspectionOf(id));
  const [asking, setAsking] = useState<'finding' | 'void'>();
  const fields = useFindingFields();
  const take = useWrite(voidInspection, touched.inspections, () => {
    notify(t('assurance.inspections.voidedNow'));
    setAsking(undefined);
  });
  if (isPending) return <PageSkeleton />;
  if (!row) return <Failure error={error} reset={refetch} />;
  const may = (verb: string) => row.abilities.includes(verb);
  const hidden = row.findings - row.lines.length;
  return (
    <div className={classes.page}>
      <Back view="inspections" />
      <PageHeader
        title={`${row.kind.name} · ${row.area}`}
        hint={
          <span className={classes.tags}>
            {row.is_voided && <Tag>{t('assurance.voided')}</Tag>}
            <span>{date(row.inspected_on)}</span>
            <span>{t('assurance.inspections.by', { names: list(row.inspectors.map((one) => one.name)) })}</span>
          </span>
        }
      >
        {may('partial_update') && (
          <ButtonLink variant="default" to="/assurance/inspections/new" search={{ edit: row.id }}>
            {t('assurance.change')}
          </ButtonLink>
        )}
        {may('void') && (
          <Button variant="default" onClick={() => setAsking('void')}>
            {t('assurance.void')}
          </Button>
        )}
      </PageHeader>
      {row.is_voided && <p className={classes.note}>{t('assurance.because', { reason: row.void_reason })}</p>}
      <div className={classes.stack}>
        {row.outcome && (
          <Panel title={t('assurance.inspections.outcome')}>
            <p className={`${classes.note} ${classes.words}`}>{row.outcome}</p>
          </Panel>
        )}
        <Panel
          title={t('assurance.findings.all', { count: row.lines.length })}
          hint={row.findings > 0 && t('assurance.inspections.putRight', { done: row.put_right, all: row.findings })}
          aside={
            may('add_finding') && (
              <Button
                size="sm"
                variant="light"
                leftSection={<IconPlus size={18} aria-hidden />}
                onClick={() => setAsking('finding')}
              >
                {t('assurance.findings.add')}
              </Button>
            )
          }
        >
          {row.findings === 0 && <p className={classes.note}>{t('assurance.findings.none')}</p>}
          <ul className={classes.list}>
            {row.lines.map((one) => (
              <FindingCard key={one.id} row={one} />
            ))}
          </ul>
          {hidden > 0 && <p className={classes.small}>{t('assurance.findings.hidden', { count: hidden })}</p>}
        </Panel>
        <p className={classes.small}>
          {t('assurance.recorded', { name: row.recorded_by?.name ?? '', at: moment(row.recorded_at) })}
        </p>
      </div>
      <ActDialog
        opened={asking === 'finding'}
        onClose={() => setAsking(undefined)}
        title={t('assurance.findings.add')}
        confirm={t('assurance.findings.save')}
        fields={fields()}
        files={{ label: t('assurance.findings.before'), day: row.inspected_on }}
        act={({ severity, ...body }, key, evidence) =>
          addFinding(row.id, { ...body, severity: severity as Finding['severity'], evidence }, key)
        }
        touched={touched.inspections}
        done={t('assurance.findings.added')}
      />
      <ReasonDialog
        opened={asking === 'void'}
        onClose={() => setAsking(undefined)}
        title={t('assurance.inspections.void')}
        hint={t('assurance.inspections.voidHint')}
        label={t('assurance.reason')}
        confirm={t('assurance.void')}
        danger
        busy={take.isPending}
        error={take.error}
        onConfirm={(reason) => take.mutate({ id: row.id, reason })}
      />
    </div>
  );
}
