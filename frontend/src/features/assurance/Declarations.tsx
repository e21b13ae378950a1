import { Button } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { termList } from '@/shared/api/terms';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { TermSelect } from '@/shared/ui/TermSelect';
import classes from './Assurance.module.css';
import { DeclareDialog } from './DeclareDialog';
import { counted, declarationKinds } from './declaring';
import { type Declaration, declarationList } from './queries';

const page = getRouteApi('/assurance');

/** 声明: what the principal signed for a term. Nothing is computed; what nobody declared has no number. */
export default function Declarations() {
  const { t } = useTranslation();
  const can = useCan();
  const { term } = page.useSearch();
  const navigate = page.useNavigate();
  const terms = useQuery(termList);
  // As the selection shows it: the term that runs, or the newest.
  const shown = term ?? terms.data?.find((one) => one.is_current)?.id ?? terms.data?.[0]?.id;
  const {
    data: rows,
    error,
    isPending,
    refetch,
  } = useQuery({
    ...declarationList(shown),
    enabled: shown !== undefined,
  });
  const [signing, setSigning] = useState(false);
  if (terms.isError) return <Failure error={terms.error} reset={terms.refetch} />;
  return (
    <div className={classes.stack}>
      <div className={classes.tools}>
        <TermSelect
          label={t('assurance.term')}
          term={shown}
          onChange={(next) => void navigate({ search: { view: 'declarations', term: next }, replace: true })}
        />
        <ExportButton
          path="/api/v1/declarations/export/"
          filters={{ ...(shown && { term: shown }) }}
          count={rows?.length}
          label={t('assurance.declarations.export')}
        />
        {can('DECLARATION_SIGN') && shown && (
          <Button leftSection={<IconSignature size={18} aria-hidden />} onClick={() => setSigning(true)}>
            {t('assurance.declarations.sign')}
          </Button>
        )}
      </div>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows &&
        declarationKinds.map((kind) => (
          <Panel key={kind} title={t(`assurance.declarations.kinds.${kind}`)}>
            <OfKind rows={rows.filter((row) => row.kind === kind)} isCounted={counted(kind)} />
          </Panel>
        ))}
      {shown && <DeclareDialog term={shown} opened={signing} onClose={() => setSigning(false)} />}
    </div>
  );
}

function OfKind({ rows, isCounted }: { rows: Declaration[]; isCounted: boolean }) {
  const { t } = useTranslation();
  const standing = rows.filter((row) => !row.is_replaced);
  const earlier = rows.filter((row) => row.is_replaced);
  return (
    <>
      {standing.length === 0 && (
        <p className={classes.note}>
          {t(isCounted ? 'assurance.declarations.noNumber' : 'assurance.declarations.none')}
        </p>
      )}
      <ul className={classes.list}>
        {standing.map((row) => (
          <One key={row.id} row={row} />
        ))}
      </ul>
      {earlier.length > 0 && (
        <details className={classes.fold}>
          <summary>{t('assurance.declarations.earlier', { count: earlier.length })}</summary>
          <ul className={classes.list}>
            {earlier.map((row) => (
              <One key={row.id} row={row} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function One({ row }: { row: Declaration }) {
  const { t } = useTranslation();
  const { moment, number } = useFormat();
  return (
    <li className={classes.finding}>
      {row.number !== null && (
        <p>
          {t('assurance.declarations.number')} <span className={classes.declared}>{number(row.number)}</span>
        </p>
      )}
      {row.item && (
        <p className={classes.tags}>
          <b>{row.item}</b>
          <Tag tone={row.answer === 'occurred' ? 'trouble' : row.answer === 'none' ? 'brand' : 'calm'}>
            {row.answer_label}
          </Tag>
        </p>
      )}
      <p className={classes.words}>{row.text}</p>
      <p className={classes.small}>
        {t('assurance.declarations.signedBy', { name: row.signed_by?.name ?? '', at: moment(row.signed_at) })}
        {row.is_replaced && ` · ${t('assurance.declarations.replaced')}`}
      </p>
    </li>
  );
}
