import { Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import {
  accepted,
  addFile,
  changeFile,
  type Evidence,
  type EvidenceKind,
  evidenceKinds,
  MOST_MEGABYTES,
  type NewFile,
  titleFrom,
} from '@/shared/evidence/files';
import { schoolToday } from '@/shared/i18n/format';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import classes from './Evidence.module.css';
import { touched } from './queries';

interface Props {
  /** What is said of this one is mended; without it, a new one is brought. */
  of?: Evidence;
  opened: boolean;
  onClose: () => void;
}

export function FileDialog({ opened, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog
      opened={opened}
      onClose={rest.onClose}
      title={rest.of ? t('evidence.changeOf', { title: rest.of.title }) : t('evidence.bring')}
    >
      <Form {...rest} />
    </FormDialog>
  );
}

function Form({ of, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const chooser = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [words, setWords] = useState({
    title: of?.title ?? '',
    happened_on: of?.happened_on ?? schoolToday(),
    expires_on: of?.expires_on ?? '',
  });
  const [kind, setKind] = useState<EvidenceKind | ''>(of?.kind ?? '');
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (fields: NewFile, key) => (of ? changeFile(of, fields) : addFile(file as File, fields, key)),
    touched,
    () => {
      notify(t(of ? 'evidence.changed' : 'evidence.brought'));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const tooLarge = file !== undefined && file.size > MOST_MEGABYTES * 1_000_000;
  const fileError = tooLarge
    ? t('evidence.tooLarge', { count: MOST_MEGABYTES })
    : asked && !of && !file
      ? t('evidence.chooseFirst')
      : refused.file;
  const field = (name: keyof typeof words) => ({
    value: words[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: currentTarget.value }),
    error: asked && name !== 'expires_on' && !words[name].trim() ? t('error.required') : refused[name],
  });
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    if (!words.title.trim()) setWords({ ...words, title: titleFrom(chosen.name) ?? '' });
    if (!kind) setKind(chosen.type.startsWith('image/') ? 'photo' : 'document');
  };
  return (
    <FormBody
      confirm={t(of ? 'evidence.save' : 'evidence.upload')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (!kind || !words.title.trim() || !words.happened_on || tooLarge || (!of && !file)) return;
        save.mutate({
          title: words.title.trim(),
          kind,
          happened_on: words.happened_on,
          expires_on: words.expires_on || null,
        });
      }}
      onClose={onClose}
      fields={['file', 'title', 'kind', 'happened_on', 'expires_on']}
    >
      {!of && (
        <div className={classes.chooser}>
          <input
            ref={chooser}
            type="file"
            hidden
            accept={accepted}
            data-testid="evidence-file"
            aria-label={t('evidence.choose')}
            onChange={({ currentTarget }) => choose(currentTarget.files?.[0])}
          />
          <Button variant="default" data-autofocus onClick={() => chooser.current?.click()}>
            {t(file ? 'evidence.chooseOther' : 'evidence.choose')}
          </Button>
          <span aria-live="polite">{file?.name ?? t('evidence.chooseHint', { count: MOST_MEGABYTES })}</span>
          {fileError && (
            <p className={classes.error} role="alert">
              {fileError}
            </p>
          )}
        </div>
      )}
      <TextInput
        {...field('title')}
        withAsterisk
        label={t('evidence.name')}
        description={t('evidence.nameHint')}
        maxLength={100}
      />
      <Choices
        legend={t('evidence.kind')}
        name="kind"
        required
        value={kind}
        onChange={setKind}
        options={evidenceKinds.map((value) => ({ value, label: t(`evidence.kinds.${value}`) }))}
        error={asked && !kind ? t('error.required') : refused.kind}
      />
      <TextInput
        {...field('happened_on')}
        type="date"
        withAsterisk
        label={t('evidence.happenedOn')}
        description={t('evidence.happenedOnHint')}
        max={schoolToday()}
      />
      <TextInput
        {...field('expires_on')}
        type="date"
        label={t('evidence.expiresOn')}
        description={t('evidence.expiresOnHint')}
        min={words.happened_on}
      />
    </FormBody>
  );
}
