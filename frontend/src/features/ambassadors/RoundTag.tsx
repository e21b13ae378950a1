import { useTranslation } from 'react-i18next';
import { Tag } from '@/shared/ui/Tag';
import type { Round } from './queries';

type Stage = 'draft' | 'nominating' | 'voting' | 'closed';

export function stageOf({ state, takes_nominations }: Round): Stage {
  if (state !== 'open') return state;
  return takes_nominations ? 'nominating' : 'voting';
}

/** Where a selection stands. */
export function RoundTag({ round }: { round: Round }) {
  const { t } = useTranslation();
  const stage = stageOf(round);
  return (
    <Tag tone={stage === 'closed' ? 'calm' : stage === 'draft' ? 'soon' : 'brand'}>
      {t(`ambassadors.stage.${stage}`)}
    </Tag>
  );
}
