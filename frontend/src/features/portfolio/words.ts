import type { Tone } from '@/shared/ui/Tag';
import type { Dimension, Horizon, Measure, Plan, Stage, Visibility } from './queries';

export const dimensions = [
  'ethics',
  'teaching',
  'research',
  'learning',
  'class',
  'guidance',
] as const satisfies readonly Dimension[];
export const measures = ['count', 'milestone', 'text'] as const satisfies readonly Measure[];
export const stages = ['novice', 'competent', 'mature', 'expert'] as const satisfies readonly Stage[];
export const horizons = ['years', 'term'] as const satisfies readonly Horizon[];
export const visibilities = ['private', 'reviewer', 'named', 'school'] as const satisfies readonly Visibility[];
export const ratings = [1, 2, 3, 4] as const;

export const stateTones: Record<Plan['state'], Tone> = {
  draft: 'calm',
  submitted: 'soon',
  returned: 'trouble',
  approved: 'brand',
  voided: 'calm',
};
