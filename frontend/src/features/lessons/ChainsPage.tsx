import { Button, TextInput } from '@mantine/core';
import { IconArrowsRight, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { lessonsTouched } from '@/shared/lessons/lists';
import { useCan, useMe } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Campaigns.module.css';
import { chainList, startChain } from './queries';

/** 接力课堂: one topic that several teachers carry in turn. */
export function ChainsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const { data: rows, error, isPending, refetch } = useQuery(chainList);
  const add = can('LESSON_HOST') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('chains.start')}
    </Button>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('chains.title')} hint={t('chains.hint')}>
        {add}
      </PageHeader>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && (
        <Empty icon={IconArrowsRight} title={t('chains.none')} hint={t('chains.noneHint')} action={add} />
      )}
      <ul className={classes.cards}>
        {rows?.map((row) => (
          <li key={row.id}>
            <Link to="/chains/$id" params={{ id: row.id }} className={classes.card}>
              <span className={classes.head}>
                <b>{row.topic}</b>
                {row.closed_at && <Tag>{t('chains.closed')}</Tag>}
              </span>
              <small>
                {[
                  row.subject,
                  t('chains.legs', { count: row.lesson_count }),
                  row.first_on && row.last_on && `${format.day(row.first_on)}–${format.day(row.last_on)}`,
                  row.started_by && t('chains.startedBy', { name: row.started_by.name }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </Link>
          </li>
        ))}
      </ul>
      <FormDialog opened={adding} onClose={() => setAdding(false)} title={t('chains.start')}>
        <Form onClose={() => setAdding(false)} />
      </FormDialog>
    </div>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { posts } = useMe();
  const navigate = useNavigate();
  const [topic, setTopic] = useState('');
  const [subject, setSubject] = useState(posts.find((post) => post.subject)?.subject ?? '');
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (_: undefined, key) => startChain({ topic: topic.trim(), subject: subject.trim() }, key),
    lessonsTouched,
    (made) => {
      onClose();
      void navigate({ to: '/chains/$id', params: { id: made.id } });
    },
  );
  const refused = refusals(save.error);
  return (
    <FormBody
      confirm={t('chains.startGo')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (topic.trim() && subject.trim()) save.mutate(undefined);
      }}
      onClose={onClose}
      fields={['topic', 'subject']}
    >
      <TextInput
        withAsterisk
        data-autofocus
        label={t('chains.topic')}
        description={t('chains.topicHint')}
        maxLength={100}
        value={topic}
        onChange={({ currentTarget }) => setTopic(currentTarget.value)}
        error={asked && !topic.trim() ? t('error.required') : refused.topic}
      />
      <TextInput
        withAsterisk
        label={t('lessonForm.subject')}
        maxLength={30}
        value={subject}
        onChange={({ currentTarget }) => setSubject(currentTarget.value)}
        error={asked && !subject.trim() ? t('error.required') : refused.subject}
      />
    </FormBody>
  );
}
