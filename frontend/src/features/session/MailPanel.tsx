import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import classes from './Mail.module.css';
import { MailAddress } from './MailAddress';
import { MailSettings } from './MailSettings';
import { myMailbox } from './mailbox';

/** Whether, where and when the weekly digest comes by mail. */
export function MailPanel() {
  const { t } = useTranslation();
  const { data: box, error, isPending, refetch } = useQuery(myMailbox);
  return (
    <Panel title={t('mail.title')} hint={t('mail.hint')} aside={<Link to="/digests">{t('digests.title')}</Link>} wide>
      {isPending && <PageSkeleton />}
      {!isPending && !box && <Failure error={error} reset={refetch} />}
      {box && !box.is_set_up && <Text size="sm">{t('mail.notSetUp')}</Text>}
      {box?.is_set_up && (
        <div className={classes.split}>
          <MailAddress box={box} />
          {box.address && <MailSettings key={box.address} box={box} />}
        </div>
      )}
    </Panel>
  );
}
