import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Ambassadors.module.css';
import { Chosen } from './Chosen';
import { NominateDialog } from './NominateDialog';
import { Nominations } from './Nominations';
import { closeRound, publishRound, type Round, roundOf, touched } from './queries';
import { RoundDialog } from './RoundDialog';
import { RoundTag, stageOf } from './RoundTag';

const page = getRouteApi('/ambassadors/$id');

/** One selection, from its criteria to the children who were chosen. */
export function RoundPage() {
  const { t } = useTranslation();
  const { date } = useFormat();
  const can = useCan();
  const { id } = page.useParams();
  const [nominating, setNominating] = useState(false);
  const { data: round, error, isPending, refetch } = useQuery(roundOf(id));
  if (isPending) return <PageSkeleton />;
  if (!round) return <Failure error={error} reset={refetch} />;
  const stage = stageOf(round);
  return (
    <div className={classes.narrow}>
      <p className={classes.back}>
        <Link to="/ambassadors">{t('ambassadors.back')}</Link>
      </p>
      <PageHeader
        title={round.title}
        hint={
          <>
            <RoundTag round={round} /> {t('ambassadors.until', { date: date(round.nominations_until) })} ·{' '}
            {t('ambassadors.places', { count: round.places_a_class })}
          </>
        }
      >
        {stage === 'nominating' && can('AMBASSADOR_NOMINATE') && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setNominating(true)}>
            {t('ambassadors.nominate')}
          </Button>
        )}
        <RoundActs round={round} />
      </PageHeader>
      <div className={classes.page}>
        <Panel
          title={t('ambassadors.criteria')}
          hint={
            round.published_at
              ? t('ambassadors.publishedAt', { date: date(round.published_at) })
              : t('ambassadors.unpublished')
          }
        >
          <p className={classes.text}>{round.criteria}</p>
        </Panel>
        {round.published_at && <Chosen round={round} />}
        {round.state === 'open' && <Nominations round={round} />}
      </div>
      <NominateDialog round={round} opened={nominating} onClose={() => setNominating(false)} />
    </div>
  );
}

function RoundActs({ round }: { round: Round }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'publish' | 'close'>();
  const [changing, setChanging] = useState(false);
  const done = (message: 'ambassadors.published' | 'ambassadors.closedNow') => () => {
    setAsking(undefined);
    notify(t(message));
  };
  const publish = useWrite(publishRound, touched, done('ambassadors.published'));
  const close = useWrite(closeRound, touched, done('ambassadors.closedNow'));
  return (
    <>
      {round.abilities.includes('change') && (
        <Button variant="default" onClick={() => setChanging(true)}>
          {t('ambassadors.change')}
        </Button>
      )}
      {round.abilities.includes('publish') && (
        <Button onClick={() => setAsking('publish')}>{t('ambassadors.publish')}</Button>
      )}
      {round.abilities.includes('close') && (
        <Button variant="default" onClick={() => setAsking('close')}>
          {t('ambassadors.close')}
        </Button>
      )}
      <RoundDialog of={round} opened={changing} onClose={() => setChanging(false)} />
      <ConfirmDialog
        opened={asking === 'publish'}
        onClose={() => setAsking(undefined)}
        title={t('ambassadors.publish')}
        confirm={t('ambassadors.publish')}
        busy={publish.isPending}
        error={publish.error}
        onConfirm={() => publish.mutate(round.id)}
      >
        {t('ambassadors.publishHint')}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'close'}
        onClose={() => setAsking(undefined)}
        title={t('ambassadors.close')}
        confirm={t('ambassadors.close')}
        busy={close.isPending}
        error={close.error}
        onConfirm={() => close.mutate(round.id)}
      >
        {t('ambassadors.closeHint')}
      </ConfirmDialog>
    </>
  );
}
