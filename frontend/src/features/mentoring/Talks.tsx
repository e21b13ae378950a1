import { Button } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/shared/api/schema.gen';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useUnsentSubjects } from '@/shared/offline/useOutbox';
import { useCan } from '@/shared/session/me';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Sealed } from '@/shared/ui/Sealed';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Pair.module.css';
import { type PairFile, readTalk, releaseTalk, revealTalk, type Talk, talksOf, voidTalk } from './queries';
import { KIND } from './talk';
import { touched } from './touched';
import { Words } from './Words';

type Told = components['schemas']['MentorTalkWords'];
const STEP = 12;

/** 交流: days and minutes for everybody who knows of the pair, words for the two alone. */
export function Talks({ pair }: { pair: PairFile }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(talksOf(pair.id));
  const can = useCan();
  const unsent = useUnsentSubjects(KIND).has(pair.id);
  const [limit, setLimit] = useState(STEP);
  const whose = pair.my_side ? 'own' : can('TALK_REVEAL') ? 'principal' : 'office';
  return (
    <Panel
      title={t('pairs.talks.title', { count: data?.filter((row) => !row.is_voided).length ?? 0 })}
      hint={<Sealed>{t(`pairs.talks.${whose}`)}</Sealed>}
    >
      {unsent && <p className={classes.unsent}>{t('pairs.unsent')}</p>}
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data?.length === 0 && <p className={classes.note}>{t('pairs.talks.none')}</p>}
      <ul className={classes.rows}>
        {data?.slice(0, limit).map((row) => (
          <Row key={row.id} row={row} mine={pair.my_side} />
        ))}
      </ul>
      {data && data.length > limit && (
        <Button variant="light" size="sm" onClick={() => setLimit(limit + STEP)}>
          {t('act.showMore')}
        </Button>
      )}
    </Panel>
  );
}

function Row({ row, mine }: { row: Talk; mine: PairFile['my_side'] }) {
  const { t } = useTranslation();
  const { day, date } = useFormat();
  const [told, setTold] = useState<Told>();
  const [asking, setAsking] = useState<'reveal' | 'void'>();
  const may = (verb: string) => row.abilities.includes(verb);
  const on = date(row.talked_on);
  const read = useMutation({ mutationFn: readTalk, onSuccess: setTold, onError: notifyProblem });
  const reveal = useMutation({
    mutationFn: revealTalk,
    onSuccess: (words) => {
      setTold(words);
      setAsking(undefined);
    },
  });
  const release = useWrite(releaseTalk, touched, (_made, { is_released }) =>
    notify(t(is_released ? 'pairs.talks.releasedNow' : 'pairs.talks.withheldNow')),
  );
  const take = useWrite(voidTalk, touched, () => {
    setAsking(undefined);
    setTold(undefined);
    notify(t('pairs.talks.voidedNow'));
  });
  const released = mine === 'mentor' ? row.mentor_released : row.mentee_released;
  return (
    <li id={`talk-${row.id}`} data-voided={row.is_voided || undefined}>
      <div className={classes.what}>
        <p className={classes.name}>
          <b>{day(row.talked_on)}</b>
          <span>{t('pairs.talks.minutes', { count: row.minutes })}</span>
          {row.is_late && <Tag tone="soon">{t('pairs.late')}</Tag>}
          {row.is_voided && <Tag>{t('pairs.talks.voided')}</Tag>}
          {row.is_released && <Tag tone="brand">{t('pairs.talks.released')}</Tag>}
        </p>
        <p className={classes.small}>{t('pairs.talks.by', { name: row.recorded_by?.name ?? '' })}</p>
      </div>
      <div className={classes.acts}>
        {told ? (
          <Button
            size="sm"
            variant="subtle"
            leftSection={<IconEyeOff size={18} aria-hidden />}
            onClick={() => setTold(undefined)}
          >
            {t('visitPage.hide')}
          </Button>
        ) : (
          <>
            {may('read') && (
              <Button
                size="sm"
                variant="light"
                loading={read.isPending}
                leftSection={<IconEye size={18} aria-hidden />}
                aria-label={t('pairs.talks.readOf', { day: on })}
                onClick={() => read.mutate(row.id)}
              >
                {t('pairs.talks.read')}
              </Button>
            )}
            {may('reveal') && (
              <Button
                size="sm"
                variant="default"
                leftSection={<IconEye size={18} aria-hidden />}
                aria-label={t('pairs.talks.revealOf', { day: on })}
                onClick={() => {
                  reveal.reset();
                  setAsking('reveal');
                }}
              >
                {t('pairs.talks.reveal')}
              </Button>
            )}
          </>
        )}
      </div>
      {told && (
        <div className={classes.told}>
          <Words
            lines={[
              [t('talk.topic'), told.topic],
              [t('talk.content'), told.content],
              [t('pairs.talks.voidedBecause'), told.void_reason],
            ]}
          />
          <div className={classes.acts}>
            {may('release') && !row.is_named && (
              <label className={classes.check}>
                <input
                  type="checkbox"
                  checked={released}
                  disabled={release.isPending}
                  onChange={({ currentTarget }) =>
                    release.mutate({ id: row.id, is_released: currentTarget.checked }, { onError: notifyProblem })
                  }
                />
                <span>
                  {t('pairs.talks.release')}
                  <small>{t('pairs.talks.releaseHint')}</small>
                </span>
              </label>
            )}
            {row.is_named && <p className={classes.small}>{t('pairs.talks.named')}</p>}
            {may('void') && !row.is_named && (
              <Button size="sm" variant="subtle" color="cinnabar" onClick={() => setAsking('void')}>
                {t('pairs.talks.void')}
              </Button>
            )}
          </div>
        </div>
      )}
      <ReasonDialog
        opened={asking === 'reveal'}
        onClose={() => setAsking(undefined)}
        title={t('pairs.talks.revealOf', { day: on })}
        hint={t('pairs.talks.revealHint', { mentor: row.pair.mentor.name, mentee: row.pair.mentee.name })}
        label={t('pairs.talks.purpose')}
        confirm={t('pairs.talks.revealConfirm')}
        danger
        busy={reveal.isPending}
        error={reveal.error}
        onConfirm={(purpose) => reveal.mutate({ id: row.id, purpose })}
      />
      <ReasonDialog
        opened={asking === 'void'}
        onClose={() => setAsking(undefined)}
        title={t('pairs.talks.voidOf', { day: on })}
        hint={t('pairs.talks.voidHint')}
        label={t('pairs.reason')}
        confirm={t('pairs.talks.void')}
        danger
        busy={take.isPending}
        error={take.error}
        onConfirm={(reason) => take.mutate({ id: row.id, reason })}
      />
    </li>
  );
}
