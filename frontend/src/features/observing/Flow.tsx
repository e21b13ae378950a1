import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ObservationRecord } from './queries';
import classes from './Record.module.css';

const states = ['draft', 'shared', 'reflected', 'acknowledged', 'closed'] as const;

/** Where the record stands, and who acts next to do what. */
export function Flow({ record }: { record: ObservationRecord }) {
  const { t } = useTranslation();
  const { state, acts_next: turns, session } = record;
  const elsewhere = session.is_out_of_school;
  const steps = elsewhere ? (['draft', 'shared'] as const) : states;
  const now = states.indexOf(state);
  return (
    <section className={classes.flow} aria-label={t('record.flow')}>
      <ol>
        {steps.map((step, at) => (
          <li key={step} data-done={at <= now || undefined} aria-current={step === state ? 'step' : undefined}>
            <i aria-hidden>{at < now || state === 'closed' ? <IconCheck size={14} stroke={3} /> : at + 1}</i>
            {t(`record.step.${step}`)}
          </li>
        ))}
      </ol>
      <p className={classes.next} data-mine={turns.some((one) => one.is_me) || undefined}>
        {turns.length > 0
          ? turns
              .map((one) =>
                one.is_me
                  ? t('record.nextMe', { step: one.step_label })
                  : t('record.next', { name: one.who.name, step: one.step_label }),
              )
              .join(t('record.and'))
          : t(elsewhere ? 'record.nextElsewhere' : 'record.nextNobody')}
      </p>
    </section>
  );
}
