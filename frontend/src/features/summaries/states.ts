const tones: Record<string, string> = {
  compiling: 'amber',
  draft: 'gray',
  in_review: 'amber',
  changes_requested: 'cinnabar',
  approved: 'pine',
  published: 'pine',
  withdrawn: 'gray',
};

export const stateTone = (state: string) => tones[state] ?? 'gray';
