import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/shared/session/me';
import { PageHeader } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Kinds } from './Kinds';
import { LimitsView } from './LimitsView';
import { Quotas } from './Quotas';
import classes from './Settings.module.css';
import { StrategyTags } from './StrategyTags';

const page = getRouteApi('/lesson-settings');
const views = ['kinds', 'tags', 'quotas', 'limits'] as const;

/** What the teaching office sets once: kinds of lessons, words for strategies, what is asked, what counts as late. */
export function LessonSettingsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = page.useNavigate();
  const { view: asked } = page.useSearch();
  const view = views.find((one) => one === asked) ?? 'kinds';
  const shown = { kinds: <Kinds />, tags: <StrategyTags />, quotas: <Quotas />, limits: <LimitsView /> };
  return (
    <div className={classes.page}>
      <PageHeader title={t('lessonSettings.title')} hint={t(`lessonSettings.hint.${view}`)}>
        {can('RUBRIC_KEEP') && <Link to="/rubrics">{t('lessonSettings.rubrics')}</Link>}
      </PageHeader>
      <div className={classes.filters}>
        <Tabs
          label={t('lessonSettings.title')}
          value={view}
          options={views.map((value) => ({ value, label: t(`lessonSettings.view.${value}`) }))}
          onChange={(next) => void navigate({ search: next === 'kinds' ? {} : { view: next }, replace: true })}
        />
      </div>
      {shown[view]}
    </div>
  );
}
