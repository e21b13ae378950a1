import { Button, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { schoolToday } from '@/shared/i18n/format';
import classes from './Explain.module.css';
import type { Explained } from './queries';

const page = getRouteApi('/obligations/$id');

/** The school's clock in a field of the browser: 2026-11-23T09:30. */
const asField = (moment: string) =>
  new Date(moment).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16).replace(' ', 'T');
const asMoment = (field: string) => `${field}:00+08:00`;
const eveningOf = (day: string) => `${day}T23:59:59+08:00`;

/** Two questions in words: the state of which day, and by what stood in the books when. Both live in the address. */
export function WhenControls({ told }: { told: Explained }) {
  const { t } = useTranslation();
  const { as_of, known_at } = page.useSearch();
  const navigate = page.useNavigate();
  const today = schoolToday();
  const ask = (next: { as_of?: string | undefined; known_at?: string | undefined }) =>
    void navigate({ search: (s) => ({ ...s, ...next }), replace: true });
  const days = [
    { label: t('explain.today'), day: undefined },
    { label: t('explain.termStart'), day: told.term_starts_on },
    ...(told.overdue_from ? [{ label: t('explain.overdueFrom'), day: told.overdue_from }] : []),
  ];
  const moments = [
    { label: t('explain.now'), moment: undefined },
    { label: t('explain.thatEvening'), moment: eveningOf(as_of ?? today) },
  ];
  return (
    <section className={classes.when} aria-label={t('explain.when')}>
      <div>
        <TextInput
          type="date"
          label={t('explain.asOf')}
          value={as_of ?? today}
          onChange={(event) => ask({ as_of: event.currentTarget.value || undefined })}
        />
        <div className={classes.quick}>
          {days.map(({ label, day }) => (
            <Button
              key={label}
              size="compact-md"
              variant={as_of === day ? 'filled' : 'light'}
              aria-pressed={as_of === day}
              onClick={() => ask({ as_of: day })}
            >
              {label}
            </Button>
          ))}
        </div>
      </div>
      <div>
        <TextInput
          type="datetime-local"
          label={t('explain.knownAt')}
          value={known_at ? asField(known_at) : ''}
          onChange={({ currentTarget: { value } }) => ask({ known_at: value ? asMoment(value) : undefined })}
        />
        <div className={classes.quick}>
          {moments.map(({ label, moment }) => (
            <Button
              key={label}
              size="compact-md"
              variant={known_at === moment ? 'filled' : 'light'}
              aria-pressed={known_at === moment}
              onClick={() => ask({ known_at: moment })}
            >
              {label}
            </Button>
          ))}
        </div>
      </div>
    </section>
  );
}
