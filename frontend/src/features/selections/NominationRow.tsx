import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Tag, type Tone } from '@/shared/ui/Tag';
import { NominationDialog } from './NominationDialog';
import { confirmNomination, type Nomination, publish, setConsent, touched, voidNomination } from './queries';
import classes from './Selections.module.css';

const tones: Record<Nomination['state'], Tone> = {
  nominated: 'soon',
  confirmed: 'brand',
  selected: 'brand',
  not_selected: 'calm',
};
const consents = { not_asked: 'soon', given: 'brand', refused: 'calm' } as const;

/** One nomination: somebody else confirms it; whoever was chosen is asked before anybody outside reads of it. */
export function NominationRow({ row }: { row: Nomination }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState<'change' | 'void' | 'confirm' | 'publish' | 'refuse'>();
  const can = (ability: string) => row.abilities.includes(ability);
  const { name } = row;
  const done = (message: string) => {
    setOpen(undefined);
    notify(message);
  };
  const confirm = useWrite(confirmNomination, touched, () => done(t('selections.confirmedNow', { name })));
  const cancel = useWrite(voidNomination, touched, () => done(t('selections.nominationVoided')));
  const consent = useWrite(setConsent, touched, () => done(t('selections.consentNoted', { name })));
  const show = useWrite(publish, touched, () => done(t('selections.publishedNow', { name })));
  // Somebody changed it meanwhile: what stands there now is read before anybody confirms it.
  const unread = (error: unknown) => {
    if (!(error instanceof ApiError) || error.status !== 412) return;
    setOpen(undefined);
    notifyProblem(error);
  };
  const say = (answer: 'given' | 'refused') =>
    consent.mutate({ id: row.id, consent: answer }, { onError: notifyProblem });
  return (
    <li>
      <div className={classes.what}>
        <p className={classes.name}>
          <b>{name}</b>
          {row.student?.school_class && <small>{row.student.school_class.name}</small>}
          <Tag tone={tones[row.state]}>{row.state_label}</Tag>
          {row.state === 'selected' && can('consent') && <Tag tone={consents[row.consent]}>{row.consent_label}</Tag>}
          {row.published_at && <Tag tone="brand">{t('selections.isPublished')}</Tag>}
        </p>
        <p className={classes.text}>{row.deed}</p>
        <p className={classes.facts}>
          {row.nominated_by && t('selections.by', { name: row.nominated_by.name, day: format.date(row.nominated_at) })}
          {row.confirmed_by && ` · ${t('selections.confirmedBy', { name: row.confirmed_by.name })}`}
          {row.consent_by &&
            row.consent_at &&
            ` · ${t('selections.askedBy', { name: row.consent_by.name, day: format.date(row.consent_at) })}`}
        </p>
      </div>
      <div className={classes.acts}>
        {can('confirm') && (
          <Button size="sm" aria-label={t('selections.confirmOf', { name })} onClick={() => setOpen('confirm')}>
            {t('selections.confirm')}
          </Button>
        )}
        {can('publish') && (
          <Button size="sm" aria-label={t('selections.publishOf', { name })} onClick={() => setOpen('publish')}>
            {t('selections.publish')}
          </Button>
        )}
        {can('consent') && row.consent !== 'given' && (
          <Button
            size="sm"
            variant="default"
            loading={consent.isPending}
            aria-label={t('selections.givenOf', { name })}
            onClick={() => say('given')}
          >
            {t('selections.given')}
          </Button>
        )}
        {can('consent') && row.consent !== 'refused' && (
          <Button
            size="sm"
            variant="default"
            loading={consent.isPending}
            aria-label={t('selections.refusedOf', { name })}
            onClick={() => (row.published_at ? setOpen('refuse') : say('refused'))}
          >
            {t('selections.refused')}
          </Button>
        )}
        {can('mend') && (
          <Button
            size="sm"
            variant="default"
            aria-label={t('selections.mendOf', { name })}
            onClick={() => setOpen('change')}
          >
            {t('selections.mend')}
          </Button>
        )}
        {can('partial_update') && (
          <Button
            size="sm"
            variant="default"
            aria-label={t('selections.changeOf', { name })}
            onClick={() => setOpen('change')}
          >
            {t('selections.change')}
          </Button>
        )}
        {can('void') && (
          <Button
            size="sm"
            variant="subtle"
            color="cinnabar"
            aria-label={t('selections.removeOf', { name })}
            onClick={() => setOpen('void')}
          >
            {t('selections.remove')}
          </Button>
        )}
      </div>
      <NominationDialog
        selection={row.selection}
        of={row}
        opened={open === 'change'}
        onClose={() => setOpen(undefined)}
      />
      <ConfirmDialog
        opened={open === 'confirm'}
        onClose={() => setOpen(undefined)}
        title={t('selections.confirmOf', { name })}
        confirm={t('selections.confirm')}
        busy={confirm.isPending}
        error={confirm.error}
        onConfirm={() => confirm.mutate(row, { onError: unread })}
      >
        {t('selections.confirmHint')}
      </ConfirmDialog>
      <ConfirmDialog
        opened={open === 'publish'}
        onClose={() => setOpen(undefined)}
        title={t('selections.publishOf', { name })}
        confirm={t('selections.publish')}
        busy={show.isPending}
        error={show.error}
        onConfirm={() => show.mutate(row.id)}
      >
        {t('selections.publishHint')}
      </ConfirmDialog>
      <ConfirmDialog
        opened={open === 'refuse'}
        onClose={() => setOpen(undefined)}
        title={t('selections.refusedOf', { name })}
        confirm={t('selections.refused')}
        danger
        busy={consent.isPending}
        error={consent.error}
        onConfirm={() => say('refused')}
      >
        {t('selections.refuseHint')}
      </ConfirmDialog>
      <ReasonDialog
        opened={open === 'void'}
        onClose={() => setOpen(undefined)}
        title={t('selections.removeOf', { name })}
        hint={t('selections.removeHint')}
        label={t('selections.why')}
        confirm={t('selections.remove')}
        danger
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={(reason) => cancel.mutate({ id: row.id, reason })}
      />
    </li>
  );
}
