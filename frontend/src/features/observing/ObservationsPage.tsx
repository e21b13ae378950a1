import { Button } from '@mantine/core';
import { IconNotebook, IconPencil } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { lessonsNearby } from '@/shared/lessons/lists';
import { useLessonWords } from '@/shared/lessons/useLessonWords';
import { useOutbox } from '@/shared/offline/useOutbox';
import { useCan, useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ExportButton } from '@/shared/ui/ExportButton';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Tag } from '@/shared/ui/Tag';
import { keptDrafts } from './autosave';
import classes from './Observations.module.css';
import { OwnStanding } from './OwnStanding';
import { type ObservationFilters, type ObservationRow, observationList } from './queries';
import { OBSERVATION } from './sending';

const page = getRouteApi('/observations');
const views = ['mine', 'received', 'all'] as const;
type View = (typeof views)[number];
const filters: Record<View, ObservationFilters> = {
  mine: { side: 'observer' },
  received: { side: 'host' },
  all: {},
};

/** What I observed, and what others saw in my lessons; whose turn it is stands on every line. */
export function ObservationsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { posts } = useMe();
  const navigate = page.useNavigate();
  const { view: asked, turn } = page.useSearch();
  const oversees = posts.some((post) => ['teaching_director', 'research_director'].includes(post.kind));
  const offered = views.filter((one) => one !== 'all' || oversees);
  const view: View = offered.find((one) => one === asked) ?? (turn ? 'all' : 'mine');
  const chosen = { ...filters[view], ...(turn ? { my_turn: true } : {}) };
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    observationList(chosen),
  );
  const rows = data?.pages.flatMap((one) => one.results) ?? [];
  const count = data?.pages[0]?.count ?? 0;
  const observe = can('LESSON_OBSERVE') && (
    <ButtonLink to="/observe" leftSection={<IconPencil size={18} aria-hidden />}>
      {t('observations.start')}
    </ButtonLink>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('observations.title')} hint={t('observations.hint')}>
        {observe}
        {data && <ExportButton path="/api/v1/observations/export/" filters={{ ...chosen }} count={count} />}
      </PageHeader>
      {can('LESSON_OBSERVE') && <OwnStanding />}
      <div className={classes.filters}>
        <Tabs
          label={t('observations.views')}
          value={view}
          options={offered.map((value) => ({ value, label: t(`observations.view.${value}`) }))}
          onChange={(next) => void navigate({ search: { view: next === 'mine' ? undefined : next }, replace: true })}
        />
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={turn === true}
            onChange={({ currentTarget }) => {
              const only = currentTarget.checked || undefined;
              void navigate({ search: (s) => ({ ...s, turn: only }), replace: true });
            }}
          />
          {t('observations.onlyMyTurn')}
        </label>
      </div>
      {view === 'mine' && !turn && <OnThisDevice stored={new Set(rows.map((one) => one.session.id))} />}
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && rows.length === 0 && (
        <Empty
          icon={IconNotebook}
          title={t(turn ? 'observations.noneMyTurn' : `observations.none.${view}`)}
          hint={turn ? undefined : t(`observations.noneHint.${view}`)}
          action={view === 'mine' && !turn ? observe : undefined}
        />
      )}
      {rows.length > 0 && (
        <ul className={classes.list}>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <Button variant="default" mt="sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('act.showMore')}
        </Button>
      )}
    </div>
  );
}

function Row({ row }: { row: ObservationRow }) {
  const { t } = useTranslation();
  const words = useLessonWords();
  const draft = row.state === 'draft';
  const turn = row.acts_next.find((one) => one.is_me) ?? row.acts_next[0];
  const content = (
    <>
      <span className={classes.day}>{words.slot(row.session)}</span>
      <span className={classes.what}>
        <b>{row.session.topic}</b>
        <small>{words.who(row.session)}</small>
        {row.side !== 'observer' && <small>{t('observations.by', { name: row.observer.name })}</small>}
        {turn && !draft && (
          <small data-turn={turn.is_me || undefined}>
            {turn.is_me
              ? t('observations.myTurn', { step: turn.step_label })
              : t('observations.theirTurn', { name: turn.who.name, step: turn.step_label })}
          </small>
        )}
      </span>
      <span className={classes.tags}>
        <Tag tone={draft ? 'soon' : row.state === 'closed' ? 'brand' : 'calm'}>{row.state_label}</Tag>
        {row.is_open_again && <Tag tone="soon">{t('observations.openAgain')}</Tag>}
        {row.is_late && <Tag>{t('observations.late')}</Tag>}
        {!draft && row.is_denied && <Tag tone="trouble">{t('observations.denied')}</Tag>}
        {!draft && !row.is_denied && !row.is_confirmed && <Tag>{t('observations.unconfirmed')}</Tag>}
      </span>
    </>
  );
  return (
    <li>
      {draft ? (
        <Link to="/observe" search={{ lesson: row.session.id }} className={classes.row}>
          {content}
        </Link>
      ) : (
        <Link to="/observations/$id" params={{ id: row.id }} className={classes.row}>
          {content}
        </Link>
      )}
    </li>
  );
}

/** Drafts of which the school has nothing yet, and what waits to be sent. */
function OnThisDevice({ stored }: { stored: ReadonlySet<string> }) {
  const { t } = useTranslation();
  const me = useMe();
  const format = useFormat();
  const words = useLessonWords();
  const { items } = useOutbox();
  const near = useQuery(lessonsNearby);
  const drafts = useQuery({
    queryKey: ['observing', 'kept', me.id, items.length],
    queryFn: () => keptDrafts(me.id),
    networkMode: 'always',
    staleTime: 0,
    gcTime: 0,
  });
  const open = (drafts.data ?? []).filter(({ draft }) => !draft.lesson || !stored.has(draft.lesson));
  const waiting = items.filter((item) => item.kind === OBSERVATION);
  if (open.length + waiting.length === 0) return null;
  const lessonOf = (id: string) => near.data?.value.find((one) => one.id === id);
  return (
    <section className={classes.here} aria-labelledby="here">
      <h2 id="here">{t('observations.here')}</h2>
      <ul className={classes.list}>
        {waiting.map((item) => (
          <li key={item.id}>
            <Link to="/outbox" className={classes.row}>
              <span className={classes.day}>{format.moment(item.createdAt)}</span>
              <span className={classes.what}>
                <b>{item.label}</b>
              </span>
              <span className={classes.tags}>
                <Tag tone={item.state === 'queued' ? 'soon' : 'trouble'}>{t(`outbox.state.${item.state}`)}</Tag>
              </span>
            </Link>
          </li>
        ))}
        {open.map(({ draft, savedAt }) => {
          const lesson = lessonOf(draft.lesson);
          return (
            <li key={draft.key}>
              <Link
                to="/observe"
                search={
                  draft.lesson ? { lesson: draft.lesson } : { fresh: draft.fresh?.is_out ? 'elsewhere' : 'drop-in' }
                }
                className={classes.row}
              >
                <span className={classes.day}>{format.moment(savedAt)}</span>
                <span className={classes.what}>
                  <b>{lesson?.topic ?? (draft.fresh?.topic || t('observations.unnamed'))}</b>
                  {lesson && <small>{words.who(lesson)}</small>}
                </span>
                <span className={classes.tags}>
                  <Tag tone="soon">{t('observations.draftHere')}</Tag>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
