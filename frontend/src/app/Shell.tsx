import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@/shared/session/me';
import { stepUp } from '@/shared/session/stepUp';
import { MoreSheet, useSheet } from './MoreSheet';
import { SectionLink } from './SectionLink';
import { SessionBanner } from './SessionBanner';
import classes from './Shell.module.css';
import { type Section, sectionsFor, tabsFor } from './sections';

/** Few ever meet it, and its form need not be on the way to the first page. */
const StepUpDialog = lazy(() =>
  import('@/shared/session/StepUpDialog').then((module) => ({ default: module.StepUpDialog })),
);
const groups = ['work', 'school', 'teaching', 'civility', 'keeping'] as const;

function Brand({ school }: { school: string }) {
  const { t } = useTranslation();
  return (
    <Link to="/" className={classes.brand}>
      <img src="/icon.svg" width={32} height={32} alt="" />
      <span>
        {t('app.name')}
        <small>{school}</small>
      </span>
    </Link>
  );
}

function Rail({ me, sections }: { me: Me; sections: Section[] }) {
  const { t } = useTranslation();
  return (
    <nav className={classes.side} aria-label={t('nav.label')}>
      <Brand school={me.school.short_name} />
      {groups.map((group) => {
        const own = sections.filter((s) => s.group === group);
        if (own.length === 0) return null;
        return (
          <div key={group} className={classes.group}>
            {group !== 'work' && <p className={classes.groupName}>{t(`nav.group.${group}`)}</p>}
            {own.map((section) => (
              <SectionLink key={section.label} section={section} className={classes.link} />
            ))}
          </div>
        );
      })}
      <span className={classes.grow} />
      <Link to="/me" className={classes.person}>
        <span className={classes.face} aria-hidden>
          {me.name.slice(0, 1)}
        </span>
        <span>
          {me.name}
          <small>{me.posts[0]?.label ?? (me.is_committee ? t('me.committee') : '')}</small>
        </span>
      </Link>
    </nav>
  );
}

/** One frame for every screen: tabs under the thumb on a phone, a side rail at a desk. */
export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const { t } = useTranslation();
  const sheet = useSheet();
  const asking = useSyncExternalStore(stepUp.subscribe, stepUp.isAsking);
  const sections = useMemo(() => sectionsFor(me), [me]);
  const { tabs, more } = useMemo(() => tabsFor(me), [me]);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t('app.skip')}
      </a>
      <header className={classes.top}>
        <Brand school={me.school.short_name} />
        <span className={classes.grow} />
        <Link to="/me" className={classes.face} aria-label={t('nav.meOf', { name: me.name })}>
          {me.name.slice(0, 1)}
        </Link>
      </header>
      <Rail me={me} sections={sections} />
      <main id="main" className={classes.main} tabIndex={-1} data-scroll-restoration-id="main">
        <SessionBanner />
        {children}
      </main>
      <nav className={classes.tabs} aria-label={t('nav.label')}>
        {tabs.map((section) => (
          <SectionLink key={section.label} section={section} className={classes.tab} />
        ))}
        {more.length > 0 && (
          <button type="button" className={classes.tab} aria-haspopup="dialog" onClick={sheet.open}>
            <IconDots size={22} stroke={1.7} aria-hidden />
            {t('nav.more')}
          </button>
        )}
      </nav>
      {more.length > 0 && <MoreSheet sheet={sheet} sections={more} />}
      {asking && (
        <Suspense>
          <StepUpDialog />
        </Suspense>
      )}
    </div>
  );
}
