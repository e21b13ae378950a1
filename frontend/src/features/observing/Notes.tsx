import { Button, Textarea } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { uuid } from '@/shared/offline/uuid';
import { Tag } from '@/shared/ui/Tag';
import classes from './Observe.module.css';
import { type Draft, type Note, stages } from './values';

interface Props {
  notes: readonly Note[];
  typing: Draft['typing'];
  onTyping: (typing: Draft['typing']) => void;
  /** A note that was added leaves the box empty: both at once, so that nothing lies in two places. */
  onChange: (notes: Note[], typing?: Draft['typing']) => void;
}

/** The school's clock, to the second. */
const clockNow = () => new Date().toLocaleTimeString('sv-SE', { timeZone: 'Asia/Shanghai' });

/** What happens, as it happens: a stage, a sentence, and the time stands by itself. The writer's alone. */
export function Notes({ notes, typing, onTyping, onChange }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLTextAreaElement>(null);
  const add = () => {
    const text = typing.text.trim();
    if (text) {
      const note: Note = { client_id: uuid(), clock: clockNow(), seconds: null, stage: typing.stage, text };
      onChange([...notes, note], { ...typing, text: '' });
    }
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    add();
  };
  const latest = notes.toReversed();
  return (
    <section className={classes.sheet} aria-labelledby="notes">
      <div className={classes.sheetHead}>
        <h2 id="notes">{t('observe.notes')}</h2>
        <small>{t('observe.notesHint')}</small>
      </div>
      <fieldset className={classes.stages}>
        <legend className={classes.spoken}>{t('observe.stage')}</legend>
        {stages.map((stage) => (
          <label key={stage}>
            <input
              type="radio"
              name="stage"
              checked={typing.stage === stage}
              onChange={() => onTyping({ ...typing, stage })}
            />
            <span>{t(`lessonWords.stage.${stage}`)}</span>
          </label>
        ))}
      </fieldset>
      <div className={classes.jot}>
        <Textarea
          ref={box}
          aria-label={t('observe.note')}
          placeholder={t('observe.notePlaceholder')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={1_000}
          value={typing.text}
          onChange={({ currentTarget }) => onTyping({ ...typing, text: currentTarget.value })}
          onKeyDown={onKeyDown}
        />
        <Button variant="light" onClick={add} disabled={!typing.text.trim()}>
          {t('observe.addNote')}
        </Button>
      </div>
      {latest.length > 0 && (
        <ol className={classes.notes} aria-label={t('observe.noteList', { count: notes.length })}>
          {latest.map((note) => (
            <NoteRow
              key={note.client_id}
              note={note}
              onChange={(text) =>
                onChange(notes.map((one) => (one.client_id === note.client_id ? { ...one, text } : one)))
              }
              onRemove={() => onChange(notes.filter((one) => one.client_id !== note.client_id))}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

interface RowProps {
  note: Note;
  onChange: (text: string) => void;
  onRemove: () => void;
}

function NoteRow({ note, onChange, onRemove }: RowProps) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const time = note.clock?.slice(0, 5) ?? '';
  return (
    <li>
      <span className={classes.stamp}>
        <time>{time || t('observe.noTime')}</time>
        {note.stage && <Tag>{t(`lessonWords.stage.${note.stage}`)}</Tag>}
      </span>
      {editing ? (
        <div className={classes.edit}>
          <Textarea
            aria-label={t('observe.noteOf', { time })}
            autosize
            autoFocus
            minRows={2}
            maxLength={1_000}
            value={note.text}
            onChange={({ currentTarget }) => onChange(currentTarget.value)}
          />
          <div className={classes.editActs}>
            <Button size="sm" onClick={() => (note.text.trim() ? setEditing(false) : onRemove())}>
              {t('observe.noteDone')}
            </Button>
            <Button
              size="sm"
              variant="subtle"
              color="cinnabar"
              leftSection={<IconTrash size={18} aria-hidden />}
              onClick={onRemove}
            >
              {t('observe.noteRemove')}
            </Button>
          </div>
        </div>
      ) : (
        <>
          <p>{note.text}</p>
          <button
            type="button"
            className={classes.icon}
            aria-label={t('observe.noteEdit', { time })}
            onClick={() => setEditing(true)}
          >
            <IconPencil size={20} stroke={1.6} aria-hidden />
          </button>
        </>
      )}
    </li>
  );
}
