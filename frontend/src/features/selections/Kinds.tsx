import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify, notifyProblem } from '@/shared/ui/notify';
import rows from '@/shared/ui/Rows.module.css';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import { Tag } from '@/shared/ui/Tag';
import { addKind, changeKind, type Kind, kindList, type NewKind, type Whom, whoms } from './queries';
import classes from './Selections.module.css';

/** 评选项目: the school's own list of what it selects. */
export function Kinds() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Kind | 'new'>();
  const { data, error, isPending, refetch } = useQuery(kindList);
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return (
    <div className={classes.kinds}>
      <Button variant="default" leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen('new')}>
        {t('selections.addKind')}
      </Button>
      {data.length > 0 && (
        <ul className={`${rows.card} ${rows.rows}`} aria-label={t('selections.view.kinds')}>
          {data.map((kind) => (
            <KindRow key={kind.id} kind={kind} onRename={() => setOpen(kind)} />
          ))}
        </ul>
      )}
      <FormDialog
        opened={open !== undefined}
        onClose={() => setOpen(undefined)}
        title={t(open === 'new' ? 'selections.addKind' : 'selections.renameKind')}
      >
        <Form of={open === 'new' ? undefined : open} onClose={() => setOpen(undefined)} />
      </FormDialog>
    </div>
  );
}

function KindRow({ kind, onRename }: { kind: Kind; onRename: () => void }) {
  const { t } = useTranslation();
  const turn = useWrite(changeKind, ['selection-kinds']);
  return (
    <li>
      <div className={rows.what}>
        <p className={classes.name}>
          <b>{kind.name}</b>
          {!kind.is_active && <Tag>{t('selections.inactive')}</Tag>}
        </p>
        <p className={rows.small}>{t('selections.selects', { whom: kind.whom_label })}</p>
      </div>
      {kind.abilities.includes('change') && (
        <div className={rows.acts}>
          <Button
            size="sm"
            variant="default"
            aria-label={t('selections.renameOf', { name: kind.name })}
            onClick={onRename}
          >
            {t('selections.rename')}
          </Button>
          <Button
            size="sm"
            variant="subtle"
            loading={turn.isPending}
            aria-label={t(kind.is_active ? 'selections.retireOf' : 'selections.offerOf', { name: kind.name })}
            onClick={() => turn.mutate({ id: kind.id, is_active: !kind.is_active }, { onError: notifyProblem })}
          >
            {t(kind.is_active ? 'selections.retire' : 'selections.offer')}
          </Button>
        </div>
      )}
    </li>
  );
}

function Form({ of, onClose }: { of: Kind | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState({ name: of?.name ?? '', code: of?.code ?? '' });
  const [whom, setWhom] = useState<Whom>(of?.whom ?? 'staff');
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (body: NewKind, key) => (of ? changeKind({ id: of.id, name: body.name }) : addKind(body, key)),
    ['selection-kinds', 'selections'],
    () => {
      notify(t('selections.kindSaved'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const field = (name: keyof typeof words) => ({
    withAsterisk: true,
    value: words[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: currentTarget.value }),
    error: asked && !words[name].trim() ? t('error.required') : refused[name],
  });
  return (
    <FormBody
      confirm={t('selections.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (words.name.trim() && words.code.trim())
          save.mutate({ name: words.name.trim(), code: words.code.trim(), whom });
      }}
      onClose={onClose}
      fields={['name', 'code', 'whom']}
    >
      <TextInput
        {...field('name')}
        data-autofocus
        label={t('selections.kindName')}
        description={t('selections.kindNameHint')}
        maxLength={30}
      />
      {!of && (
        <>
          <TextInput
            {...field('code')}
            label={t('selections.code')}
            description={t('selections.codeHint')}
            maxLength={30}
          />
          <NativeSelect
            label={t('selections.whom')}
            value={whom}
            onChange={({ currentTarget }) => setWhom(currentTarget.value as Whom)}
            data={whoms.map((value) => ({ value, label: t(`selections.whoms.${value}`) }))}
            error={refused.whom}
          />
        </>
      )}
    </FormBody>
  );
}
