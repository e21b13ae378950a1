import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOutbox } from '@/shared/offline/useOutbox';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Empty, Failure, OfflineNote, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { sharedNames } from '@/shared/ui/studentLabel';
import classes from './Award.module.css';
import { ClassGrid } from './ClassGrid';
import { givenToday } from './counts';
import { give } from './give';
import { ItemSheet } from './ItemSheet';
import { ItemTray } from './ItemTray';
import { type Child, type Item, lastClass, myBatches, type PointClass, pointClass, pointClasses } from './kept';
import { NotGiven } from './NotGiven';
import { Recent } from './Recent';
import { type Details, requestOf, takesDetails } from './request';
import { ThemeLine } from './ThemeLine';

const page = getRouteApi('/civility');

/** Opens on the class used last: a child, then what was seen. */
export function AwardPage() {
  const { t } = useTranslation();
  const { class: asked } = page.useSearch();
  const list = useQuery(pointClasses);
  if (list.isPending) return <PageSkeleton />;
  if (!list.data) return <Failure error={list.error} reset={list.refetch} />;
  const all = list.data.value;
  const known = (id: string | undefined) => all.find((one) => one.id === id);
  const chosen = known(asked) ?? known(lastClass.get()) ?? all.find((one) => one.is_own) ?? all[0];
  if (!chosen) return <Empty whole title={t('civility.noClass')} hint={t('civility.noClassHint')} />;
  return <Classroom key={chosen.id} id={chosen.id} all={all} />;
}

function Classroom({ id, all }: { id: string; all: readonly { id: string; name: string }[] }) {
  const { t } = useTranslation();
  const navigate = page.useNavigate();
  const { data, error, isPending, refetch } = useQuery(pointClass(id));
  useEffect(() => lastClass.set(id), [id]);
  return (
    <>
      <PageHeader title={t('civility.title')} hint={data && <ThemeLine theme={data.value.theme} />}>
        {all.length > 1 && (
          <NativeSelect
            aria-label={t('civility.class')}
            data={all.map((one) => ({ value: one.id, label: one.name }))}
            value={id}
            onChange={(event) => void navigate({ search: { class: event.currentTarget.value }, replace: true })}
          />
        )}
        {data?.value.abilities.includes('weeks') && (
          <ButtonLink to="/civility/classes/$id" params={{ id }} variant="default" size="sm" className={classes.small}>
            {t('civility.ownClass')}
          </ButtonLink>
        )}
      </PageHeader>
      {isPending && <PageSkeleton />}
      {!isPending && !data && <Failure error={error} reset={refetch} />}
      {data && (
        <>
          <OfflineNote keptAt={data.keptAt} />
          <Grid pointClass={data.value} />
        </>
      )}
    </>
  );
}

function Grid({ pointClass }: { pointClass: PointClass }) {
  const { t } = useTranslation();
  const { items: waiting } = useOutbox();
  const batches = useQuery(myBatches).data?.value ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<Item>();
  const [problem, setProblem] = useState<string>();
  const { students, items } = pointClass;
  const shared = sharedNames(students.map((one) => ({ ...one, school_class: null })));
  const nameOf = (child: Child) =>
    shared.has(child.name) ? `${child.name} ${child.student_number.slice(-4)}` : child.name;
  const seen = students.filter((one) => chosen.has(one.id));

  const toggle = (id: string) =>
    setChosen((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const record = async (item: Item, details?: Details) => {
    const award = {
      request: requestOf(
        item,
        seen.map((one) => one.id),
        details,
      ),
      item: item.name,
      kind: item.kind,
      names: seen.map(nameOf),
    };
    setChosen(new Set());
    setAsking(undefined);
    setProblem(await give(award));
  };
  if (students.length === 0) return <Empty title={t('civility.noChildren')} hint={t('civility.noChildrenHint')} />;
  return (
    <div className={classes.page}>
      <NotGiven pointClass={pointClass} />
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      <ClassGrid
        students={students}
        nameOf={nameOf}
        chosen={chosen}
        given={givenToday(batches, waiting)}
        onToggle={toggle}
      />
      <ItemTray
        items={items}
        names={seen.map(nameOf)}
        onAll={() => setChosen(new Set(students.map((one) => one.id)))}
        onNone={() => setChosen(new Set())}
        onItem={(item) => (takesDetails(item) ? setAsking(item) : void record(item))}
      />
      <Recent batches={batches} waiting={waiting} />
      <ItemSheet
        item={asking}
        names={seen.map(nameOf)}
        onClose={() => setAsking(undefined)}
        onGive={(details) => asking && void record(asking, details)}
      />
    </div>
  );
}
