import type { Declaration } from './queries';

export const declarationKinds = [
  'accidents',
  'public_security_cases',
  'negative_list',
  'guiding_line',
] as const satisfies readonly Declaration['kind'][];

export const answers = ['none', 'occurred', 'not_applicable'] as const;

/** Those that give a number. */
export const counted = (kind: string) => kind === 'accidents' || kind === 'public_security_cases';
