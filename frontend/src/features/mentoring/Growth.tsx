import { NativeSelect, Skeleton } from '@mantine/core';
import { IconSeedling } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import classes from './Growth.module.css';
import { dotsOf, keyOf } from './growth';
import { ObservationLink } from './ObservationLink';
import { type GrowthLine, growthOf, type PairFile } from './queries';

// ECharts comes after the numbers, and only to who looks at growth.
const GrowthChart = lazy(() => import('./GrowthChart'));

/** How the mentee's lessons were seen, criterion by criterion. Each number opens the observation it stands in. */
export default function Growth({ pair }: { pair: PairFile }) {
  const { t } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(growthOf(pair.id));
  const [chosen, setChosen] = useState<string>();
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  const line = data.lines.find((one) => keyOf(one) === chosen) ?? data.lines[0];
  if (!line) return <Empty icon={IconSeedling} title={t('pairs.growth.none')} hint={t('pairs.growth.noneHint')} />;
  return (
    <Panel title={t('pairs.growth.title', { name: pair.mentee.name })} hint={t('pairs.growth.hint')}>
      <NativeSelect
        className={classes.choose}
        label={t('pairs.growth.criterion')}
        value={keyOf(line)}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        data={data.lines.map((one) => ({
          value: keyOf(one),
          label: [one.section, one.text].filter(Boolean).join(' · '),
        }))}
      />
      <OneLine key={keyOf(line)} line={line} />
    </Panel>
  );
}

function OneLine({ line }: { line: GrowthLine }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const navigate = useNavigate();
  const dots = dotsOf(line);
  const first = dots[0];
  const last = dots.at(-1);
  const label = t('pairs.growth.label', {
    what: line.text,
    count: dots.length,
    first: first ? date(first.on) : '',
    last: last ? date(last.on) : '',
    from: first?.level ?? 0,
    to: last?.level ?? 0,
  });
  return (
    <div className={classes.columns}>
      {dots.length > 1 && (
        <Suspense fallback={<Skeleton h={260} />}>
          <GrowthChart
            line={line}
            label={label}
            onPick={(index) => {
              const id = dots[index]?.observation;
              if (id) void navigate({ to: '/observations/$id', params: { id } });
            }}
          />
        </Suspense>
      )}
      <div className={classes.numbers}>
        {line.segments.map((segment, at) => (
          <section key={`${segment.levels}/${segment.weight}/${segment.dots[0]?.on}`}>
            {at > 0 && <p className={classes.broken}>{t('pairs.growth.broken')}</p>}
            <h3>{t('pairs.growth.scale', { count: segment.levels, weight: Number(segment.weight) })}</h3>
            <ol>
              {segment.dots.map((dot) => (
                <li key={dot.observation}>
                  <ObservationLink id={dot.observation}>{date(dot.on)}</ObservationLink>
                  <b>{t('pairs.growth.level', { count: dot.level })}</b>
                </li>
              ))}
            </ol>
          </section>
        ))}
      </div>
    </div>
  );
}
