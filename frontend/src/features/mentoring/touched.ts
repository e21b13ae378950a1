import { portfoliosTouched } from '@/shared/api/portfolios';

/** Whatever tells of pairs is read anew. */
export const touched = [
  'mentor-pairs',
  'mentor-months',
  'mentor-talks',
  'mentor-steps',
  'figures',
  ...portfoliosTouched,
] as const;
