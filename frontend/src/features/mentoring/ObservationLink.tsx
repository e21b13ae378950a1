import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Where one observation is read. */
export const observationAt = (id: string): string => `/observations/${id}`;

export const ObservationLink = ({ id, children }: { id: string; children: ReactNode }) => (
  <Link to={observationAt(id)}>{children}</Link>
);
