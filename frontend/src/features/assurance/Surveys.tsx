import { Button } from '@mantine/core';
import { IconListDetails, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Panel } from '@/shared/ui/Panel';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Assurance.module.css';
import { type Survey, surveyList } from './queries';
import { useSurveyWords } from './useSurveyWords';

const STEP = 20;

/** 问卷: numbers alone. How many were asked, how many came back, and what they say together. */
export default function Surveys() {
  const { t } = useTranslation();
  const can = useCan();
  const { data: rows, error, isPending, refetch } = useQuery(surveyList);
  const [limit, setLimit] = useState(STEP);
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  const add = can('SURVEY_KEEP') && (
    <ButtonLink to="/assurance/surveys/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('assurance.surveys.add')}
    </ButtonLink>
  );
  return (
    <div className={classes.stack}>
      {rows.length === 0 ? (
        <Empty
          icon={IconListDetails}
          title={t('assurance.surveys.none')}
          hint={t('assurance.surveys.noneHint')}
          action={add}
        />
      ) : (
        <>
          {add && <div className={classes.tools}>{add}</div>}
          <Panel
            title={t('assurance.surveys.title', { count: rows.length })}
            aside={
              <ExportButton path="/api/v1/surveys/export/" count={rows.length} label={t('assurance.surveys.export')} />
            }
          >
            <ul className={rowClasses.rows}>
              {rows.slice(0, limit).map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </ul>
            {rows.length > limit && (
              <Button variant="light" size="sm" mt="md" onClick={() => setLimit(limit + STEP)}>
                {t('act.showMore')}
              </Button>
            )}
          </Panel>
        </>
      )}
    </div>
  );
}

function Row({ row }: { row: Survey }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { returned, satisfied } = useSurveyWords();
  return (
    <li>
      <div className={rowClasses.what}>
        <div className={rowClasses.name}>
          <Link to="/assurance/surveys/$id" params={{ id: row.id }}>
            <b>{row.title}</b>
          </Link>
          <small>{row.whom_label}</small>
        </div>
        <p className={rowClasses.small}>
          {t('assurance.fromTo', { first: date(row.opened_on), last: date(row.closed_on) })}
        </p>
        {row.entered_at && (
          <p className={rowClasses.facts}>{[returned(row), satisfied(row)].filter(Boolean).join(' · ')}</p>
        )}
      </div>
      <div className={rowClasses.acts}>
        {!row.entered_at && <Tag tone="soon">{t('assurance.surveys.notEntered')}</Tag>}
      </div>
    </li>
  );
}
