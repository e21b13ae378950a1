import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { useCan, useMe } from '@/shared/session/me';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { AppointDialog } from './AppointDialog';
import { EndDialog, type Ending } from './EndDialog';
import { LeaveDialog } from './LeaveDialog';
import { type HeldPost, type StaffFile, staffFile } from './queries';
import classes from './Staffing.module.css';

const route = getRouteApi('/staff/$id');

/** One colleague: every post there was and is, the leaves, and what can be changed from today on. */
export function StaffPage() {
  const { id } = route.useParams();
  const { data: file, error, isPending, refetch } = useQuery(staffFile(id));
  if (isPending) return <PageSkeleton />;
  if (!file) return <Failure error={error} reset={refetch} />;
  return <File file={file} />;
}

type Open = 'appoint' | 'leave' | Ending;

function File({ file }: { file: StaffFile }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { today } = useMe();
  const can = useCan();
  const [open, setOpen] = useState<Open>();
  const may = (verb: string) => file.abilities.includes(verb);
  const current = file.posts.filter((post) => !post.ends_on || post.ends_on >= today);
  const past = file.posts.filter((post) => post.ends_on && post.ends_on < today);
  const endable = (post: HeldPost) => may('end_post') && (!post.is_office || can('OFFICE_APPOINT'));
  const close = () => setOpen(undefined);
  return (
    <>
      <PageHeader title={file.name} hint={t('staffing.number', { number: file.staff_number })}>
        <Group gap="sm">
          <ButtonLink to="/staff" variant="subtle">
            {t('staffing.back')}
          </ButtonLink>
          {may('appoint') && <Button onClick={() => setOpen('appoint')}>{t('staffing.appoint')}</Button>}
          {may('grant_leave') && current.length > 0 && (
            <Button variant="default" onClick={() => setOpen('leave')}>
              {t('staffing.grantLeave')}
            </Button>
          )}
          {may('leave_school') && current.length > 0 && (
            <Button variant="default" onClick={() => setOpen({ kind: 'school' })}>
              {t('staffing.leaveSchool')}
            </Button>
          )}
        </Group>
      </PageHeader>
      <div className={classes.page}>
        {!may('appoint') && <p className={classes.hint}>{t('staffing.own')}</p>}
        <Panel title={t('staffing.current')}>
          {current.length === 0 ? (
            <p className={classes.hint}>{t('staffing.noPost')}</p>
          ) : (
            <ul className={classes.posts}>
              {current.map((post) => (
                <Post
                  key={post.id}
                  post={post}
                  onEnd={endable(post) && !post.ended ? () => setOpen({ kind: 'post', post }) : undefined}
                />
              ))}
            </ul>
          )}
        </Panel>
        {file.leaves.length > 0 && (
          <Panel title={t('staffing.leaves')}>
            <ul className={classes.posts}>
              {file.leaves.map((leave) => (
                <li key={leave.id} className={classes.post}>
                  <b>{t('students.fromTo', { first: date(leave.starts_on), last: date(leave.ends_on) })}</b>
                  <p>{leave.reason}</p>
                  {may('return_from_leave') && leave.ends_on >= today && (
                    <Button size="sm" variant="default" onClick={() => setOpen({ kind: 'return', leave })}>
                      {t('staffing.return')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </Panel>
        )}
        {past.length > 0 && (
          <Panel title={t('staffing.past')}>
            <ul className={classes.posts}>
              {past.map((post) => (
                <Post key={post.id} post={post} />
              ))}
            </ul>
          </Panel>
        )}
      </div>
      <AppointDialog opened={open === 'appoint'} onClose={close} file={file} />
      <LeaveDialog opened={open === 'leave'} onClose={close} file={file} posts={current} />
      <EndDialog ending={typeof open === 'object' ? open : undefined} onClose={close} file={file} />
    </>
  );
}

function Post({ post, onEnd }: { post: HeldPost; onEnd?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  const place = post.school_class?.name ?? (post.grade ? t(`resplit.grades.${post.grade as 1}`) : '');
  return (
    <li className={classes.post}>
      <b>{[post.kind_label, place, post.subject].filter(Boolean).join(' · ')}</b>
      <p>
        {post.ends_on
          ? t('students.fromTo', { first: date(post.starts_on), last: date(post.ends_on) })
          : t('students.since', { first: date(post.starts_on) })}
        {post.stands_in_for && ` · ${t('staffing.standsInFor', { name: post.stands_in_for })}`}
        {post.began === 'returned' && ` · ${post.began_label}`}
        {post.ended && ` · ${post.ended_label}`}
        {post.ended_why && `：${post.ended_why}`}
      </p>
      {onEnd && (
        <Button size="sm" variant="default" onClick={onEnd} aria-label={t('staffing.endOf', { post: post.kind_label })}>
          {t('staffing.end')}
        </Button>
      )}
    </li>
  );
}
