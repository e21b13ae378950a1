import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPalette, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useMe } from '@/shared/session/me';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { type Theme, themeList } from './queries';
import { ThemeDialog } from './ThemeDialog';
import { ThemeRow } from './ThemeRow';
import classes from './Themes.module.css';
import { YearStrip } from './YearStrip';
import { monthsOf, schoolYearOf } from './year';

/** 主题教育月: a school year as it looks from afar, and each theme by itself. */
export function ThemesPage() {
  const { t } = useTranslation();
  const { today } = useMe();
  const can = useCan();
  const [year, setYear] = useState(() => schoolYearOf(today));
  const [adding, setAdding] = useState(false);
  const { data: all, error, isPending, refetch } = useQuery(themeList());
  if (isPending) return <PageSkeleton />;
  if (!all) return <Failure error={error} reset={refetch} />;
  const months = monthsOf(year);
  const first = months[0]?.first ?? '';
  const last = months.at(-1)?.last ?? '';
  const shown = all
    .filter((theme: Theme) => theme.starts_on <= last && theme.ends_on >= first)
    .sort((a, b) => a.starts_on.localeCompare(b.starts_on));
  const add = can('CATALOGUE_KEEP') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('themes.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('themes.title')} hint={t('themes.hint')}>
        {add}
      </PageHeader>
      <div className={classes.page}>
        <section className={classes.year} aria-label={t('themes.year', { from: year, to: year + 1 })}>
          <div className={classes.yearHead}>
            <Button variant="subtle" px="xs" aria-label={t('themes.yearBefore')} onClick={() => setYear(year - 1)}>
              <IconChevronLeft size={20} aria-hidden />
            </Button>
            <b aria-live="polite">{t('themes.year', { from: year, to: year + 1 })}</b>
            <Button variant="subtle" px="xs" aria-label={t('themes.yearAfter')} onClick={() => setYear(year + 1)}>
              <IconChevronRight size={20} aria-hidden />
            </Button>
          </div>
          <YearStrip months={months} themes={shown} today={today} />
        </section>
        {shown.length === 0 ? (
          <Empty icon={IconPalette} title={t('themes.none')} hint={t('themes.noneHint')} action={add} />
        ) : (
          <ul className={classes.rows}>
            {shown.map((theme) => (
              <ThemeRow key={theme.id} theme={theme} today={today} />
            ))}
          </ul>
        )}
      </div>
      <ThemeDialog opened={adding} onClose={() => setAdding(false)} />
    </>
  );
}
