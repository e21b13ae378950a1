import { Button } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { schoolToday, useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ActDialog } from '@/shared/ui/ActDialog';
import { Panel } from '@/shared/ui/Panel';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Empty, Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Assurance.module.css';
import { addMember, changeGroup, endMember, formGroup, type Group, groupList, type Member, touched } from './queries';
import { Tasks } from './Tasks';

const parts = ['head', 'deputy', 'member', 'office'] as const satisfies readonly Member['part'][];

/** 领导小组与任务分解: who is in it, who answers for what, by when. */
export default function Leading() {
  const { t } = useTranslation();
  const can = useCan();
  const { data: rows, error, isPending, refetch } = useQuery(groupList);
  const [forming, setForming] = useState(false);
  if (isPending) return <PageSkeleton />;
  if (!rows) return <Failure error={error} reset={refetch} />;
  const add = can('LEADING_KEEP') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setForming(true)}>
      {t('assurance.leading.form')}
    </Button>
  );
  const running = rows.filter((row) => row.is_running);
  const others = rows.filter((row) => !row.is_running);
  return (
    <div className={classes.stack}>
      {rows.length === 0 ? (
        <Empty
          icon={IconUsersGroup}
          title={t('assurance.leading.none')}
          hint={t('assurance.leading.noneHint')}
          action={add}
        />
      ) : (
        <>
          <Tasks groups={rows} />
          {running.map((row) => (
            <One key={row.id} row={row} />
          ))}
          {others.length > 0 && (
            <details className={classes.fold}>
              <summary>{t('assurance.leading.past', { count: others.length })}</summary>
              <div className={classes.inner}>
                {others.map((row) => (
                  <One key={row.id} row={row} />
                ))}
              </div>
            </details>
          )}
          {add && <div className={classes.tools}>{add}</div>}
        </>
      )}
      <ActDialog
        opened={forming}
        onClose={() => setForming(false)}
        title={t('assurance.leading.form')}
        confirm={t('assurance.leading.formConfirm')}
        fields={[
          { name: 'name', kind: 'line', label: t('assurance.leading.name'), most: 60 },
          { name: 'starts_on', kind: 'day', label: t('assurance.leading.startsOn'), value: schoolToday() },
          { name: 'ends_on', kind: 'day', label: t('assurance.leading.endsOn'), optional: true },
        ]}
        act={({ ends_on, ...body }, key) => formGroup({ ...body, ends_on: ends_on || null }, key)}
        touched={touched.leading}
        done={t('assurance.leading.formed')}
      />
    </div>
  );
}

const isOver = (one: Member) => one.ends_on !== null && one.ends_on < schoolToday();

