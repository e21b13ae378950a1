import { IconChevronRight } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import { useFormat } from '@/shared/i18n/format';
import classes from './Figure.module.css';
import type { FigureRecord } from './queries';

/** Of "<part>:<whole>", as a record is named that has no page of its own. */
const whole = (key: string) => key.slice(key.indexOf(':') + 1);

/** Where a record is read whole. A month is named by its pair, its term and its first day. */
const ways: Record<string, (id: string) => LinkProps> = {
  home_visit: (id) => ({ to: '/visits/$id', params: { id } }),
  mentor_pair: (id) => ({ to: '/pairs/$id', params: { id } }),
  mentor_month: (key) => {
    const [id = '', , month] = key.split(':');
    return { to: '/pairs/$id', params: { id }, search: { month: `${month}-01` } };
  },
  pledge: (key) => ({ to: '/assurance/pledges/$id', params: { id: whole(key) } }),
  inspection: (id) => ({ to: '/assurance/inspections/$id', params: { id } }),
  finding: (id) => ({ to: '/assurance/findings/$id', params: { id } }),
  survey: (id) => ({ to: '/assurance/surveys/$id', params: { id } }),
  survey_count: (key) => ({ to: '/assurance/surveys/$id', params: { id: whole(key) } }),
  leading_task: () => ({ to: '/assurance', search: { view: 'leading' } }),
  declaration: () => ({ to: '/assurance', search: { view: 'declarations' } }),
  award: (id) => ({ to: '/awards/$id', params: { id } }),
  award_winner: (key) => ({ to: '/awards/$id', params: { id: whole(key) } }),
  nomination: (key) => ({ to: '/selections/$id', params: { id: whole(key) } }),
  goal: (key) => ({ to: '/portfolio/plans/$id', params: { id: whole(key) } }),
  activity: (id) => ({ to: '/activities/$id', params: { id } }),
  activity_part: (key) => ({ to: '/activities/$id', params: { id: whole(key) } }),
  programme: (id) => ({ to: '/programmes/$id', params: { id } }),
  activity_group: (id) => ({ to: '/activity-groups/$id', params: { id } }),
};

/** One counted record. What has a page of its own opens; the others say all they have here. */
export function RecordRow({ row }: { row: FigureRecord }) {
  const { date } = useFormat();
  const way = ways[row.type]?.(row.id);
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
