import { Alert, Button } from '@mantine/core';
import { IconPencil, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useLessonWords } from '@/shared/lessons/useLessonWords';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { Answer } from './Answer';
import { Flow } from './Flow';
import { History } from './History';
import { type ObservationRecord, observationQuery } from './queries';
import classes from './Record.module.css';
import { Reopen } from './Reopen';
import { Scores } from './Scores';
import { SeenStrategies } from './SeenStrategies';

const page = getRouteApi('/observations/$id');

/** One record: what was seen, what its teacher says to it, and whose turn it is. */
export function ObservationPage() {
  const { t } = useTranslation();
  const words = useLessonWords();
  const { id } = page.useParams();
  const { data: record, error, isPending, refetch } = useQuery(observationQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!record) return <Failure error={error} reset={refetch} />;
  const can = (ability: string) => record.abilities.includes(ability);
  const { session } = record;
  return (
    <div className={classes.page}>
      <PageHeader title={session.topic} hint={`${words.who(session)} · ${words.slot(session)}`}>
        <span className={classes.tools}>
          {can('partial_update') && (
            <ButtonLink
              to="/observe"
              search={{ lesson: session.id }}
              leftSection={<IconPencil size={18} aria-hidden />}
            >
              {t('record.write')}
            </ButtonLink>
          )}
          <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>
            {t('record.print')}
          </Button>
          {can('reopen') && <Reopen record={record} />}
        </span>
      </PageHeader>
      {record.is_open_again && (
        <Alert color="amber" variant="light" mb="md">
          {t(record.side === 'observer' ? 'record.openAgainMine' : 'record.openAgain')}
        </Alert>
      )}
      <Flow record={record} />
      <div className={classes.panels}>
        <div className={classes.column}>
          <SeenStrategies record={record} />
          <Words record={record} />
          <Scores record={record} />
          {record.notes && record.notes.length > 0 && <OwnNotes record={record} />}
        </div>
        <div className={classes.column}>
          <Answer record={record} />
          <Facts record={record} />
          {can('history') && <History record={record} />}
        </div>
      </div>
    </div>
  );
}

function Words({ record }: { record: ObservationRecord }) {
  const { t } = useTranslation();
  return (
    <>
      {(['suggestion', 'highlights', 'board', 'participation'] as const).map(
        (name) =>
          record[name] && (
            <Panel key={name} title={t(`observe.${name}`)}>
              <p className={classes.text}>{record[name]}</p>
            </Panel>
          ),
      )}
    </>
  );
}

/** Nobody else ever reads them; they are not printed with the record. */
function OwnNotes({ record }: { record: ObservationRecord }) {
  const { t } = useTranslation();
  return (
    <div className={classes.private}>
      <Panel title={t('observe.notes')} hint={t('observe.notesHint')}>
        <ol className={classes.notes}>
          {record.notes?.map((note) => (
            <li key={note.client_id}>
              <span>
                <time>{note.clock?.slice(0, 5)}</time>
                {note.stage && <Tag>{t(`lessonWords.stage.${note.stage}`)}</Tag>}
              </span>
              <p>{note.text}</p>
            </li>
          ))}
        </ol>
      </Panel>
    </div>
  );
}

function Facts({ record }: { record: ObservationRecord }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useLessonWords();
  const { session } = record;
  return (
    <Panel title={t('record.lesson')}>
      <dl className={classes.facts}>
        <dt>{t('record.observer')}</dt>
        <dd>{record.observer.name}</dd>
        <dt>{t('record.host')}</dt>
        <dd>
          {session.host_name}
          {session.is_out_of_school && ` · ${session.organiser}`}
        </dd>
        <dt>{t('record.when')}</dt>
        <dd>
          {format.fullDate(session.taught_on)} {words.period(session.period)}
        </dd>
        {session.place && (
          <>
            <dt>{t('record.place')}</dt>
            <dd>{session.place}</dd>
          </>
        )}
        <dt>{t('record.kind')}</dt>
        <dd>
          <Link to="/lessons/$id" params={{ id: session.id }}>
            {session.kind.name}
          </Link>
        </dd>
        <dt>{t('record.attendance')}</dt>
        <dd>
          {record.is_denied ? (
            <Tag tone="trouble">{t('observations.denied')}</Tag>
          ) : record.is_confirmed ? (
            t(session.is_out_of_school ? 'record.ownWord' : 'record.confirmed')
          ) : (
            t('record.unconfirmed')
          )}
        </dd>
        {record.shared_at && (
          <>
            <dt>{t('record.sharedAt')}</dt>
            <dd>
              {format.moment(record.shared_at)} {record.is_late && <Tag>{t('observations.late')}</Tag>}
            </dd>
          </>
        )}
      </dl>
    </Panel>
  );
}
