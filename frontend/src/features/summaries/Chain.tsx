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
          // The first desk is the writers': it has no signature, only a paper that is not submitted yet.
          const drafting = step.state === 'waiting' && step.posts.length === 0;
          const state = drafting ? 'current' : step.state;
          const Icon = icons[state];
          return (
            <li key={step.position} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
              <Icon size={18} aria-hidden />
              <div>
                <b>{step.label}</b>
                <small>{list(step.posts)}</small>
                <small>
                  {step.by
                    ? t(step.posts.length === 0 ? 'summaries.handedIn' : 'summaries.signed', {
                        name: step.by,
                        time: step.at ? moment(step.at) : '',
                      })
                    : t(drafting ? 'summaries.step.drafting' : `summaries.step.${step.state}`)}
                </small>
              </div>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
