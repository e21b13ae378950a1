import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '../session/me';
import { Tabs } from '../ui/Tabs';
import classes from './AreaTabs.module.css';

type Area = 'awards' | 'selections' | 'recognitions';

/** What was won, who is being selected, and whom everybody may read of: three lists, one entry of the navigation. */
export function AreaTabs({ of }: { of: Area }) {
  const { t } = useTranslation();
  const can = useCan();
  const navigate = useNavigate();
  const offered: Area[] = [
    ...(can('AWARD_READ') ? (['awards'] as const) : []),
    ...(can('SELECTION_READ') ? (['selections'] as const) : []),
    ...(can('RECOGNITION_READ') ? (['recognitions'] as const) : []),
  ];
  if (offered.length < 2) return null;
  return (
    <div className={classes.area}>
      <Tabs
        label={t('proofs.areas')}
        value={of}
        options={offered.map((value) => ({ value, label: t(`proofs.area.${value}`) }))}
        onChange={(next) => void navigate({ to: `/${next}` })}
      />
    </div>
  );
}
