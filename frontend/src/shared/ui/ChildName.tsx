import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './Rows.module.css';

interface Child {
  id: string;
  name: string;
  school_class: { name: string } | null;
}

/** A child at the head of a line; the name opens the file for those who may know of the child. */
export const ChildName = ({ child, file, children }: { child: Child; file?: boolean; children?: ReactNode }) => (
  <div className={classes.name}>
    {file ? (
      <Link to="/children/$id/file" params={{ id: child.id }}>
        <b>{child.name}</b>
      </Link>
    ) : (
      <b>{child.name}</b>
    )}
    <small>{child.school_class?.name}</small>
    {children}
  </div>
);
