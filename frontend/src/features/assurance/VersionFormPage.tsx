import { Button, Group, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { schoolToday } from '@/shared/i18n/format';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Choices } from '@/shared/ui/Choices';
import { ConfirmDialog } from '@/shared/ui/ConfirmDialog';
import { refusals } from '@/shared/ui/FormDialog';
import { focusField } from '@/shared/ui/focusField';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, NotFound, PageHeader, PageSkeleton } from '@/shared/ui/states';
import classes from './Assurance.module.css';
import { Back } from './Back';
import {
  formList,
  type PledgeForm,
  type PledgeVersion,
  type PostKind,
  publishVersion,
  touched,
  versionList,
} from './queries';

const page = getRouteApi('/assurance/versions/new');

const posts: readonly PostKind[] = [
  'principal',
  'secretary',
  'vice_principal',
  'moral_director',
  'teaching_director',
  'research_director',
  'grade_leader',
  'subject_leader',
  'prep_leader',
  'homeroom_teacher',
  'deputy_homeroom',
  'subject_teacher',
  'brigade_counselor',
  'union_chair',
  'school_doctor',
  'administrator',
];
const MOST = 6;

/** A new version of a pledge: published as it is written, and never changed. */
export function VersionFormPage() {
  const { form } = page.useSearch();
  const forms = useQuery(formList);
  const versions = useQuery(versionList);
  if (forms.isPending || versions.isPending) return <PageSkeleton />;
  if (!forms.data || !versions.data) return <Failure error={forms.error ?? versions.error} reset={forms.refetch} />;
  const found = forms.data.find((one) => one.id === form);
  if (!found) return <NotFound />;
  return <Writing form={found} before={versions.data.find((one) => one.form.id === found.id)} />;
}

interface Layer {
  key: number;
  name: string;
  posts: PostKind[];
  beside: PostKind[];
}
let last = 0;
const blank = (): Layer => ({ key: ++last, name: '', posts: [], beside: [] });
const fromVersion = (version: PledgeVersion | undefined): Layer[] =>
  version?.layers.map((one) => ({
    key: ++last,
    name: one.name,
    posts: one.posts,
    beside: one.countersigner_posts,
  })) ?? [blank()];

function Writing({ form, before }: { form: PledgeForm; before: PledgeVersion | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [text, setText] = useState(before?.text ?? '');
  const [from, setFrom] = useState(schoolToday());
  const [layers, setLayers] = useState(() => fromVersion(before));
  const [asked, setAsked] = useState(false);
  const [sure, setSure] = useState(false);
  const save = useWrite(publishVersion, touched.pledges, () => {
    notify(t('assurance.forms.published'));
    void navigate({ to: '/assurance', search: { view: 'pledges' } });
  });
  const refused = refusals(save.error);
  const lacks = [
    ...(text.trim() ? [] : ['text']),
    ...(from ? [] : ['effective_from']),
    ...layers.flatMap((one, at) => [
      ...(one.name.trim() ? [] : [`layers.${at}.name`]),
      ...(one.posts.length > 0 ? [] : [`layers.${at}.posts`]),
    ]),
  ];
  const error = (name: string) => (asked && lacks.includes(name) ? t('error.required') : refused[name]);
  const put = (key: number, next: Partial<Layer>) =>
    setLayers(layers.map((one) => (one.key === key ? { ...one, ...next } : one)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const [first] = lacks;
    if (first) return focusField(first);
    save.reset();
    setSure(true);
  };
  const options = posts.map((value: PostKind) => ({ value, label: t(`assurance.posts.${value}`) }));
  return (
    <div className={classes.page}>
      <Back view="pledges" />
      <PageHeader
        title={t('assurance.forms.publishOf', { title: form.title })}
        hint={t('assurance.forms.publishHint')}
      />
      <form className={classes.form} onSubmit={submit} noValidate>
        <Panel title={t('assurance.forms.text')}>
          <div className={classes.inner}>
            <Textarea
              label={t('assurance.forms.words')}
              withAsterisk
              autosize
              minRows={10}
              maxRows={30}
              maxLength={10_000}
              data-field="text"
              value={text}
              onChange={({ currentTarget }) => setText(currentTarget.value)}
              error={error('text')}
            />
            <TextInput
              type="date"
              label={t('assurance.forms.effectiveFrom')}
              withAsterisk
              data-field="effective_from"
              value={from}
              onChange={({ currentTarget }) => setFrom(currentTarget.value)}
              error={error('effective_from')}
            />
          </div>
        </Panel>
        <Panel title={t('assurance.forms.layers')} hint={t('assurance.forms.layersHint')}>
          <div className={classes.inner}>
            {layers.map((one, at) => (
              <fieldset key={one.key} className={classes.box}>
                <legend>{t('assurance.forms.layer', { number: at + 1 })}</legend>
                <TextInput
                  label={t('assurance.forms.layerName')}
                  placeholder={t('assurance.forms.layerExample')}
                  withAsterisk
                  maxLength={30}
                  data-field={`layers.${at}.name`}
                  value={one.name}
                  onChange={({ currentTarget }) => put(one.key, { name: currentTarget.value })}
                  error={error(`layers.${at}.name`)}
                />
                <Choices<PostKind>
                  multiple
                  required
                  legend={t('assurance.forms.layerPosts')}
                  name={`layers.${at}.posts`}
                  value={one.posts}
                  onChange={(next) => put(one.key, { posts: next })}
                  options={options}
                  error={error(`layers.${at}.posts`)}
                />
                <Choices<PostKind>
                  multiple
                  legend={t('assurance.forms.layerBeside')}
                  hint={t('assurance.forms.layerBesideHint')}
                  name={`layers.${at}.countersigner_posts`}
                  value={one.beside}
                  onChange={(next) => put(one.key, { beside: next })}
                  options={options}
                  error={error(`layers.${at}.countersigner_posts`)}
                />
                {layers.length > 1 && (
                  <div className={classes.boxFoot}>
                    <Button
                      size="sm"
                      variant="subtle"
                      color="cinnabar"
                      onClick={() => setLayers(layers.filter((other) => other.key !== one.key))}
                    >
                      {t('assurance.forms.removeLayer', { number: at + 1 })}
                    </Button>
                  </div>
                )}
              </fieldset>
            ))}
            {layers.length < MOST && (
              <div>
                <Button
                  size="sm"
                  variant="light"
                  leftSection={<IconPlus size={18} aria-hidden />}
                  onClick={() => setLayers([...layers, blank()])}
                >
                  {t('assurance.forms.addLayer')}
                </Button>
              </div>
            )}
          </div>
        </Panel>
        {save.error && !sure && (
          <p role="alert" className={classes.refusal}>
            {problemText(save.error)}
          </p>
        )}
        <Group gap="sm">
          <Button type="submit">{t('assurance.forms.publish')}</Button>
          <ButtonLink to="/assurance" search={{ view: 'pledges' }} variant="default">
            {t('act.cancel')}
          </ButtonLink>
        </Group>
      </form>
      <ConfirmDialog
        opened={sure}
        onClose={() => setSure(false)}
        title={t('assurance.forms.publishOf', { title: form.title })}
        confirm={t('assurance.forms.publish')}
        busy={save.isPending}
        onConfirm={() =>
          save.mutate(
            {
              form: form.id,
              text: text.trim(),
              effective_from: from,
              layers: layers.map((one) => ({
                name: one.name.trim(),
                posts: one.posts,
                countersigner_posts: one.beside,
              })),
            },
            { onError: () => setSure(false) },
          )
        }
      >
        {t('assurance.forms.publishSure')}
      </ConfirmDialog>
    </div>
  );
}
