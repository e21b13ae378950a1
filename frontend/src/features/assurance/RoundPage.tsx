import { Button } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Assurance.module.css';
import { Back } from './Back';
import { Layers } from './Layers';
import { PledgeTag } from './PledgeTag';
import { type Round, roundOf, signPledge, touched, voidRound } from './queries';
import { Signers } from './Signers';
import { useTermWords } from './useTermWords';

const page = getRouteApi('/assurance/pledges/$id');

/** One round: the text, my signature under it, and who has signed, layer by layer. */
export function RoundPage() {
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(roundOf(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <File round={data} />;
}

function File({ round }: { round: Round }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const term = useTermWords();
  const [taking, setTaking] = useState(false);
  const take = useWrite(voidRound, touched.pledges, () => {
    setTaking(false);
    notify(t('assurance.pledges.voidedNow'));
  });
  const { version } = round;
  return (
    <div className={classes.page}>
      <Back view="pledges" />
      <PageHeader
        title={version.form.title}
        hint={
          <span className={classes.tags}>
            {round.is_voided && <Tag>{t('assurance.voided')}</Tag>}
            {round.mine && <PledgeTag state={round.mine.state} label={round.mine.state_label} mine />}
            <span>{term(round.term)}</span>
            <span>{t('assurance.fromTo', { first: date(round.opens_on), last: date(round.due_on) })}</span>
          </span>
        }
      >
        {round.abilities.includes('void') && (
          <Button variant="default" onClick={() => setTaking(true)}>
            {t('assurance.pledges.void')}
          </Button>
        )}
      </PageHeader>
      {round.is_voided && <p className={classes.note}>{t('assurance.because', { reason: round.void_reason })}</p>}
      <div className={classes.stack}>
        <Panel
          title={t('assurance.pledges.text')}
          hint={t('assurance.forms.versionFrom', { number: version.number, day: date(version.effective_from) })}
        >
          <p className={classes.paper}>{version.text}</p>
          <Mine round={round} />
        </Panel>
        <Signers round={round} />
        <Panel title={t('assurance.forms.layers')}>
          <Layers version={version} />
        </Panel>
      </div>
      <ReasonDialog
        opened={taking}
        onClose={() => setTaking(false)}
        title={t('assurance.pledges.void')}
        hint={t('assurance.pledges.voidHint')}
        label={t('assurance.reason')}
        confirm={t('assurance.pledges.void')}
        danger
        busy={take.isPending}
        error={take.error}
        onConfirm={(reason) => take.mutate({ id: round.id, reason })}
      />
    </div>
  );
}

/** Under the text: the signature, or what stands of it. */
function Mine({ round }: { round: Round }) {
  const { t } = useTranslation();
  const { moment, date, list } = useFormat();
  const [read, setRead] = useState(false);
  const sign = useWrite(signPledge, touched.pledges, () => notify(t('assurance.pledges.signedNow')));
  const { mine, version } = round;
  if (!mine) return null;
  const bound = version.layers.find((one) => one.number === mine.layer);
  const layer = bound?.name ?? '';
  const beside = list(bound?.countersigner_labels ?? []);
  if (mine.signed_at) {
    return (
      <div className={classes.sign} role="status">
        <p>
          <b>{t('assurance.pledges.iSigned', { at: moment(mine.signed_at) })}</b>
        </p>
        <p className={classes.small}>
          {mine.countersigned_at
            ? t('assurance.pledges.besideMe', {
                name: mine.countersigned_by?.name ?? '',
                at: moment(mine.countersigned_at),
              })
            : t(beside ? 'assurance.pledges.besideMeBy' : 'assurance.pledges.nobodyBesideMe', { layer, posts: beside })}
        </p>
      </div>
    );
  }
  if (!round.abilities.includes('sign')) {
    return round.is_voided || mine.state === 'left' ? null : (
      <p className={classes.sign}>{t('assurance.pledges.notYet', { day: date(round.opens_on) })}</p>
    );
  }
  return (
    <div className={classes.sign}>
      <label className={classes.check}>
        <input type="checkbox" checked={read} onChange={({ currentTarget }) => setRead(currentTarget.checked)} />
        <span>{t('assurance.pledges.haveRead')}</span>
      </label>
      {sign.error && (
        <p role="alert" className={classes.refusal}>
          {problemText(sign.error)}
        </p>
      )}
      <Button
        size="md"
        leftSection={<IconSignature size={20} aria-hidden />}
        disabled={!read}
        loading={sign.isPending}
        onClick={() => sign.mutate({ id: round.id, sha256: version.sha256 })}
      >
        {t('assurance.pledges.sign')}
      </Button>
      <p className={classes.small}>{t('assurance.pledges.signHint', { layer })}</p>
      <p className={classes.small}>
        {t(beside ? 'assurance.pledges.thenBy' : 'assurance.pledges.thenNobody', { posts: beside })}
      </p>
    </div>
  );
}
