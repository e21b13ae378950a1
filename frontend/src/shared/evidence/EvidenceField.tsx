import { Button, Skeleton } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWords } from '../i18n/useWords';
import classes from './Evidence.module.css';
import { FileLine } from './EvidenceList';
import { accepted, type EvidenceKind, type EvidenceRef } from './files';
import { useUploads } from './useUploads';

/** Fetched when it is first asked for. */
const PickDialog = lazy(() => import('./PickDialog'));

interface Props {
  value: readonly EvidenceRef[];
  onChange: (value: EvidenceRef[]) => void;
  label?: string;
  hint?: ReactNode;
  max?: number;
  required?: boolean;
  /** The day of the record that the files prove; without it, they are of today. */
  happenedOn?: string | undefined;
  /** What they are; without it, images are photos and the rest documents. */
  kind?: EvidenceKind;
  error?: ReactNode;
  /** The field's name, so that the first wrong one can be found and focused. */
  name?: string;
  /** Files are on their way: the form had better wait. */
  onBusy?: (busy: boolean) => void;
}

/** Files that prove a record: sent when they are chosen, attached when the record is saved. */
export function EvidenceField(props: Props) {
  // Its words come by themselves: it stands on the pages of many areas.
  return useWords('evidence').data ? <Field {...props} /> : <Skeleton h={76} aria-busy="true" />;
}

function Field({ value, onChange, label, hint, max = 20, required, error, name = 'evidence', onBusy, ...how }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const chooser = useRef<HTMLInputElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  // Several files end one after the other, perhaps before the page has drawn the one before.
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  const give = (next: EvidenceRef[]) => {
    latest.current = next;
    onChange(next);
  };
  const { uploads, put, again, drop, busy } = useUploads({
    ...how,
    onMade: (made) => give([...latest.current, made]),
  });
  const [picking, setPicking] = useState<boolean>();
  const left = max - value.length - uploads.length;
  useEffect(() => onBusy?.(busy), [busy, onBusy]);

  return (
    <fieldset className={classes.field} aria-describedby={error ? `${id}-error` : `${id}-hint`}>
      <legend>
        {label ?? t('evidence.field')}
        {required && (
          <span className={classes.star} aria-hidden>
            {' *'}
          </span>
        )}
      </legend>
      <p className={classes.hint} id={`${id}-hint`}>
        {hint ?? t('evidence.fieldHint')}
      </p>
      {(value.length > 0 || uploads.length > 0) && (
        <ul className={classes.list}>
          {value.map((item) => (
            <li key={item.id}>
              <FileLine item={item}>
                <button
                  type="button"
                  className={classes.remove}
                  aria-label={t('evidence.detachOf', { title: item.title })}
                  onClick={() => {
                    give(latest.current.filter((one) => one.id !== item.id));
                    adder.current?.focus();
                  }}
                >
                  <IconX size={18} aria-hidden />
                </button>
              </FileLine>
            </li>
          ))}
          {uploads.map((upload) => (
            <li key={upload.key} data-state={upload.state}>
              <div className={classes.file}>
                <div className={classes.what}>
                  <span>{upload.file.name}</span>
                  {upload.state === 'refused' ? (
                    <small className={classes.error} role="alert">
                      {upload.problem}
                    </small>
                  ) : (
                    <small>{t(`evidence.${upload.state}`)}</small>
                  )}
                  {upload.state === 'sending' && <span className={classes.moving} aria-hidden />}
                </div>
                {upload.again && upload.state === 'refused' && (
                  <Button size="sm" variant="default" onClick={() => again(upload)}>
                    {t('evidence.again')}
                  </Button>
                )}
                {upload.state === 'refused' && (
                  <button
                    type="button"
                    className={classes.remove}
                    aria-label={t('evidence.dropOf', { name: upload.file.name })}
                    onClick={() => drop(upload.key)}
                  >
                    <IconX size={18} aria-hidden />
                  </button>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.add}>
        <input
          ref={chooser}
          type="file"
          hidden
          multiple={max > 1}
          accept={accepted}
          aria-label={label ?? t('evidence.field')}
          data-testid={`${name}-files`}
          onChange={({ currentTarget }) => {
            put([...(currentTarget.files ?? [])].slice(0, Math.max(0, left)));
            currentTarget.value = '';
          }}
        />
        <Button
          ref={adder}
          variant="default"
          leftSection={<IconPaperclip size={18} aria-hidden />}
          data-field={name}
          disabled={left <= 0}
          onClick={() => chooser.current?.click()}
        >
          {t('evidence.add')}
        </Button>
        <Button variant="subtle" disabled={left <= 0} onClick={() => setPicking(true)}>
          {t('evidence.pick')}
        </Button>
        {left <= 0 && <small>{t('evidence.full', { count: max })}</small>}
      </div>
      {picking !== undefined && (
        <Suspense>
          <PickDialog
            opened={picking}
            onClose={() => setPicking(false)}
            without={value}
            left={left}
            onPick={(picked) => give([...latest.current, ...picked])}
          />
        </Suspense>
      )}
      {error && (
        <p className={classes.error} id={`${id}-error`}>
          {error}
        </p>
      )}
      <p className={classes.spoken} role="status">
        {uploads.some((one) => one.state === 'sending') ? t('evidence.sending') : ''}
      </p>
    </fieldset>
  );
}
