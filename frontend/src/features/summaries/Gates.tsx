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
    </Panel>
  );
}
