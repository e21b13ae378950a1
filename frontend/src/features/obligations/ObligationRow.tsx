import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Obligation } from '@/shared/api/lists';
import { useFormat } from '@/shared/i18n/format';
import { useCan } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { ChildName } from '@/shared/ui/ChildName';
import { useDueWords } from '@/shared/ui/due';
import classes from '@/shared/ui/Rows.module.css';
import { Tag } from '@/shared/ui/Tag';
import { pressing } from './groups';

interface Props {
  obligation: Obligation;
  /** A visit to this child lies on the device, not yet sent. */
  recorded: boolean;
  /** An exemption was asked for and not yet answered. */
  asked: boolean;
  onExempt: (obligation: Obligation) => void;
}

export function ObligationRow({ obligation, recorded, asked, onExempt }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const dueWords = useDueWords();
  const can = useCan();
  const { student, category, state, due_on, why, settled_by, required, made, responsible } = obligation;
  const open = pressing.has(state as 'due');
  const due = dueWords(due_on);
  const last = settled_by.at(-1);
  return (
    <li>
      <div className={classes.what}>
        <ChildName child={student} file={Boolean(category)}>
          {category && <Tag tone="brand">{category.purpose}</Tag>}
          {open && <Tag tone={state === 'overdue' ? 'trouble' : due.tone}>{due.words}</Tag>}
          {open && obligation.declined && <Tag>{t('visit.outcomes.declined')}</Tag>}
          {!open && state !== 'settled' && <Tag>{obligation.state_label}</Tag>}
        </ChildName>
        {why && <p className={classes.facts}>{why}</p>}
        <p className={classes.small}>
          {t('obligations.due', { date: format.day(due_on) })}
          {required > 1 && ` · ${t('obligations.progress', { made, required })}`}
          {responsible && ` · ${t('obligations.responsible', { name: responsible.name })}`}
        </p>
      </div>
      <div className={classes.acts}>
        {recorded && open && <Tag tone="soon">{t('obligations.recorded')}</Tag>}
        {!recorded && open && can('VISIT_RECORD') && (
          <ButtonLink
            to="/visits/new"
            search={{ student: student.id, purpose: category?.code }}
            variant="light"
            size="sm"
            aria-label={`${t('obligations.record')}：${student.name}`}
          >
            {t('obligations.record')}
          </ButtonLink>
        )}
        {open && asked && <Tag>{t('obligations.exemptPending')}</Tag>}
        {open && !asked && category && can('EXEMPTION_REQUEST') && (
          <Button variant="subtle" size="sm" onClick={() => onExempt(obligation)}>
            {t('obligations.exempt')}
          </Button>
        )}
        {open && obligation.declined && (
          <ButtonLink to="/visits/$id" params={{ id: obligation.declined }} variant="subtle" size="sm">
            {t('obligations.afterDecline')}
          </ButtonLink>
        )}
        <ButtonLink
          to="/obligations/$id"
          params={{ id: obligation.id }}
          variant="subtle"
          size="sm"
          aria-label={`${t('obligations.explain')}：${student.name}`}
        >
          {t('obligations.explain')}
        </ButtonLink>
        {last && (
          <ButtonLink to="/visits/$id" params={{ id: last }} variant="subtle" size="sm">
            {t('obligations.seeVisit')}
          </ButtonLink>
        )}
      </div>
    </li>
  );
}
