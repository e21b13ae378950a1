import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/shared/session/me';
import { PageHeader } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import { Closed } from './Closed';
import { Decide } from './Decide';
import { Sweep } from './Sweep';

const page = getRouteApi('/proposals');
type View = 'sweep' | 'check' | 'confirm' | 'closed';

/** 认定: each of the three people sees the step that is theirs. */
export function ProposalsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const { view } = page.useSearch();
  const navigate = page.useNavigate();
  const views: View[] = [
    ...(can('PROPOSAL_MAKE') ? (['sweep'] as const) : []),
    ...(can('PROPOSAL_CHECK') ? (['check'] as const) : []),
    ...(can('PROPOSAL_CONFIRM') ? (['confirm'] as const) : []),
    ...(can('CIRCUMSTANCE_READ') ? (['closed'] as const) : []),
  ];
  const shown = views.find((one) => one === view) ?? views[0];
  return (
    <>
      <PageHeader title={t('proposals.title')} hint={t(`proposals.hint.${shown ?? 'closed'}`)} />
      {views.length > 1 && (
        <Tabs
          label={t('proposals.views')}
          value={shown ?? ''}
          options={views.map((one) => ({ value: one, label: t(`proposals.view.${one}`) }))}
          onChange={(next) => void navigate({ search: { view: next }, replace: true })}
        />
      )}
      {shown === 'sweep' && <Sweep />}
      {shown === 'check' && <Decide step="check" />}
      {shown === 'confirm' && <Decide step="confirm" />}
      {shown === 'closed' && <Closed />}
    </>
  );
}
