import { useTranslation } from 'react-i18next';
import type { components } from '@/shared/api/schema.gen';
import { useFormat } from '@/shared/i18n/format';
import type { Policy, PublishedRule } from './queries';
import classes from './RulesTable.module.css';

/** One line a group. On a phone each group is a card, so that nothing has to be pushed sideways. */
export function RulesTable({
  label,
  rules,
  general,
  categories,
}: {
  label: string;
  rules: PublishedRule[];
  general: Policy['general'];
  categories: components['schemas']['CareCategory'][];
}) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const byCode = new Map(categories.map((kind) => [kind.code, kind]));
  return (
    <ul className={classes.rules} aria-label={label}>
      {rules.map((rule) => (
        <li key={rule.category}>
          <p className={classes.group}>
            <b>{byCode.get(rule.category)?.name ?? rule.category}</b>
            <small>{byCode.get(rule.category)?.purpose}</small>
          </p>
          <dl>
            <div>
              <dt>{t('policies.required')}</dt>
              <dd>{t('policies.times', { count: rule.visits_required })}</dd>
            </div>
            <div>
              <dt>{t('policies.dueWeek')}</dt>
              <dd>{rule.due_week === null ? t('policies.endOfTerm') : t('policies.week', { week: rule.due_week })}</dd>
            </div>
            <div>
              <dt>{t('policies.grace')}</dt>
              <dd>{t('policies.days', { count: rule.grace_days })}</dd>
            </div>
            <div>
              <dt>{t('policies.responsible')}</dt>
              <dd>{t(`policies.post.${rule.responsible_post}` as 'policies.post.homeroom_teacher')}</dd>
            </div>
            <div>
              <dt>{t('policies.channels')}</dt>
              <dd>
                {list(rule.accepted_channels.map((one) => t(`policies.channel.${one}` as 'policies.channel.on_site')))}
              </dd>
            </div>
          </dl>
        </li>
      ))}
      <li>
        <p className={classes.group}>
          <b>{t('generalRule.title')}</b>
          {!general && <small>{t('generalRule.notAsked')}</small>}
        </p>
        {general && (
          <dl>
            <div>
              <dt>{t('generalRule.required')}</dt>
              <dd>{t('policies.times', { count: general.visits_required })}</dd>
            </div>
            <div>
              <dt>{t('generalRule.dueTerm')}</dt>
              <dd>{t(`generalRule.termEnd.${general.due_term === 1 ? 1 : 2}`)}</dd>
            </div>
            <div>
              <dt>{t('policies.grace')}</dt>
              <dd>{t('policies.days', { count: general.grace_days })}</dd>
            </div>
            <div>
              <dt>{t('generalRule.onSite')}</dt>
              <dd>
                {general.on_site_percent === null
                  ? t('generalRule.noShare')
                  : t('generalRule.onSiteShare', { percent: general.on_site_percent })}
              </dd>
            </div>
            <div>
              <dt>{t('policies.channels')}</dt>
              <dd>
                {list(
                  general.accepted_channels.map((one) => t(`policies.channel.${one}` as 'policies.channel.on_site')),
                )}
              </dd>
            </div>
          </dl>
        )}
      </li>
    </ul>
  );
}
