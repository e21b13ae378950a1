import { IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/shared/ui/Panel';
import classes from './Gates.module.css';
import type { Gate, Section } from './queries';

/** What still stands between this text and the next desk, each line a way to its item. */
export function Gates({ gates, sections, state }: { gates: Gate[]; sections: Section[]; state: string }) {
  const { t } = useTranslation();
  if (state === 'published' || state === 'withdrawn') return null;
  const byId = new Map(sections.map((section) => [section.id, section]));
  return (
    <Panel
      title={t('summaries.gates')}
      hint={gates.length ? t('summaries.gatesLeft', { count: gates.length }) : undefined}
    >
      {gates.length === 0 ? (
        <p className={classes.clear}>
          <IconCircleCheck size={20} aria-hidden /> {t('summaries.gatesClear')}
        </p>
      ) : (
        <ul className={classes.gates}>
          {gates.map((gate) => {
            const section = gate.section === null ? undefined : byId.get(gate.section);
            const key = `${gate.code} ${gate.section} ${gate.detail}`;
            if (!section) return <li key={key}>{gate.detail}</li>;
            return (
              <li key={key}>
                <Link to="." hash={section.code}>
                  <b>
                    {section.number !== null && `${section.number}. `}
                    {section.title}
                  </b>
                  <span>{gate.detail}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      )}
      <Gaps sections={sections.filter((section) => section.is_gap)} />
    </Panel>
  );
}

/** Items that no record speaks for: a hint to whoever keeps the records, not a bar. */
function Gaps({ sections }: { sections: Section[] }) {
  const { t } = useTranslation();
  if (sections.length === 0) return null;
  return (
    <section className={classes.gaps} aria-labelledby="gaps">
      <h3 id="gaps">{t('summaries.gaps', { count: sections.length })}</h3>
      <p>{t('summaries.gapsHint')}</p>
      <ul>
        {sections.map((section) => (
          <li key={section.id}>
            <Link to="." hash={section.code}>
              {section.number !== null && `${section.number}. `}
              {section.title}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
