import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '@/shared/ui/Tag';
import type { Award } from './queries';

const tones: Record<Award['state'], Tone> = { declared: 'soon', verified: 'brand', rejected: 'trouble' };

/** Where an award stands; a void one says so. */
export function StateTag({ award }: { award: Award }) {
  const { t } = useTranslation();
  if (award.is_voided) return <Tag>{t('awards.isVoided')}</Tag>;
  return <Tag tone={tones[award.state]}>{award.state_label}</Tag>;
}
