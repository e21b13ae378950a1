import { Button, TextInput } from '@mantine/core';
import { IconClipboardText, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useCan } from '@/shared/session/me';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { addRubric, rubricList, touched } from './queries';
import classes from './Rubrics.module.css';

/** 评课表: what lessons are looked at by. */
export function RubricsPage() {
  const { t } = useTranslation();
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const { data: rows, error, isPending, refetch } = useQuery(rubricList);
  const add = can('RUBRIC_KEEP') && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('rubrics.add')}
    </Button>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('rubrics.title')} hint={t('rubrics.hint')}>
        {add}
      </PageHeader>
      {isPending && <PageSkeleton />}
      {!isPending && !rows && <Failure error={error} reset={refetch} />}
      {rows?.length === 0 && (
        <Empty icon={IconClipboardText} title={t('rubrics.none')} hint={t('rubrics.noneHint')} action={add} />
      )}
      <ul className={classes.cards}>
        {rows?.map((row) => (
          <li key={row.id}>
            <Link to="/rubrics/$id" params={{ id: row.id }} className={classes.card}>
              <b>{row.name}</b>
              <span className={classes.marks}>
                {row.published ? (
                  <Tag tone="brand">{t('rubrics.version', { number: row.published.number })}</Tag>
                ) : (
                  <Tag>{t('rubrics.unpublished')}</Tag>
                )}
                {row.draft && <Tag tone="soon">{t('rubrics.hasDraft')}</Tag>}
                {!row.is_active && <Tag>{t('rubrics.inactive')}</Tag>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <FormDialog opened={adding} onClose={() => setAdding(false)} title={t('rubrics.add')}>
        <Form onClose={() => setAdding(false)} />
      </FormDialog>
    </div>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [words, setWords] = useState({ code: '', name: '' });
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (_: undefined, key) => addRubric({ code: words.code.trim(), name: words.name.trim() }, key),
    touched,
    (made) => {
      onClose();
      void navigate({ to: '/rubrics/$id', params: { id: made.id } });
    },
  );
  const refused = refusals(save.error);
  const field = (name: 'code' | 'name') => ({
    withAsterisk: true,
    value: words[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: currentTarget.value }),
    error: asked && !words[name].trim() ? t('error.required') : refused[name],
  });
  return (
    <FormBody
      confirm={t('rubrics.addGo')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (words.code.trim() && words.name.trim()) save.mutate(undefined);
      }}
      onClose={onClose}
      fields={['code', 'name']}
    >
      <TextInput {...field('name')} data-autofocus label={t('rubrics.name')} maxLength={60} />
      <TextInput {...field('code')} label={t('rubrics.code')} description={t('rubrics.codeHint')} maxLength={30} />
    </FormBody>
  );
}
