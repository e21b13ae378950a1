import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '@/shared/ui/Tag';
import type { Signer } from './queries';

const tones: Record<Signer['state'], Tone> = { signed: 'brand', waiting: 'soon', overdue: 'trouble', left: 'calm' };

/** How one signature stands. */
export function PledgeTag({ state, label, mine }: { state: Signer['state']; label: string; mine?: boolean }) {
  const { t } = useTranslation();
  return <Tag tone={tones[state]}>{mine ? t('assurance.pledges.mine', { state: label }) : label}</Tag>;
}
