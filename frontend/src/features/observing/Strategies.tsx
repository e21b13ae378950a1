import { Button, Textarea } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { strategyTags } from '@/shared/lessons/lists';
import { Choices } from '@/shared/ui/Choices';
import classes from './Observe.module.css';
import type { Strategy } from './values';

interface Props {
  strategies: readonly Strategy[];
  onChange: (strategies: Strategy[]) => void;
  wrong: Record<string, string>;
}

const MOST = 20;

/** 我看到的提效策略: what the teacher did well, in a word or two and a sentence. One is enough. */
export function Strategies({ strategies, onChange, wrong }: Props) {
  const { t } = useTranslation();
  const tags = useQuery(strategyTags);
  const put = (at: number, next: Partial<Strategy>) =>
    onChange(strategies.map((one, place) => (place === at ? { ...one, ...next } : one)));
  return (
    <section className={classes.sheet} aria-labelledby="strategies">
      <div className={classes.sheetHead}>
        <h2 id="strategies">
          {t('observe.strategies')}
          <span className={classes.star} aria-hidden>
            {' *'}
          </span>
        </h2>
        <small>{t('observe.strategiesHint')}</small>
      </div>
      {strategies.map((strategy, at) => {
        const known = (tags.data?.value ?? []).filter((tag) => tag.is_active || strategy.tags.includes(tag.id));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a new strategy has no id yet, and the order never changes
          <div key={at} className={classes.strategy}>
            {known.length > 0 && (
              <Choices
                multiple
                name={`tags-${at}`}
                legend={t('observe.tags', { number: at + 1 })}
                options={known.map((tag) => ({ value: tag.id, label: tag.name }))}
                value={strategy.tags}
                onChange={(chosen) => put(at, { tags: chosen })}
              />
            )}
            <Textarea
              label={t('observe.strategyText', { number: at + 1 })}
              placeholder={at === 0 ? t('observe.strategyPlaceholder') : ''}
              autosize
              minRows={2}
              maxRows={8}
              maxLength={300}
              value={strategy.text}
              onChange={({ currentTarget }) => put(at, { text: currentTarget.value })}
              error={at === 0 ? wrong.strategies : undefined}
              data-field={at === 0 ? 'strategies' : undefined}
            />
            {strategies.length > 1 && (
              <Button
                size="sm"
                variant="subtle"
                color="cinnabar"
                aria-label={t('observe.removeStrategyOf', { number: at + 1 })}
                onClick={() => onChange(strategies.filter((_, place) => place !== at))}
              >
                {t('observe.removeStrategy')}
              </Button>
            )}
          </div>
        );
      })}
      {strategies.length < MOST && (
        <Button
          variant="subtle"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => onChange([...strategies, { text: '', tags: [] }])}
        >
          {t('observe.addStrategy')}
        </Button>
      )}
    </section>
  );
}
