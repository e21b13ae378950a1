import { useTranslation } from 'react-i18next';
import type { components } from '@/shared/api/schema.gen';
import { useFormat } from '@/shared/i18n/format';
import classes from './Policies.module.css';
import type { PublishedRule } from './queries';

export function RulesTable({
  label,
  rules,
  categories,
}: {
  label: string;
  rules: PublishedRule[];
  categories: components['schemas']['CareCategory'][];
}) {
  const { t } = useTranslation();
  const { list } = useFormat();
  const byCode = new Map(categories.map((kind) => [kind.code, kind]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={label}>
      <table className={classes.rules}>
        <thead>
          <tr>
            <th scope="col">{t('policies.category')}</th>
            <th scope="col">{t('policies.required')}</th>
            <th scope="col">{t('policies.channels')}</th>
            <th scope="col">{t('policies.dueWeek')}</th>
            <th scope="col">{t('policies.grace')}</th>
            <th scope="col">{t('policies.responsible')}</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.category}>
              <th scope="row">
                {byCode.get(rule.category)?.name ?? rule.category}
                <small>{byCode.get(rule.category)?.purpose}</small>
              </th>
              <td>{t('policies.times', { count: rule.visits_required })}</td>
              <td>
                {list(rule.accepted_channels.map((one) => t(`policies.channel.${one}` as 'policies.channel.on_site')))}
              </td>
              <td>{rule.due_week === null ? t('policies.endOfTerm') : t('policies.week', { week: rule.due_week })}</td>
              <td>{t('policies.days', { count: rule.grace_days })}</td>
              <td>{t(`policies.post.${rule.responsible_post}` as 'policies.post.homeroom_teacher')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
