import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Tabs } from '@/shared/ui/Tabs';
import { Standings } from './Standings';
import { Unseen } from './Unseen';

const page = getRouteApi('/coverage');

/** For the offices: whom nobody has seen for long, and how far everybody is. Never one against the other. */
export function CoveragePage() {
  const { t } = useTranslation();
  const navigate = page.useNavigate();
  const { view } = page.useSearch();
  const tabs = (
    <Tabs
      label={t('coverage.views')}
      value={view === 'standings' ? 'standings' : 'unseen'}
      options={[
        { value: 'unseen', label: t('coverage.view.unseen') },
        { value: 'standings', label: t('coverage.view.standings') },
      ]}
      onChange={(next) => void navigate({ search: next === 'standings' ? { view: next } : {}, replace: true })}
    />
  );
  return view === 'standings' ? <Standings tabs={tabs} /> : <Unseen tabs={tabs} />;
}
