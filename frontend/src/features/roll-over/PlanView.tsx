import { Alert } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { Panel } from '@/shared/ui/Panel';
import { Empty } from '@/shared/ui/states';
import type { RollOverPlan } from './queries';
import classes from './RollOver.module.css';

/** What the roll-over would write, in the order in which a school thinks of it. */
export function PlanView({ plan }: { plan: RollOverPlan }) {
  const { t } = useTranslation();
  const { date, list } = useFormat();
  if (plan.is_empty)
    return <Empty icon={IconCircleCheck} title={t('rollOver.nothing')} hint={t('rollOver.nothingHint')} />;
  const leaving = plan.graduating.filter((one) => one.students > 0);
  return (
    <>
      {plan.conflicts.length > 0 && (
        <Alert color="cinnabar" role="alert" title={t('rollOver.conflicts')}>
          <ul className={classes.list}>
            {plan.conflicts.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Alert>
      )}
      {plan.notes.length > 0 && (
        <Alert color="amber" title={t('rollOver.notes')}>
          <ul className={classes.list}>
            {plan.notes.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Alert>
      )}
      <div className={classes.grid}>
        <Panel title={t('rollOver.graduates')} hint={t('rollOver.graduatesHint', { day: date(plan.last_day) })}>
          {leaving.length === 0 ? (
            <p className={classes.none}>{t('rollOver.noneGraduates')}</p>
          ) : (
            <ul className={classes.list}>
              {leaving.map((one) => (
                <li key={one.name}>{t('rollOver.leaves', { name: one.name, amount: one.students })}</li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel title={t('rollOver.posts')} hint={t('rollOver.postsHint')}>
          {plan.posts.length === 0 ? (
            <p className={classes.none}>{t('rollOver.nonePosts')}</p>
          ) : (
            <ul className={classes.list}>
              {[...new Set(plan.posts.map((one) => one.label))].map((label) => (
                <li key={label}>
                  {label}：{list([...new Set(plan.posts.filter((one) => one.label === label).map((one) => one.who))])}
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel title={t('rollOver.newClasses')} hint={t('rollOver.newClassesHint')}>
          <p className={classes.none}>
            {plan.new_classes.length === 0 ? t('rollOver.noneClasses') : list(plan.new_classes)}
          </p>
        </Panel>
        <Panel title={t('rollOver.terms')} hint={t('rollOver.termsHint')}>
          {plan.terms.length === 0 ? (
            <p className={classes.none}>{t('rollOver.noneTerms')}</p>
          ) : (
            <ul className={classes.list}>
              {plan.terms.map((one) => (
                <li key={`${one.first_year}-${one.ordinal}`}>
                  {t(one.ordinal === 1 ? 'rollOver.firstTerm' : 'rollOver.secondTerm', {
                    year: `${one.first_year}-${one.first_year + 1}`,
                  })}
                  ：{t('students.fromTo', { first: date(one.opens_on), last: date(one.closes_on) })}
                </li>
              ))}
            </ul>
          )}
        </Panel>
        <Panel title={t('rollOver.renamed')} hint={t('rollOver.renamedHint')} wide>
          <ul className={classes.names}>
            {plan.renamed.map((one) => (
              <li key={one.before}>
                {one.before} → <b>{one.after}</b>
              </li>
            ))}
          </ul>
        </Panel>
      </div>
    </>
  );
}
