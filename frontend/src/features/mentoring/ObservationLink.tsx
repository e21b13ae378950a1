import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** The record that a number stands for; who may not read it is told so there. */
export const ObservationLink = ({ id, children }: { id: string; children: ReactNode }) => (
  <Link to="/observations/$id" params={{ id }}>
    {children}
  </Link>
);
