import { IconMaximize, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { type ClassScreen, classScreen } from './queries';
import classes from './Screen.module.css';
import { Tree } from './Tree';

const page = getRouteApi('/civility/classes/$id/screen');
const SHOWN = 6;

/** The wall of the classroom: how far all have come together, and what was good this week. No child's name. */
export function ScreenPage() {
  const { t } = useTranslation();
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(classScreen(id));
  return (
    <main id="main" tabIndex={-1} className={classes.wall} data-colour={data?.theme?.colour}>
      <nav className={classes.tools} aria-label={t('classScreen.tools')}>
        <button
          type="button"
          aria-label={t('classScreen.full')}
          onClick={() => void document.documentElement.requestFullscreen?.()}
        >
          <IconMaximize aria-hidden />
        </button>
        <Link to="/civility" search={{ class: id }} aria-label={t('classScreen.leave')}>
          <IconX aria-hidden />
        </Link>
      </nav>
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && <Wall screen={data} />}
    </main>
  );
}

function Wall({ screen: { name, theme, goal, praise, week } }: { screen: ClassScreen }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const me = useMe();
  const share = goal ? goal.reached / goal.target : 0;
  return (
    <>
      <header className={classes.head}>
        <p className={classes.school}>
          {[me.school.name, week && t('classScreen.week', { number: week.number })].filter(Boolean).join(' · ')}
        </p>
        <h1>{name}</h1>
        {theme && (
          <p className={classes.theme}>
            <b>{theme.title}</b>
            {theme.slogan && <span>{theme.slogan}</span>}
          </p>
        )}
      </header>
      <section className={classes.goal} aria-label={t('classScreen.goal')}>
        <Tree share={share} />
        {goal ? (
          <div className={classes.words}>
            <h2>{goal.title}</h2>
            <p>
              <b>{number(goal.reached)}</b>
              <span>/ {number(goal.target)}</span>
            </p>
            <p>
              {share >= 1
                ? t('classScreen.reached')
                : t('classScreen.left', { left: number(goal.target - goal.reached) })}
            </p>
          </div>
        ) : (
          <div className={classes.words}>
            <h2>{t('classScreen.noGoal')}</h2>
          </div>
        )}
      </section>
      <section className={classes.praise}>
        <h2>{t('classScreen.praise')}</h2>
        {praise.length === 0 ? (
          <p className={classes.none}>{t('classScreen.noPraise')}</p>
        ) : (
          <ul>
            {praise.slice(0, SHOWN).map((one) => (
              <li key={one.name}>
                <span>{one.name}</span>
                <b>{t('classScreen.times', { count: one.count })}</b>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
