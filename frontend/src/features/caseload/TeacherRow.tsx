import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Obligation } from '@/shared/api/lists';
import { useFormat } from '@/shared/i18n/format';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ChildName } from '@/shared/ui/ChildName';
import { useDueWords } from '@/shared/ui/due';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Tag } from '@/shared/ui/Tag';
import classes from './Caseload.module.css';
import type { HandOver } from './queries';

const pressing = new Set(['overdue', 'due_soon', 'due']);

interface Props {
  obligation: Obligation;
  received: HandOver | undefined;
  chosen: boolean;
  /** Absent for who may look and not hand over. */
  onChoose: ((on: boolean) => void) | undefined;
  onTakeBack: (handOver: HandOver) => void;
}

export function TeacherRow({ obligation, received, chosen, onChoose, onTakeBack }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { student, category, state, state_label, due_on, why } = obligation;
  const due = useDueWords()(due_on);
  return (
    <li>
      {onChoose && (
        <label className={classes.check}>
          <input
            type="checkbox"
            checked={chosen}
            onChange={(event) => onChoose(event.currentTarget.checked)}
            aria-label={t('caseload.choose', { name: student.name })}
          />
        </label>
      )}
      <div className={rowClasses.what}>
        <ChildName child={student}>
          {category && <Tag tone="brand">{category.purpose}</Tag>}
          {pressing.has(state) ? (
            <Tag tone={state === 'overdue' ? 'trouble' : due.tone}>{due.words}</Tag>
          ) : (
            <Tag>{state_label}</Tag>
          )}
        </ChildName>
        {why && <p className={rowClasses.facts}>{why}</p>}
        {received && (
          <p className={rowClasses.small}>
            {t('caseload.receivedFrom', {
              name: received.from_staff?.name ?? t('caseload.nobody'),
              date: format.day(received.starts_on),
              reason: received.reason,
            })}
          </p>
        )}
      </div>
      <div className={rowClasses.acts}>
        <ButtonLink to="/obligations/$id" params={{ id: obligation.id }} variant="light" size="sm">
          {t('obligations.explain')}
        </ButtonLink>
        {received?.abilities.includes('take_back') && (
          <Button variant="subtle" size="sm" onClick={() => onTakeBack(received)}>
            {t('caseload.takeBack')}
          </Button>
        )}
      </div>
    </li>
  );
}
