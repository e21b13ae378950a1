import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { AskAbout, type Place } from './AskAbout';
import { BesidePaper } from './BesidePaper';
import { Chapters } from './Chapters';
import { Imprint } from './Imprint';
import classes from './Paper.module.css';
import { publicationOf } from './queries';
import { Tombstone } from './Tombstone';

const page = getRouteApi('/publications/$id');

/** The paper as families read it: one column, no shell, and the same on paper as on the screen. */
export function PublicationPage() {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { id } = page.useParams();
  const can = useCan();
  const [asking, setAsking] = useState<Place>();
  const { data: paper, error, isPending, refetch } = useQuery(publicationOf(id));
  return (
    <main id="main" tabIndex={-1} className={classes.page}>
      <nav className={classes.tools} aria-label={t('publications.tools')}>
        <Link to="/publications">← {t('publications.back')}</Link>
        {paper && (
          <button type="button" onClick={() => window.print()}>
            {t('publications.print')}
          </button>
        )}
      </nav>
      {isPending && <PageSkeleton />}
      {!isPending && !paper && <Failure error={error} reset={refetch} />}
      {paper && (
        <article className={classes.paper}>
          <header>
            <p className={classes.school}>{paper.school_name}</p>
            <h1>{paper.title}</h1>
            <p className={classes.term}>
              {[
                // The frozen title usually names the term already.
                !paper.title.includes(paper.term_name) && paper.term_name,
                t('publications.edition', { edition: paper.edition }),
                paper.content && t('publications.asOf', { date: date(paper.content.as_of) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </header>
          <Tombstone paper={paper} />
          <Chapters paper={paper} onAsk={paper.takes_questions ? setAsking : undefined} />
          {paper.content && paper.content.notes.length > 0 && (
            <section className={classes.notes}>
              <h2>{t('publications.notes')}</h2>
              <dl>
                {paper.content.notes.map((note) => (
                  <div key={note.title}>
                    <dt>{note.title}</dt>
                    <dd>{note.definition}</dd>
                  </div>
                ))}
              </dl>
            </section>
          )}
          <Imprint paper={paper} />
        </article>
      )}
      {paper && can('QUESTION_READ') && (
        <BesidePaper
          publication={paper.id}
          edition={paper.edition}
          takesQuestions={paper.takes_questions}
          onAsk={() => setAsking({ words: '' })}
        />
      )}
      <AskAbout publication={id} place={asking} onClose={() => setAsking(undefined)} />
    </main>
  );
}
