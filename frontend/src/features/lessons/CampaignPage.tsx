import { Button } from '@mantine/core';
import { IconChalkboard, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { CampaignDialog } from './CampaignDialog';
import classes from './Campaigns.module.css';
import { LessonDays } from './LessonDays';
import { type Campaign, campaignQuery, lessonList } from './queries';

const page = getRouteApi('/campaigns/$id');

/** One month: its kinds with how many lessons each has, and the lessons themselves by day. */
export function CampaignPage() {
  const { id } = page.useParams();
  const { data: campaign, error, isPending, refetch } = useQuery(campaignQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!campaign) return <Failure error={error} reset={refetch} />;
  return <Month campaign={campaign} />;
}

function Month({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const navigate = page.useNavigate();
  const { kind } = page.useSearch();
  const [changing, setChanging] = useState(false);
  const filters = { campaign: campaign.id, ...(kind ? { kind } : {}) };
  const { data: lessons, error, isPending, refetch } = useQuery(lessonList(filters));
  return (
    <div className={classes.page}>
      <PageHeader
        title={campaign.name}
        hint={
          <>
            {campaign.theme && <>{campaign.theme} · </>}
            {format.date(campaign.starts_on)}–{format.date(campaign.ends_on)}
          </>
        }
      >
        {can('LESSON_HOST') && (
          <ButtonLink to="/lessons/new" search={{ campaign: campaign.id }}>
            {t('campaigns.openHere')}
          </ButtonLink>
        )}
        {campaign.abilities.includes('change') && (
          <Button
            variant="default"
            leftSection={<IconPencil size={18} aria-hidden />}
            onClick={() => setChanging(true)}
          >
            {t('campaigns.change')}
          </Button>
        )}
      </PageHeader>
      <fieldset className={classes.kinds}>
        <legend className={classes.spoken}>{t('campaigns.kinds')}</legend>
        {campaign.kinds.map((one) => (
          <button
            key={one.id}
            type="button"
            aria-pressed={kind === one.id}
            onClick={() => void navigate({ search: kind === one.id ? {} : { kind: one.id }, replace: true })}
          >
            <b>{one.lessons}</b>
            {one.name}
          </button>
        ))}
      </fieldset>
      {isPending && <PageSkeleton />}
      {!isPending && !lessons && <Failure error={error} reset={refetch} />}
      {lessons?.length === 0 && (
        <Empty icon={IconChalkboard} title={t('campaigns.noLessons')} hint={t('campaigns.noLessonsHint')} />
      )}
      {lessons && lessons.length > 0 && <LessonDays lessons={lessons} />}
      <CampaignDialog of={changing ? campaign : undefined} onClose={() => setChanging(false)} />
    </div>
  );
}
