import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { recordsTouched } from '@/shared/lessons/lists';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Tag, type Tone } from '@/shared/ui/Tag';
import { answerCard, askForCard, type ObservationRecord } from './queries';
import classes from './Record.module.css';

const tones: Record<string, Tone> = { waiting: 'soon', public: 'brand', declined: 'calm', withdrawn: 'calm' };

/** 我看到的提效策略; from here one goes to the collection, once its teacher agrees. */
export function SeenStrategies({ record }: { record: ObservationRecord }) {
  const { t } = useTranslation();
  const ask = useWrite(askForCard, recordsTouched, () =>
    notify(t('record.askedCard', { name: record.session.host_name })),
  );
  const answer = useWrite(answerCard, recordsTouched, (made) =>
    notify(t(made.state === 'public' ? 'record.consented' : 'record.declined')),
  );
  if (record.strategies.length === 0) return null;
  const mayAsk = record.side === 'observer' && record.state !== 'draft' && !record.session.is_out_of_school;
  return (
    <Panel title={t('observe.strategies')}>
      <ul className={classes.strategies}>
        {record.strategies.map((one) => (
          <li key={one.id}>
            <p className={classes.text}>{one.text}</p>
            <div className={classes.tags}>
              {one.tags.map((tag) => (
                <Tag key={tag.id} tone="brand">
                  {tag.name}
                </Tag>
              ))}
              {one.card && <Tag tone={tones[one.card.state] ?? 'calm'}>{t(`record.card.${one.card.state}`)}</Tag>}
            </div>
            {mayAsk && !one.card && (
              <Button
                size="sm"
                variant="light"
                className={classes.act ?? ''}
                loading={ask.isPending && ask.variables === one.id}
                onClick={() => ask.mutate(one.id, { onError: notifyProblem })}
              >
                {t('record.askCard')}
              </Button>
            )}
            {record.side === 'host' && one.card?.state === 'waiting' && (
              <div className={classes.question}>
                <p>{t('record.cardQuestion', { name: record.observer.name })}</p>
                <div className={classes.acts}>
                  <Button
                    size="sm"
                    loading={answer.isPending}
                    onClick={() =>
                      one.card && answer.mutate({ id: one.card.id, answer: 'consented' }, { onError: notifyProblem })
                    }
                  >
                    {t('record.consent')}
                  </Button>
                  <Button
                    size="sm"
                    variant="default"
                    disabled={answer.isPending}
                    onClick={() =>
                      one.card && answer.mutate({ id: one.card.id, answer: 'declined' }, { onError: notifyProblem })
                    }
                  >
                    {t('record.decline')}
                  </Button>
                </div>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
