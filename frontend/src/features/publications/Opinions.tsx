import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '@/shared/api/client';
import { ApiError } from '@/shared/api/errors';
import { useFormat } from '@/shared/i18n/format';
import { uuid } from '@/shared/offline/uuid';
import cards from '@/shared/ui/Cards.module.css';
import { Choices } from '@/shared/ui/Choices';
import { notify, notifyProblem, problemText } from '@/shared/ui/notify';
import { Tag } from '@/shared/ui/Tag';
import classes from './Questions.module.css';
import { type Opinion, opinionsBeside, type Stance } from './questions';

const stances: Stance[] = ['agrees', 'concerned', 'suggests'];
const tones = { agrees: 'brand', concerned: 'soon', suggests: 'calm' } as const;

/** Each member's one opinion of an edition. The newest of a member stands; earlier ones leave a mark. */
export function Opinions({ publication, edition, takes }: { publication: string; edition: number; takes: boolean }) {
  const { t } = useTranslation();
  const { data: opinions } = useQuery(opinionsBeside(publication));
  const standing = opinions?.filter((one) => !one.withdrawn_at) ?? [];
  if (!takes && standing.length === 0) return null;
  return (
    <>
      <h3 className={classes.opinionsTitle}>{t('questions.opinions')}</h3>
      {standing.length > 0 && (
        <ul className={cards.cards}>
          {standing.map((one) => (
            <OpinionRow key={one.id} opinion={one} edition={edition} />
          ))}
        </ul>
      )}
      {takes && <OpinionForm publication={publication} />}
    </>
  );
}

function OpinionRow({ opinion, edition }: { opinion: Opinion; edition: number }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const queries = useQueryClient();
  const withdrawing = useMutation({
    mutationFn: () =>
      data(api.POST('/api/v1/publication-opinions/{id}/withdraw/', { params: { path: { id: opinion.id } } })),
    onSuccess: () => {
      notify(t('questions.taken'));
      void queries.invalidateQueries({ queryKey: ['publication-opinions'] });
    },
    onError: notifyProblem,
  });
  const who = opinion.is_mine ? t('questions.me') : (opinion.said_by ?? t('questions.member'));
  return (
    <li className={cards.card}>
      <div className={cards.head}>
        <p className={classes.text}>{opinion.text || t(`questions.stance.${opinion.stance}`)}</p>
        <Tag tone={tones[opinion.stance]}>{t(`questions.stance.${opinion.stance}`)}</Tag>
      </div>
      <p className={classes.small}>
        {[
          who,
          moment(opinion.said_at),
          opinion.publication.edition !== edition && t('questions.saidOf', { edition: opinion.publication.edition }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {opinion.abilities.includes('withdraw') && (
        <div className={cards.acts}>
          <Button
            size="sm"
            variant="subtle"
            color="cinnabar"
            loading={withdrawing.isPending}
            onClick={() => withdrawing.mutate()}
          >
            {t('questions.withdrawOpinion')}
          </Button>
        </div>
      )}
    </li>
  );
}

function OpinionForm({ publication }: { publication: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const key = useRef(uuid());
  const [stance, setStance] = useState<Stance | ''>('');
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const recording = useMutation({
    mutationFn: (chosen: Stance) =>
      data(
        api.POST('/api/v1/publication-opinions/', {
          params: { header: { 'Idempotency-Key': key.current } },
          body: { publication, stance: chosen, text: text.trim() },
        }),
      ),
    onError: () => {
      key.current = uuid();
    },
    onSuccess: () => {
      key.current = uuid();
      setStance('');
      setText('');
      notify(t('questions.opinionKept'));
      void queries.invalidateQueries({ queryKey: ['publication-opinions'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!stance);
    if (stance) recording.mutate(stance);
  };
  const refused = recording.error;
  const said =
    refused instanceof ApiError && refused.fields.text ? refused.fields.text : refused && problemText(refused);
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Choices
        name="stance"
        legend={t('questions.opinionLegend')}
        hint={t('questions.opinionHint')}
        options={stances.map((value) => ({ value, label: t(`questions.stance.${value}`) }))}
        value={stance}
        onChange={setStance}
        error={missing && !stance ? t('error.required') : undefined}
      />
      <Textarea
        label={t('questions.opinionText')}
        autosize
        minRows={2}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={said}
      />
      <Button type="submit" variant="default" loading={recording.isPending}>
        {t('questions.opinionConfirm')}
      </Button>
    </form>
  );
}
