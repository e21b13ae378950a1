import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutboxItem } from '@/shared/offline/items';
import { outbox } from '@/shared/offline/outbox';
import { useOutbox } from '@/shared/offline/useOutbox';
import classes from './Award.module.css';
import { give } from './give';
import { ItemSheet } from './ItemSheet';
import type { PointClass } from './kept';
import { blankDetails, requestOf } from './request';
import { AWARD, type Award } from './send';

const page = getRouteApi('/civility');

/** Mended or not, it was noticed when it was noticed. */
const noticed = ({ noticed_at }: Award['request']) => (noticed_at ? { noticed_at } : {});

/** What the school did not take as it was: asked about once, here, and nothing is lost meanwhile. */
export function NotGiven({ pointClass }: { pointClass: PointClass }) {
  const { items } = useOutbox();
  const { again } = page.useSearch();
  const refused = items.filter((row) => row.kind === AWARD && row.state === 'rejected');
  return refused.map((row) => <Refused key={row.id} row={row} pointClass={pointClass} opened={row.id === again} />);
}

function Refused({ row, pointClass, opened }: { row: OutboxItem; pointClass: PointClass; opened: boolean }) {
  const { t } = useTranslation();
  const [mending, setMending] = useState(opened);
  const award = row.body as Award;
  const { request } = award;
  const item = pointClass.items.find((one) => one.id === request.item);
  const isRepeat = row.problem?.code === 'possible_duplicate';
  const start = item && { ...blankDetails(item), ...request, note: request.note ?? '' };
  return (
    <div className={classes.asked} role="alert" data-tone={isRepeat ? undefined : 'trouble'}>
      <p>{isRepeat ? row.problem?.detail : t('civility.refused', { label: row.label, why: row.problem?.detail })}</p>
      <div className={classes.acts}>
        {isRepeat ? (
          <Button
            size="sm"
            className={classes.small}
            onClick={() =>
              void outbox.decide(row.id, {
                ...award,
                request: { ...request, is_repeat_meant: true },
              } satisfies Award)
            }
          >
            {t('civility.repeat')}
          </Button>
        ) : (
          item && (
            <Button size="sm" className={classes.small} onClick={() => setMending(true)}>
              {t('outbox.editAgain')}
            </Button>
          )
        )}
        <Button size="sm" variant="subtle" className={classes.small} onClick={() => void outbox.remove(row.id)}>
          {isRepeat ? t('civility.noRepeat') : t('outbox.discard')}
        </Button>
      </div>
      <ItemSheet
        item={mending && !isRepeat ? item : undefined}
        names={award.names}
        start={start}
        refusals={row.problem?.fields}
        onClose={() => setMending(false)}
        onGive={(details) => {
          setMending(false);
          if (!item) return;
          const mended = requestOf(item, request.students, details);
          void give({ ...award, request: { ...mended, ...noticed(request) } }, row);
        }}
      />
    </div>
  );
}
