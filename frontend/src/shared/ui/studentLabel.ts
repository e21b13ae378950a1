interface Child {
  name: string;
  student_number: string;
  school_class: { name: string } | null;
}

/** The names that two of these children share. */
export function sharedNames(children: readonly Child[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { name } of children) (seen.has(name) ? shared : seen).add(name);
  return shared;
}

/** A child as a list of choices names it; where the name is shared, the end of the number tells who is meant. */
export const studentLabel = ({ name, school_class, student_number }: Child, shared: ReadonlySet<string>) =>
  [name, school_class?.name, shared.has(name) && `…${student_number.slice(-4)}`].filter(Boolean).join(' · ');
