import { Button } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '@/shared/api/schema.gen';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { notify } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Tag } from '@/shared/ui/Tag';
import classes from './Concerns.module.css';
import { addStep, closeConcern, revealConcern } from './queries';

type Concern = components['schemas']['Concern'];
type Told = components['schemas']['RevealedConcern'];
type Act = 'reveal' | 'step' | 'close';

const tones = { open: 'trouble', handled: 'soon', closed: 'calm' } as const;

export function ConcernRow({ row }: { row: Concern }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { today } = useMe();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<Act>();
  const [told, setTold] = useState<Told>();
  const acting = useMutation({
    mutationFn: async ({ act, text }: { act: Act; text: string }) => {
      if (act === 'reveal') return setTold(await revealConcern(row.id, text));
      if (act === 'step') await addStep(row.id, { taken_on: today, what: text });
      else await closeConcern(row.id, text);
      setTold(undefined); // what was opened is no longer all of it
      notify(t(act === 'step' ? 'concerns.stepAdded' : 'concerns.closed'));
      void queries.invalidateQueries({ queryKey: ['concerns'] });
    },
    onSuccess: () => setAsking(undefined),
  });
  const ask = (act: Act) => {
    acting.reset();
    setAsking(act);
  };
  const can = (ability: string) => row.abilities.includes(ability);
  return (
    <li className={classes.row}>
      <div className={classes.head}>
        <div>
          <b>{row.student.name}</b>
          <p className={classes.small}>
            {[row.student.school_class?.name, row.kind_label, format.day(row.noticed_on)].filter(Boolean).join(' · ')}
          </p>
          <p className={classes.small}>
            {t('concerns.by', { name: row.reported_by?.name ?? '', time: format.moment(row.reported_at) })}
            {row.visit && (
              <>
                {' · '}
                <Link to="/visits/$id" params={{ id: row.visit }}>
                  {t('concerns.toVisit')}
                </Link>
              </>
            )}
          </p>
        </div>
        <Tag tone={tones[row.state]}>
          {t(`concerns.states.${row.state}`)}
          {row.state === 'handled' && ` · ${t('concerns.steps', { count: row.steps })}`}
        </Tag>
      </div>
      {told && <Told told={told} />}
      <div className={classes.acts}>
        {told ? (
          <Button
            variant="subtle"
            size="sm"
            leftSection={<IconEyeOff size={18} aria-hidden />}
            onClick={() => setTold(undefined)}
          >
            {t('visitPage.hide')}
          </Button>
        ) : (
          <Button
            variant="light"
            size="sm"
            leftSection={<IconEye size={18} aria-hidden />}
            onClick={() => ask('reveal')}
          >
            {t('concerns.reveal')}
          </Button>
        )}
        {!row.closed_at && can('add_step') && (
          <Button variant="light" size="sm" onClick={() => ask('step')}>
            {t('concerns.addStep')}
          </Button>
        )}
        {row.state === 'handled' && can('close') && (
          <Button variant="subtle" size="sm" onClick={() => ask('close')}>
            {t('concerns.close')}
          </Button>
        )}
      </div>
      {asking && (
        <ReasonDialog
          opened
          onClose={() => setAsking(undefined)}
          title={t(`concerns.ask.${asking}.title`)}
          hint={t(`concerns.ask.${asking}.hint`)}
          label={t(`concerns.ask.${asking}.label`)}
          confirm={t(`concerns.ask.${asking}.confirm`)}
          busy={acting.isPending}
          error={acting.error}
          onConfirm={(text) => acting.mutate({ act: asking, text })}
        />
      )}
    </li>
  );
}

/** Opened once, for a purpose; gone when the page is left. */
function Told({ told }: { told: Told }) {
  const { t } = useTranslation();
  const format = useFormat();
  const lines: [string, string][] = [
    [t('concerns.account'), told.account],
    [t('concerns.stepTaken'), told.step_taken],
    [t('concerns.told'), told.told],
    ...told.steps.map((s): [string, string] => [
      [format.day(s.taken_on), s.by?.name].filter(Boolean).join(' · '),
      s.what,
    ]),
    [t('concerns.result'), told.result],
  ];
  return (
    <dl className={classes.told}>
      {lines
        .filter(([, text]) => text)
        .map(([label, text]) => (
          <div key={`${label}/${text}`}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}
