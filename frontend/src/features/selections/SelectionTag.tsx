import { Tag, type Tone } from '@/shared/ui/Tag';
import type { Selection } from './queries';

const tones: Record<Selection['state'], Tone> = {
  ahead: 'calm',
  open: 'brand',
  over: 'soon',
  closed: 'calm',
  voided: 'calm',
};

export const SelectionTag = ({ row }: { row: Selection }) => <Tag tone={tones[row.state]}>{row.state_label}</Tag>;
