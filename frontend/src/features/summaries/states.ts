import type { Tone } from '@/shared/ui/Tag';

const tones: Record<string, Tone> = {
  compiling: 'soon',
  draft: 'calm',
  in_review: 'soon',
  changes_requested: 'trouble',
  approved: 'brand',
  published: 'brand',
  withdrawn: 'calm',
};

export const stateTone = (state: string): Tone => tones[state] ?? 'calm';
