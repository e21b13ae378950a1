import { Tag, type Tone } from '@/shared/ui/Tag';
import type { Award } from './queries';

const tones: Record<Award['state'], Tone> = { declared: 'soon', verified: 'brand', rejected: 'trouble' };

/** Where an award stands; a void one says so. */
export const StateTag = ({ award, voided }: { award: Award; voided: string }) =>
  award.is_voided ? <Tag>{voided}</Tag> : <Tag tone={tones[award.state]}>{award.state_label}</Tag>;
