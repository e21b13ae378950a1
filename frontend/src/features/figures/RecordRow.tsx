import { IconChevronRight } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useFormat } from '@/shared/i18n/format';
import classes from './Figure.module.css';
import type { FigureRecord } from './queries';

/** Where a record is read whole. A month is named by its pair, its term and its first day. */
function wayTo({ type, id }: FigureRecord): LinkProps | undefined {
  if (type === 'home_visit') return { to: '/visits/$id', params: { id } };
  if (type === 'mentor_pair') return { to: '/pairs/$id', params: { id } };
  if (type === 'inspection') return { to: '/assurance/inspections/$id', params: { id } };
  if (type === 'finding') return { to: '/assurance/findings/$id', params: { id } };
  if (type === 'survey') return { to: '/assurance/surveys/$id', params: { id } };
  if (type === 'leading_task') return { to: '/assurance', search: { view: 'leading' } };
  if (type === 'declaration') return { to: '/assurance', search: { view: 'declarations' } };
  if (type !== 'mentor_month') return;
  const [pair = '', , month] = id.split(':');
  return { to: '/pairs/$id', params: { id: pair }, search: { month: `${month}-01` } };
}

/** One counted record. What has a page of its own opens; the others say all they have here. */
export function RecordRow({ row }: { row: FigureRecord }) {
  const { date } = useFormat();
  const way = wayTo(row);
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
      {way ? (
        <Link {...way} className={classes.row} data-opens>
          {body}
          <IconChevronRight size={18} aria-hidden />
        </Link>
      ) : (
        <div className={classes.row}>{body}</div>
      )}
    </li>
  );
}
