import { IconCheck, IconCircle, IconCircleDot, IconMinus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import classes from './Chain.module.css';
import type { Summary } from './queries';

const icons = { done: IconCheck, current: IconCircleDot, waiting: IconCircle, passed_over: IconMinus };

/** The desks this paper passes, in order: who has it, who signed, and when. */
export function Chain({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const { list, moment } = useFormat();
  if (summary.chain.length === 0) return null;
  return (
    <Panel title={t('summaries.chain')}>
      <ol className={classes.steps}>
        {summary.chain.map((step) => {
          const Icon = icons[step.state];
          return (
            <li
              key={step.position}
              data-state={step.state}
              aria-current={step.state === 'current' ? 'step' : undefined}
            >
              <Icon size={18} aria-hidden />
              <div>
                <b>{step.label}</b>
                <small>{list(step.posts)}</small>
                <small>
                  {step.by
                    ? t('summaries.signed', { name: step.by, time: step.at ? moment(step.at) : '' })
                    : t(`summaries.step.${step.state}`)}
                </small>
              </div>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
