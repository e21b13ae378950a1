import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type FigureScope, plain } from './scope';

/** The way from a number to the records it counts. */
export function FigureLink({
  code,
  scope = {},
  side,
  cell,
  className,
  label,
  current,
  opens = true,
  children,
}: {
  code: string;
  scope?: FigureScope;
  side?: 'part' | 'whole' | undefined;
  cell?: string | undefined;
  className?: string | undefined;
  label?: string | undefined;
  /** Set where the link is one choice among several. */
  current?: boolean | undefined;
  /** Whether this person may see what is counted; otherwise the number stands alone. */
  opens?: boolean;
  children: ReactNode;
}) {
  if (!opens) return <span className={className}>{children}</span>;
  return (
    <Link
      to="/figures/$code"
      params={{ code }}
      search={{ ...scope, side, key: plain(cell) }}
      className={className}
      aria-label={label}
      aria-current={current}
    >
      {children}
    </Link>
  );
}
