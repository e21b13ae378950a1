import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { recordsTouched } from '@/shared/lessons/lists';
import { useLessonWords } from '@/shared/lessons/useLessonWords';
import { useMe } from '@/shared/session/me';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Tag } from '@/shared/ui/Tag';
import { answerCard, type Card, withdrawCard } from './queries';
import classes from './Strategies.module.css';

/** One strategy: the sentence, by what it is found, and of whose lesson it is. */
export function CardView({ card }: { card: Card }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useLessonWords();
  const { staff_id } = useMe();
  const [leaving, setLeaving] = useState(false);
  const can = (ability: string) => card.abilities.includes(ability);
  const answer = useWrite(answerCard, recordsTouched, (made) =>
    notify(t(made.state === 'public' ? 'strategies.consented' : 'strategies.declined')),
  );
  const withdraw = useWrite(withdrawCard, recordsTouched, () => {
    notify(t('strategies.withdrawn'));
    setLeaving(false);
  });
  const say = (words: 'consented' | 'declined') =>
    answer.mutate({ id: card.id, answer: words }, { onError: notifyProblem });
  return (
    <li data-state={card.state}>
      <p className={classes.words}>{card.text}</p>
      <div className={classes.marks}>
        {card.tags.map((tag) => (
          <Tag key={tag.id} tone="brand">
            {tag.name}
          </Tag>
        ))}
        {card.theme && <Tag>{card.theme}</Tag>}
        {card.state !== 'public' && <Tag tone={card.state === 'waiting' ? 'soon' : 'calm'}>{card.state_label}</Tag>}
      </div>
      <p className={classes.source}>
        {t('strategies.from', { host: card.host.name, subject: card.subject, topic: words.quoted(card.topic) })}
        {' · '}
        {t('strategies.seenBy', { name: card.observer.name, day: format.day(card.taught_on) })}
        {card.observation && (
          <>
            {' · '}
            <Link to="/observations/$id" params={{ id: card.observation }}>
              {t('strategies.record')}
            </Link>
          </>
        )}
      </p>
      {can('answer') && (
        <div className={classes.question}>
          <p>{t('strategies.question', { name: card.observer.name })}</p>
          <div className={classes.acts}>
            <Button size="sm" loading={answer.isPending} onClick={() => say('consented')}>
              {t('strategies.consent')}
            </Button>
            <Button size="sm" variant="default" disabled={answer.isPending} onClick={() => say('declined')}>
              {t('strategies.decline')}
            </Button>
          </div>
        </div>
      )}
      {can('withdraw') && !can('answer') && (
        <Button size="sm" variant="subtle" className={classes.withdraw ?? ''} onClick={() => setLeaving(true)}>
          {t('strategies.withdraw')}
        </Button>
      )}
      <ConfirmDialog
        opened={leaving}
        onClose={() => setLeaving(false)}
        title={t('strategies.withdrawTitle')}
        confirm={t('strategies.withdraw')}
        busy={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate(card.id)}
      >
        {t(card.host.id === staff_id ? 'strategies.withdrawHint' : 'strategies.withdrawOwnHint')}
      </ConfirmDialog>
    </li>
  );
}
