import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { notify } from '@/shared/ui/notify';
import { Tag } from '@/shared/ui/Tag';
import { type Theme, withdrawTheme } from './queries';
import classes from './Themes.module.css';

export function ThemeRow({ theme, today }: { theme: Theme; today: string }) {
  const { t } = useTranslation();
  const { date, list } = useFormat();
  const [asking, setAsking] = useState(false);
  const withdraw = useWrite(withdrawTheme, ['theme-months'], () => {
    setAsking(false);
    notify(t('themes.withdrawn', { title: theme.title }));
  });
  const state = today < theme.starts_on ? 'toCome' : today > theme.ends_on ? 'over' : 'now';
  return (
    <li data-colour={theme.colour}>
      <div className={classes.what}>
        <p className={classes.name}>
          <b>{theme.title}</b>
          <span className={classes.colour}>
            <i data-colour={theme.colour} aria-hidden />
            {t(`pointWords.colour.${theme.colour}`)}
          </span>
          {state !== 'over' && <Tag tone={state === 'now' ? 'brand' : 'soon'}>{t(`themes.state.${state}`)}</Tag>}
        </p>
        {theme.slogan && <p className={classes.slogan}>{t('themes.said', { slogan: theme.slogan })}</p>}
        <p className={classes.facts}>
          {t('students.fromTo', { first: date(theme.starts_on), last: date(theme.ends_on) })}
        </p>
        <p className={classes.facts}>
          {theme.items.length > 0
            ? t('themes.items', { items: list(theme.items.map((item) => item.name)) })
            : t('themes.noItems')}
        </p>
      </div>
      {theme.abilities.includes('withdraw') && (
        <Button
          size="sm"
          variant="default"
          className={classes.act ?? ''}
          aria-label={t('themes.withdrawOf', { title: theme.title })}
          onClick={() => setAsking(true)}
        >
          {t('themes.withdraw')}
        </Button>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('themes.withdrawOf', { title: theme.title })}
        confirm={t('themes.withdraw')}
        danger
        busy={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate(theme.id)}
      >
        {t('themes.withdrawHint')}
      </ConfirmDialog>
    </li>
  );
}