function One({ row }: { row: Group }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const [asking, setAsking] = useState<'change' | 'member' | Member>();
  const may = (verb: string) => row.abilities.includes(verb);
  const close = () => setAsking(undefined);
  const members = row.members.filter((one) => !isOver(one));
  const past = row.members.filter(isOver);
  return (
    <Panel
      title={row.name}
      hint={
        row.ends_on
          ? t('assurance.fromTo', { first: date(row.starts_on), last: date(row.ends_on) })
          : t('assurance.since', { day: date(row.starts_on) })
      }
      aside={
        <div className={classes.acts}>
          {may('add_member') && (
            <Button
              size="sm"
              variant="light"
              aria-label={t('assurance.leading.addMemberOf', { name: row.name })}
              onClick={() => setAsking('member')}
            >
              {t('assurance.leading.addMember')}
            </Button>
          )}
          {may('partial_update') && (
            <Button
              size="sm"
              variant="subtle"
              aria-label={t('assurance.leading.changeOf', { name: row.name })}
              onClick={() => setAsking('change')}
            >
              {t('assurance.change')}
            </Button>
          )}
        </div>
      }
    >
      {members.length === 0 && <p className={classes.note}>{t('assurance.leading.noMembers')}</p>}
      <ul className={rowClasses.rows}>
        {members.map((one) => (
          <li key={one.id}>
            <Said member={one} />
            {may('end_member') && (
              <div className={rowClasses.acts}>
                <Button
                  size="sm"
                  variant="subtle"
                  aria-label={t('assurance.leading.endOf', { name: one.name })}
                  onClick={() => setAsking(one)}
                >
                  {t('assurance.leading.end')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {past.length > 0 && (
        <details className={classes.fold}>
          <summary>{t('assurance.leading.pastMembers', { count: past.length })}</summary>
          <ul className={rowClasses.card}>
            {past.map((one) => (
              <li key={one.id} className={classes.finding}>
                <Said member={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <ActDialog
        opened={asking === 'change'}
        onClose={close}
        title={t('assurance.leading.changeOf', { name: row.name })}
        confirm={t('assurance.save')}
        fields={[
          { name: 'name', kind: 'line', label: t('assurance.leading.name'), value: row.name, most: 60 },
          {
            name: 'ends_on',
            kind: 'day',
            label: t('assurance.leading.endsOn'),
            value: row.ends_on ?? '',
            min: row.starts_on,
            optional: true,
          },
        ]}
        act={({ name, ends_on }) => changeGroup(row.id, row.version, { name, ends_on: ends_on || null })}
        touched={touched.leading}
        done={t('assurance.saved')}
      />
      <ActDialog
        opened={asking === 'member'}
        onClose={close}
        title={t('assurance.leading.addMemberOf', { name: row.name })}
        confirm={t('assurance.leading.addMember')}
        fields={[
          {
            name: 'who',
            kind: 'choice',
            label: t('assurance.leading.who'),
            value: 'staff',
            options: [
              { value: 'staff', label: t('assurance.leading.colleague') },
              { value: 'name', label: t('assurance.leading.parent') },
            ],
          },
          {
            name: 'staff',
            kind: 'person',
            label: t('assurance.leading.colleague'),
            when: (given) => given.who === 'staff',
          },
          {
            name: 'name',
            kind: 'line',
            label: t('assurance.leading.parentName'),
            most: 50,
            when: (given) => given.who === 'name',
          },
          {
            name: 'part',
            kind: 'choice',
            label: t('assurance.leading.part'),
            options: parts.map((value) => ({ value, label: t(`assurance.leading.parts.${value}`) })),
          },
          { name: 'duty', kind: 'line', label: t('assurance.leading.duty'), most: 200, optional: true },
          { name: 'starts_on', kind: 'day', label: t('assurance.leading.from'), value: schoolToday() },
        ]}
        act={({ who, staff, name, part, duty, starts_on }, key) =>
          addMember(
            row.id,
            {
              staff: who === 'staff' ? staff : null,
              name: who === 'staff' ? '' : name,
              part: part as Member['part'],
              duty,
              starts_on,
            },
            key,
          )
        }
        touched={touched.leading}
        done={t('assurance.leading.added')}
      />
      {asking && typeof asking === 'object' && (
        <ActDialog
          opened
          onClose={close}
          title={t('assurance.leading.endOf', { name: asking.name })}
          confirm={t('assurance.leading.end')}
          fields={[
            {
              name: 'ends_on',
              kind: 'day',
              label: t('assurance.leading.lastDay'),
              value: schoolToday(),
              min: asking.starts_on,
            },
          ]}
          act={({ ends_on }) => endMember(row.id, { member: asking.id, ends_on })}
          touched={touched.leading}
          done={t('assurance.saved')}
        />
      )}
    </Panel>
  );
}

function Said({ member }: { member: Member }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  return (
    <div className={rowClasses.what}>
      <div className={rowClasses.name}>
        <b>{member.name}</b>
        <Tag tone={member.part === 'head' ? 'brand' : 'calm'}>{member.part_label}</Tag>
        {!member.staff && <small>{t('assurance.leading.parent')}</small>}
      </div>
      <p className={rowClasses.small}>
        {[
          member.duty,
          member.ends_on
            ? t('assurance.fromTo', { first: date(member.starts_on), last: date(member.ends_on) })
            : t('assurance.since', { day: date(member.starts_on) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </div>
  );
}
