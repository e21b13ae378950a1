import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { refusals } from '@/shared/ui/FormDialog';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import classes from './Portfolio.module.css';
import { type BlockBody, type Horizon, publishTemplate, type Stage, type Template, templatesInForce } from './queries';
import templateClasses from './Templates.module.css';
import { horizons, stages } from './words';

/** What plans are made of, by stage. A change is the next number; plans that exist keep theirs. */
export default function Templates() {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const { data, error, isPending, refetch } = useQuery(templatesInForce);
  const [writing, setWriting] = useState<string>();
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return (
    <>
      {horizons.flatMap((horizon) =>
        stages.map((stage) => {
          const key = `${horizon}/${stage}`;
          const template = data.find((one) => one.horizon === horizon && one.stage === stage);
          const title = t('portfolio.template.of', {
            stage: t(`portfolio.stage.${stage}`),
            horizon: t(`portfolio.horizon.${horizon}`),
          });
          return (
            <Panel
              key={key}
              title={title}
              hint={
                template
                  ? t('portfolio.template.number', { n: template.number, time: moment(template.created_at) })
                  : t('portfolio.template.none')
              }
              aside={
                writing !== key && (
                  <Button
                    size="sm"
                    variant="default"
                    aria-label={t('portfolio.template.changeOf', { title })}
                    onClick={() => setWriting(key)}
                  >
                    {t('portfolio.change')}
                  </Button>
                )
              }
            >
              {writing === key ? (
                <Editor
                  stage={stage}
                  horizon={horizon}
                  template={template}
                  fallback={title}
                  onDone={() => setWriting(undefined)}
                />
              ) : (
                template && <Shown template={template} />
              )}
            </Panel>
          );
        }),
      )}
    </>
  );
}

function Shown({ template }: { template: Template }) {
  const { t } = useTranslation();
  return (
    <ol className={classes.list}>
      {template.blocks.map((block) => (
        <li key={block.key}>
          {block.title} {block.is_required && <Tag tone="brand">{t('portfolio.plan.required')}</Tag>}{' '}
          <small className={classes.small}>
            {[t(`portfolio.blockKind.${block.kind}`), block.hint].filter(Boolean).join(' · ')}
          </small>
        </li>
      ))}
    </ol>
  );
}

interface Row extends BlockBody {
  /** Of the page, so that a row keeps its focus when it is moved. */
  at: number;
}

const freshKey = (rows: readonly Row[]) => {
  for (let n = rows.length + 1; ; n += 1) if (!rows.some(({ key }) => key === `block_${n}`)) return `block_${n}`;
};

interface EditorProps {
  stage: Stage;
  horizon: Horizon;
  template: Template | undefined;
  fallback: string;
  onDone: () => void;
}

