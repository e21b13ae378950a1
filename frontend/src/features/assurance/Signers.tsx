import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { ExportButton } from '@/shared/ui/ExportButton';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import classes from './Assurance.module.css';
import { PledgeTag } from './PledgeTag';
import { countersign, type Round, type Signer, signersOf, touched } from './queries';

/** Who has signed, layer by layer, in the order of the staff register; who signs beside others does it here. */
export function Signers({ round }: { round: Round }) {
  const { t } = useTranslation();
  const can = useCan();
  const me = useMe();
  const { data: rows, error, isPending, refetch } = useQuery(signersOf(round.id));
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const write = useWrite(countersign, touched.pledges, () => {
    notify(t('assurance.pledges.countersignedNow'));
    setChosen([]);
  });
  const others = rows?.some((row) => row.staff.id !== me.staff_id) ?? false;
  // Whoever may know of nobody but themselves has read it under the text already.
  if (rows && !others) return null;
  const waiting = rows?.filter((row) => row.can_countersign).map((row) => row.staff.id) ?? [];
  const picked = chosen.filter((id) => waiting.includes(id));
  const layers = round.version.layers.map((layer) => ({
    layer,
    rows: rows?.filter((row) => row.layer === layer.number) ?? [],
  }));
  return (
    <Panel
      title={t('assurance.pledges.signed', { signed: round.signed, must: round.must_sign })}
      hint={t(can('PLEDGE_KEEP') ? 'assurance.signers.all' : 'assurance.signers.some')}
      aside={
        <ExportButton
          path="/api/v1/pledge-signers/export/"
          filters={{ round: round.id }}
          count={rows?.length}
          label={t('assurance.signers.export')}
        />
      }
    >
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {layers
        .filter((one) => one.rows.length > 0)
        .map(({ layer, rows: here }) => (
          <section key={layer.number} className={classes.layer} aria-label={layer.name}>
            <h3>{layer.name}</h3>
            <p>
              {t('assurance.signers.count', {
                signed: here.filter((row) => row.signed_at).length,
                must: here.filter((row) => row.state !== 'left').length,
                beside: here.filter((row) => row.countersigned_at).length,
              })}
            </p>
            <ul className={rowClasses.rows}>
              {here.map((row) => (
                <Row
                  key={row.staff.id}
                  row={row}
                  checked={picked.includes(row.staff.id)}
                  onCheck={(on) =>
                    setChosen(on ? [...picked, row.staff.id] : picked.filter((id) => id !== row.staff.id))
                  }
                />
              ))}
            </ul>
          </section>
        ))}
      {waiting.length > 0 && round.abilities.includes('countersign') && (
        <div className={classes.sign}>
          <div className={classes.acts}>
            <Button
              size="md"
              disabled={picked.length === 0}
              loading={write.isPending}
              onClick={() => write.mutate({ id: round.id, staff: [...picked] })}
            >
              {t('assurance.signers.countersign', { count: picked.length })}
            </Button>
            <Button variant="default" onClick={() => setChosen(picked.length === waiting.length ? [] : waiting)}>
              {t(picked.length === waiting.length ? 'assurance.signers.pickNone' : 'assurance.signers.pickAll', {
                count: waiting.length,
              })}
            </Button>
          </div>
          {write.error && (
            <p role="alert" className={classes.refusal}>
              {problemText(write.error)}
            </p>
          )}
          <p className={classes.small}>{t('assurance.signers.hint')}</p>
        </div>
      )}
    </Panel>
  );
}

function Row({ row, checked, onCheck }: { row: Signer; checked: boolean; onCheck: (on: boolean) => void }) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  return (
    <li>
      <div className={rowClasses.what}>
        {row.can_countersign ? (
          <label className={classes.check}>
            <input
              type="checkbox"
              checked={checked}
              aria-label={t('assurance.signers.pick', { name: row.staff.name })}
              onChange={({ currentTarget }) => onCheck(currentTarget.checked)}
            />
            <b>{row.staff.name}</b>
          </label>
        ) : (
          <b>{row.staff.name}</b>
        )}
        {row.signed_at && (
          <p className={rowClasses.small}>
            {t('assurance.signers.signedAt', { at: moment(row.signed_at) })}
            {row.countersigned_at &&
              ` · ${t('assurance.signers.besideAt', {
                name: row.countersigned_by?.name ?? '',
                at: moment(row.countersigned_at),
              })}`}
          </p>
        )}
      </div>
      <div className={rowClasses.acts}>
        <PledgeTag state={row.state} label={row.state_label} />
      </div>
    </li>
  );
}
