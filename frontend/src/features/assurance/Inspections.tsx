import { Button, NativeSelect } from '@mantine/core';
import { IconClipboardCheck, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Panel } from '@/shared/ui/Panel';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Assurance.module.css';
import { FindingCard } from './FindingCard';
import { type Finding, type Inspection, inspectionList, kindList, openFindings } from './queries';

const InspectionKinds = lazy(() => import('./InspectionKinds'));
const page = getRouteApi('/assurance');
const STEP = 20;

/** 检查与整改: what I have to put right stands first, the overdue before the rest; then what waits for my second look. */
export default function Inspections() {
  const { t } = useTranslation();
  const can = useCan();
  const keeps = can('INSPECTION_KEEP');
  return (
    <div className={classes.stack}>
      {keeps && (
        <div className={classes.tools}>
          <ButtonLink to="/assurance/inspections/new" leftSection={<IconPlus size={18} aria-hidden />}>
            {t('assurance.inspections.record')}
          </ButtonLink>
        </div>
      )}
      <Findings />
      <List />
      {keeps && (
        <Suspense fallback={<PageSkeleton />}>
          <InspectionKinds />
        </Suspense>
      )}
    </div>
  );
}

const toDo = (row: Finding) => row.state === 'overdue' || row.state === 'open';

/** The server orders them by their day, so that the overdue stand first. */
function Findings() {
  const { t } = useTranslation();
  const me = useMe();
  const { data: rows, error, isPending, refetch } = useQuery(openFindings);
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  const mine = rows.filter((row) => row.owner.id === me.staff_id && toDo(row));
  const looks = rows.filter((row) => row.abilities.includes('recheck'));
  const rest = rows.filter((row) => !mine.includes(row) && !looks.includes(row));
  return (
    <>
      {mine.length > 0 && <Cards title={t('assurance.findings.mine', { count: mine.length })} rows={mine} />}
      {looks.length > 0 && <Cards title={t('assurance.findings.toRecheck', { count: looks.length })} rows={looks} />}
      {rows.length > 0 && (
        <Cards
          title={t('assurance.findings.others', { count: rest.length })}
          none={t('assurance.findings.noOthers')}
          rows={rest}
          exports
        />
      )}
    </>
  );
}

function Cards({ title, rows, none, exports }: { title: string; rows: Finding[]; none?: string; exports?: boolean }) {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(STEP);
  return (
    <Panel
      title={title}
      aside={
        exports && (
          <ExportButton
            path="/api/v1/findings/export/"
            filters={{ open: true }}
            label={t('assurance.findings.export')}
          />
        )
      }
    >
      {rows.length === 0 && none && <p className={classes.note}>{none}</p>}
      <ul className={classes.list}>
        {rows.slice(0, limit).map((row) => (
          <FindingCard key={row.id} row={row} linked />
        ))}
      </ul>
      {rows.length > limit && (
        <Button variant="light" size="sm" mt="sm" onClick={() => setLimit(limit + STEP)}>
          {t('act.showMore')}
        </Button>
      )}
    </Panel>
  );
}

function List() {
  const { t } = useTranslation();
  const can = useCan();
  const { kind } = page.useSearch();
  const navigate = page.useNavigate();
  const kinds = useQuery(kindList);
  const { data: rows, error, isPending, refetch } = useQuery(inspectionList(kind));
  const [limit, setLimit] = useState(STEP);
  return (
    <Panel
      title={t('assurance.inspections.title', { count: rows?.length ?? 0 })}
      hint={t(can('INSPECTION_KEEP') ? 'assurance.inspections.hint' : 'assurance.inspections.ownHint')}
      aside={
        <ExportButton
          path="/api/v1/inspections/export/"
          filters={{ ...(kind && { kind }) }}
          count={rows?.length}
          label={t('assurance.inspections.export')}
        />
      }
    >
      <NativeSelect
        label={t('assurance.inspections.kind')}
        value={kind ?? ''}
        onChange={({ currentTarget }) =>
          void navigate({
            search: { view: 'inspections', ...(currentTarget.value && { kind: currentTarget.value }) },
            replace: true,
          })
        }
        data={[
          { value: '', label: t('assurance.inspections.allKinds') },
          ...(kinds.data?.value ?? []).map((one) => ({ value: one.id, label: one.name })),
        ]}
        mb="md"
      />
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && (
        <Empty
          icon={IconClipboardCheck}
          title={t('assurance.inspections.none')}
          hint={t('assurance.inspections.noneHint')}
        />
      )}
      <ul className={rowClasses.rows}>
        {rows?.slice(0, limit).map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </ul>
      {rows && rows.length > limit && (
        <Button variant="light" size="sm" mt="md" onClick={() => setLimit(limit + STEP)}>
          {t('act.showMore')}
        </Button>
      )}
    </Panel>
  );
}

function Row({ row }: { row: Inspection }) {
  const { t } = useTranslation();
  const { date, list } = useFormat();
  return (
    <li>
      <div className={rowClasses.what}>
        <div className={rowClasses.name}>
          <Link to="/assurance/inspections/$id" params={{ id: row.id }}>
            <b>
              {row.kind.name} · {row.area}
            </b>
          </Link>
        </div>
        <p className={rowClasses.small}>
          {date(row.inspected_on)} · {list(row.inspectors.map((one) => one.name))}
        </p>
      </div>
      <div className={rowClasses.acts}>
        {row.findings === 0 ? (
          <Tag tone="brand">{t('assurance.inspections.well')}</Tag>
        ) : (
          <span>{t('assurance.inspections.putRight', { done: row.put_right, all: row.findings })}</span>
        )}
        {row.overdue > 0 && <Tag tone="trouble">{t('assurance.inspections.overdue', { count: row.overdue })}</Tag>}
      </div>
    </li>
  );
}
