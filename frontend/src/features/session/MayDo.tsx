import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '@/shared/session/me';
import { Panel } from '@/shared/ui/Panel';
import classes from './MePage.module.css';

/** What the posts of this person allow, in the words of the school. */
export function MayDo() {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <Panel title={t('mayDo.title')} wide>
      <ul className={classes.can}>
        {me.permissions.map((permission) => (
          <li key={permission}>
            <IconCheck size={18} aria-hidden />
            {t(`mayDo.permission.${permission as 'VISIT_READ'}`)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