function Editor({ stage, horizon, template, fallback, onDone }: EditorProps) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(template?.title ?? fallback);
  const [rows, setRows] = useState<Row[]>(() =>
    (template?.blocks ?? [{ key: 'goals', title: '', hint: '', kind: 'goals' as const, is_required: true }]).map(
      (block, at) => ({ ...block, at }),
    ),
  );
  const [next, setNext] = useState(rows.length);
  const [asked, setAsked] = useState(false);
  const before = new Set(template?.blocks.filter((one) => one.is_required).map((one) => one.key));
  const save = useWrite(
    (_: undefined, key) =>
      publishTemplate(
        {
          stage,
          horizon,
          title: title.trim(),
          blocks: rows.map(({ at: _at, ...block }) => ({
            ...block,
            title: block.title.trim(),
            hint: block.hint.trim(),
          })),
        },
        key,
      ),
    ['plan-templates'],
    (made) => {
      notify(t('portfolio.template.published', { n: made.number }));
      onDone();
    },
  );
  const refused = refusals(save.error);
  const put = (at: number, more: Partial<BlockBody>) =>
    setRows(rows.map((row) => (row.at === at ? { ...row, ...more } : row)));
  const move = (place: number, by: number) => {
    const row = rows[place];
    if (row) setRows(rows.toSpliced(place, 1).toSpliced(place + by, 0, row));
  };
  const whole = title.trim() && rows.every((row) => row.title.trim());
  return (
    <div className={classes.stack}>
      <TextInput
        label={t('portfolio.template.title')}
        withAsterisk
        maxLength={60}
        value={title}
        onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        error={asked && !title.trim() ? t('error.required') : refused.title}
      />
      <ol className={templateClasses.blocks}>
        {rows.map((row, place) => {
          const isGoals = row.kind === 'goals';
          return (
            <li key={row.at}>
              <div className={templateClasses.fields}>
                <TextInput
                  label={t('portfolio.template.block', { n: place + 1 })}
                  withAsterisk
                  maxLength={60}
                  value={row.title}
                  onChange={({ currentTarget }) => put(row.at, { title: currentTarget.value })}
                  error={
                    asked && !row.title.trim()
                      ? t('error.required')
                      : (refused[`blocks.${place}.title`] ?? refused[`blocks.${place}.key`])
                  }
                />
                <TextInput
                  label={t('portfolio.template.hint')}
                  maxLength={200}
                  value={row.hint}
                  onChange={({ currentTarget }) => put(row.at, { hint: currentTarget.value })}
                  error={refused[`blocks.${place}.hint`]}
                />
                {isGoals ? (
                  <p className={classes.small}>{t('portfolio.template.goals')}</p>
                ) : (
                  <NativeSelect
                    label={t('portfolio.template.kind')}
                    value={row.kind}
                    onChange={({ currentTarget }) => put(row.at, { kind: currentTarget.value as BlockBody['kind'] })}
                    data={(['text', 'list'] as const).map((value) => ({
                      value,
                      label: t(`portfolio.blockKind.${value}`),
                    }))}
                  />
                )}
              </div>
              <div className={classes.acts}>
                <label className={classes.check}>
                  <input
                    type="checkbox"
                    checked={row.is_required}
                    onChange={({ currentTarget }) => put(row.at, { is_required: currentTarget.checked })}
                  />
                  {t('portfolio.template.isRequired')}
                </label>
                <Button
                  size="sm"
                  variant="subtle"
                  aria-label={t('portfolio.template.up', { title: row.title })}
                  disabled={place === 0}
                  onClick={() => move(place, -1)}
                >
                  <IconArrowUp size={18} aria-hidden />
                </Button>
                <Button
                  size="sm"
                  variant="subtle"
                  aria-label={t('portfolio.template.down', { title: row.title })}
                  disabled={place === rows.length - 1}
                  onClick={() => move(place, 1)}
                >
                  <IconArrowDown size={18} aria-hidden />
                </Button>
                {!isGoals && !before.has(row.key) && (
                  <Button
                    size="sm"
                    variant="subtle"
                    color="cinnabar"
                    aria-label={t('portfolio.template.remove', { title: row.title })}
                    onClick={() => setRows(rows.filter((one) => one.at !== row.at))}
                  >
                    <IconTrash size={18} aria-hidden />
                  </Button>
                )}
                {before.has(row.key) && <small className={classes.small}>{t('portfolio.template.stays')}</small>}
              </div>
            </li>
          );
        })}
      </ol>
      <Button
        variant="light"
        leftSection={<IconPlus size={18} aria-hidden />}
        disabled={rows.length >= 20}
        onClick={() => {
          setRows([...rows, { at: next, key: freshKey(rows), title: '', hint: '', kind: 'text', is_required: false }]);
          setNext(next + 1);
        }}
      >
        {t('portfolio.template.add')}
      </Button>
      {save.error && (
        <p role="alert" className={classes.refusal}>
          {refused.blocks ?? problemText(save.error)}
        </p>
      )}
      <p className={classes.small}>{t('portfolio.template.publishHint')}</p>
      <div className={classes.acts}>
        <Button
          loading={save.isPending}
          onClick={() => {
            setAsked(true);
            if (whole) save.mutate(undefined);
          }}
        >
          {t('portfolio.template.publish')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('act.cancel')}
        </Button>
      </div>
    </div>
  );
}
