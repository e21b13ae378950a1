import { IconChevronRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useFormat } from '@/shared/i18n/format';
import classes from './Figure.module.css';
import type { FigureRecord } from './queries';

/** One counted record. A visit opens; the others say all they have here. */
export function RecordRow({ row }: { row: FigureRecord }) {
  const { date } = useFormat();
  const body = (
    <>
      <span className={classes.who}>
        <b>{row.student?.name ?? row.label}</b>
        {row.student && <span>{row.student.class_name}</span>}
      </span>
      <span className={classes.what}>
        {row.student && row.label !== row.student.name && <span>{row.label}</span>}
        {row.detail && <small>{row.detail}</small>}
      </span>
      {row.on && <time dateTime={row.on}>{date(row.on)}</time>}
    </>
  );
  return (
    <li>
      {row.type === 'home_visit' ? (
        <Link to="/visits/$id" params={{ id: row.id }} className={classes.row} data-opens>
          {body}
          <IconChevronRight size={18} aria-hidden />
        </Link>
      ) : (
        <div className={classes.row}>{body}</div>
      )}
    </li>
  );
}
