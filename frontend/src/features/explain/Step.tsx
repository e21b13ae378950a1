import type { ReactNode } from 'react';

/** One step of the explanation; the list numbers them. */
export const Step = ({ title, children }: { title: string; children: ReactNode }) => (
  <li>
    <h2>{title}</h2>
    {children}
  </li>
);
