import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/session/me';
import { Tabs } from '@/shared/ui/Tabs';
import { Items } from './Items';
import { LimitsView } from './LimitsView';

const page = getRouteApi('/point-items');

/** What may be noticed and how much of it counts. The committee reads the items; the limits are the staff's. */
export function PointItemsPage() {
  const { t } = useTranslation();
  const { is_committee } = useMe();
  const { view } = page.useSearch();
  const navigate = page.useNavigate();
  const tabs = is_committee ? null : (
    <Tabs
      label={t('pointItems.views')}
      value={view ?? 'items'}
      options={[
        { value: 'items', label: t('pointItems.title') },
        { value: 'limits', label: t('pointLimits.title') },
      ]}
      onChange={(next) => void navigate({ search: next === 'limits' ? { view: 'limits' } : {}, replace: true })}
    />
  );
  return view === 'limits' && !is_committee ? <LimitsView tabs={tabs} /> : <Items tabs={tabs} />;
}
