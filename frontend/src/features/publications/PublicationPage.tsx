import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Imprint } from './Imprint';
import classes from './Paper.module.css';
import { publicationOf } from './queries';
import { Tombstone } from './Tombstone';

const page = getRouteApi('/publications/$id');

/** The paper as families read it: one column, no shell, and the same on paper as on the screen. */
export function PublicationPage() {
  const { t, i18n } = useTranslation();
  const { date } = useFormat();
  const numerals = new Intl.NumberFormat(i18n.language.startsWith('zh') ? 'zh-u-nu-hanidec' : i18n.language);
  const { id } = page.useParams();
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
          {paper.content?.chapters.map((chapter) => (
            <section key={chapter.number}>
              <h2>{t('publications.chapter', { number: numerals.format(chapter.number), title: chapter.title })}</h2>
              {chapter.items.map((item) => (
                <section key={item.title}>
                  <h3>
                    {item.number !== null && `${item.number}. `}
                    {item.title}
                  </h3>
                  {item.not_applicable && <p className={classes.skipped}>{t('publications.notApplicable')}</p>}
                  {item.paragraphs.map((paragraph, line) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a frozen paragraph has no name but its place
                    <p key={line}>
                      {paragraph.map((part, place) =>
                        // biome-ignore lint/suspicious/noArrayIndexKey: as above
                        part.figure ? <b key={place}>{part.text}</b> : <span key={place}>{part.text}</span>,
                      )}
                    </p>
                  ))}
                </section>
              ))}
            </section>
          ))}
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
    </main>
  );
}
