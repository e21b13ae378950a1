import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useMe } from '@/shared/session/me';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import classes from './Activities.module.css';
import { type ActivityDetail, answerAttendance, type Participant, stepBack, takePart, touched } from './queries';

/** Who came, in the order in which they were put down; the organiser answers for those who said so themselves. */
export function People({ row }: { row: ActivityDetail }) {
  const { t } = useTranslation();
  const can = (ability: string) => row.abilities.includes(ability);
  const open = row.participants.filter((one) => one.attended === null);
  const held = row.state === 'held';
  const answer = useWrite(answerAttendance, touched, () => notify(t('activities.answered')));
  const confirmAll = () =>
    answer.mutate(
      { id: row.id, answers: open.map((one) => ({ staff: one.staff.id, attended: true })) },
      { onError: notifyProblem },
    );
  return (
    <Panel
      title={t(held ? 'activities.people' : 'activities.peoplePlanned')}
      hint={held && can('confirm_attendance') && open.length > 0 ? t('activities.openHint') : undefined}
      aside={
        held && can('confirm_attendance') && open.length > 1 ? (
          <Button size="sm" variant="light" loading={answer.isPending} onClick={confirmAll}>
            {t('activities.allCame', { count: open.length })}
          </Button>
        ) : undefined
      }
    >
      {row.participants.length === 0 && <p className={classes.quiet}>{t('activities.nobody')}</p>}
      <ul className={classes.people}>
        {row.participants.map((one) => (
          <Person key={one.staff.id} row={row} one={one} />
        ))}
      </ul>
      <OwnPart row={row} />
    </Panel>
  );
}

function Person({ row, one }: { row: ActivityDetail; one: Participant }) {
  const { t } = useTranslation();
  const { id, name } = one.staff;
  const answer = useWrite(answerAttendance, touched);
  const say = (attended: boolean) =>
    answer.mutate({ id: row.id, answers: [{ staff: id, attended }] }, { onError: notifyProblem });
  const held = row.state === 'held';
  return (
    <li>
      <div className={classes.person}>
        <b>{name}</b>
        {one.role === 'speaker' && <Tag tone="brand">{one.role_label}</Tag>}{' '}
        {held && one.attended === false && <Tag>{t('activities.absent')}</Tag>}
        {held && one.attended === null && (
          <small>{t(one.is_own_word ? 'activities.saysCame' : 'activities.notSaid')}</small>
        )}
      </div>
      {held && row.abilities.includes('confirm_attendance') && (
        <div className={classes.acts}>
          {one.attended === null && (
            <Button
              size="sm"
              variant="light"
              leftSection={<IconCheck size={16} aria-hidden />}
              loading={answer.isPending}
              aria-label={t('activities.cameOf', { name })}
              onClick={() => say(true)}
            >
              {t('activities.cameYes')}
            </Button>
          )}
          {one.attended !== false ? (
            <Button
              size="sm"
              variant="subtle"
              disabled={answer.isPending}
              aria-label={t('activities.absentOf', { name })}
              onClick={() => say(false)}
            >
              {t('activities.cameNo')}
            </Button>
          ) : (
            <Button
              size="sm"
              variant="subtle"
              disabled={answer.isPending}
              aria-label={t('activities.cameAfterAllOf', { name })}
              onClick={() => say(true)}
            >
              {t('activities.cameAfterAll')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

/** I come, or was there: one tap, and the organiser confirms it. */
function OwnPart({ row }: { row: ActivityDetail }) {
  const { t } = useTranslation();
  const { today } = useMe();
  const join = useWrite(takePart, touched, (made) =>
    notify(t(made.state === 'held' ? 'activities.saidThere' : 'activities.saidComing')),
  );
  const leave = useWrite(stepBack, touched, () => notify(t('activities.steppedBack')));
  const past = row.state === 'held' || row.happened_on < today;
  return (
    <div className={classes.acts}>
      {row.abilities.includes('take_part') && (
        <Button
          mt="xs"
          variant="light"
          loading={join.isPending}
          onClick={() => join.mutate(row.id, { onError: notifyProblem })}
        >
          {t(past ? 'activities.iWasThere' : 'activities.iCome')}
        </Button>
      )}
      {row.abilities.includes('step_back') && (
        <Button
          mt="xs"
          variant="subtle"
          loading={leave.isPending}
          onClick={() => leave.mutate(row.id, { onError: notifyProblem })}
        >
          {t('activities.stepBack')}
        </Button>
      )}
    </div>
  );
}
