import { Button } from '@mantine/core';
import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/shared/ui/Panel';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { Tabs } from '@/shared/ui/Tabs';
import classes from './Portfolio.module.css';
import { myReflections, type PortfolioFile, reflectionsOfOthers } from './queries';
import { ReflectionForm } from './ReflectionForm';
import { ReflectionRow } from './ReflectionRow';

const sides = ['mine', 'others'] as const;

/** 教学反思: my own, and those that colleagues let me read. */
export default function Reflections({ portfolio }: { portfolio: PortfolioFile }) {
  const { t } = useTranslation();
  const [side, setSide] = useState<(typeof sides)[number]>('mine');
  const [writing, setWriting] = useState(false);
  return (
    <div className={classes.stack}>
      <div className={classes.tools}>
        <Tabs
          label={t('portfolio.reflection.whose')}
          value={side}
          options={sides.map((one) => ({ value: one, label: t(`portfolio.reflection.${one}`) }))}
          onChange={setSide}
        />
        {side === 'mine' && !writing && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setWriting(true)}>
            {t('portfolio.reflection.write')}
          </Button>
        )}
      </div>
      {writing && side === 'mine' && (
        <Panel title={t('portfolio.reflection.write')} hint={t('portfolio.reflection.writeHint')}>
          <ReflectionForm portfolio={portfolio.id} onDone={() => setWriting(false)} />
        </Panel>
      )}
      {side === 'mine' ? <Mine portfolio={portfolio} isWriting={writing} /> : <Others />}
    </div>
  );
}

function Mine({ portfolio, isWriting }: { portfolio: PortfolioFile; isWriting: boolean }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(myReflections);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  if (data.length === 0 && !isWriting)
    return <Empty icon={IconPencil} title={t('portfolio.reflection.none')} hint={t('portfolio.reflection.noneHint')} />;
  return (
    <ul className={classes.cards}>
      {data.map((row) => (
        <ReflectionRow key={row.id} row={row} portfolio={portfolio.id} />
      ))}
    </ul>
  );
}

function Others() {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(reflectionsOfOthers);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  if (data.length === 0)
    return (
      <Empty
        icon={IconPencil}
        title={t('portfolio.reflection.noneOthers')}
        hint={t('portfolio.reflection.noneOthersHint')}
      />
    );
  return (
    <>
      <p className={classes.small}>{t('portfolio.reflection.logged')}</p>
      <ul className={classes.cards}>
        {data.map((row) => (
          <ReflectionRow key={row.id} row={row} />
        ))}
      </ul>
    </>
  );
}
