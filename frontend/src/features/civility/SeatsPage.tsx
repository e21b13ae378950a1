import { Button, Group, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notify, problemText } from '@/shared/ui/notify';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import award from './Award.module.css';
import classes from './Class.module.css';
import { type Child, type PointClass, pointClass } from './kept';
import { setSeats } from './queries';
import { DEEPEST, inRoom, type Room, roomOf, seatsOf, swapped, widened } from './seats';

const page = getRouteApi('/civility/classes/$id/seats');

export function SeatsPage() {
  const { id } = page.useParams();
  const { data, error, isPending, refetch } = useQuery(pointClass(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return <Editor own={data.value} />;
}

/** So wide that everybody finds a seat, and one row stays free to move to. */
const widths = (children: number) =>
  [4, 5, 6, 7, 8, 9, 10, 11, 12].filter((columns) => columns * (DEEPEST - 1) >= children).map(String);

/** Tap one place, then another: the two change. A room of which nothing is known is filled as the register has it. */
function Editor({ own }: { own: PointClass }) {
  const { t } = useTranslation();
  const navigate = page.useNavigate();
  const client = useQueryClient();
  const [room, setRoom] = useState<Room>(() =>
    inRoom(own.students).seated.length > 0 ? roomOf(own.students) : widened(own.students, 8),
  );
  const [first, setFirst] = useState<number>();
  const names = new Map(own.students.map((child) => [child.id, child]));
  const save = useMutation({
    mutationFn: setSeats,
    onSuccess: async (value) => {
      client.setQueryData(pointClass(own.id).queryKey, { value });
      notify(t('seats.saved'));
      await navigate({ to: '/civility/classes/$id', params: { id: own.id } });
    },
  });
  const tap = (place: number) => {
    if (first === undefined) return setFirst(place);
    setRoom(swapped(room, first, place));
    setFirst(undefined);
  };
  const moving = first === undefined ? undefined : names.get(room.places[first] ?? '');
  return (
    <>
      <PageHeader title={t('seats.title', { name: own.name })} hint={t('seats.hint')} />
      <div className={classes.page}>
        <Group gap="sm" align="end">
          <NativeSelect
            label={t('seats.columns')}
            data={widths(own.students.length)}
            value={String(room.columns)}
            onChange={(event) => setRoom(widened(own.students, Number(event.currentTarget.value), room))}
          />
          <Button variant="default" onClick={() => setRoom(widened(own.students, room.columns))}>
            {t('seats.byRegister')}
          </Button>
        </Group>
        <p aria-live="polite" className={classes.quiet}>
          {first === undefined
            ? t('seats.tapOne')
            : t('seats.tapOther', { name: moving?.name ?? t('seats.emptySeat') })}
        </p>
        <div>
          <p className={award.front} aria-hidden>
            {t('civility.front')}
          </p>
          <div className={award.room} style={{ gridTemplateColumns: `repeat(${room.columns}, minmax(44px, 1fr))` }}>
            {room.places.map((id, place) => (
              <Place
                // biome-ignore lint/suspicious/noArrayIndexKey: a place is its index
                key={place}
                place={place}
                columns={room.columns}
                child={names.get(id ?? '')}
                isFirst={first === place}
                onTap={() => tap(place)}
              />
            ))}
          </div>
        </div>
        {save.error && (
          <p role="alert" className={award.problem}>
            {problemText(save.error)}
          </p>
        )}
        <div className={award.foot}>
          <Button loading={save.isPending} onClick={() => save.mutate({ id: own.id, seats: seatsOf(room) })}>
            {t('seats.save')}
          </Button>
          <Button
            variant="default"
            onClick={() => void navigate({ to: '/civility/classes/$id', params: { id: own.id } })}
          >
            {t('act.cancel')}
          </Button>
        </div>
      </div>
    </>
  );
}

function Place({
  place,
  columns,
  child,
  isFirst,
  onTap,
}: {
  place: number;
  columns: number;
  child: Child | undefined;
  isFirst: boolean;
  onTap: () => void;
}) {
  const { t } = useTranslation();
  const where = t('seats.place', { row: Math.floor(place / columns) + 1, column: (place % columns) + 1 });
  return (
    <button
      type="button"
      className={award.tile}
      data-empty={child ? undefined : true}
      aria-pressed={isFirst}
      aria-label={`${child?.name ?? t('seats.emptySeat')} ${where}`}
      onClick={onTap}
    >
      {child?.name}
    </button>
  );
}
