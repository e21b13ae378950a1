import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Sealed.module.css';

/** A hint that says who may open the words. The lock stays beside its first line. */
export const Sealed = ({ children }: { children: ReactNode }) => (
  <span className={classes.sealed}>
    <IconLock size={16} aria-hidden />
    <span>{children}</span>
  </span>
);
