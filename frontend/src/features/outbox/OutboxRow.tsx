import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import type { OutboxItem } from '@/shared/offline/items';
import { outbox } from '@/shared/offline/outbox';
import { AskDialog } from '@/shared/ui/AskDialog';
import { ConflictView } from '@/shared/ui/ConflictView';
import { Tag } from '@/shared/ui/Tag';
import classes from './Outbox.module.css';

const tones = { queued: 'calm', rejected: 'trouble', conflict: 'soon', unreadable: 'trouble' } as const;

export function OutboxRow({ item }: { item: OutboxItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [giving, setGiving] = useState(false);
  const kind = outbox.kind(item.kind);
  const differences = item.state === 'conflict' ? kind?.compare?.(item) : undefined;

  const words = item.state === 'rejected' ? (kind?.words?.(item) ?? []) : [];
  const reveal = kind?.reveal;

  const resolve = (mine: ReadonlySet<string>) => {
    const body = kind?.merge?.(item, mine);
    if (body) void outbox.decide(item.id, body);
  };

  return (
    <li className={classes.row} data-state={item.state}>
      <div className={classes.head}>
        <div className={classes.what}>
          <b>{item.state === 'unreadable' ? t('outbox.state.unreadable') : item.label}</b>
          <p>
            {t('outbox.savedAt', { time: format.moment(item.createdAt) })}
            {item.attempts > 0 && ` · ${t('outbox.attempts', { count: item.attempts })}`}
            {item.nextAttemptAt > Date.now() && ` · ${t('outbox.nextTry', { time: format.time(item.nextAttemptAt) })}`}
          </p>
        </div>
        <Tag tone={tones[item.state]}>{t(`outbox.state.${item.state}`)}</Tag>
      </div>
      {item.state === 'unreadable' && <p className={classes.problem}>{t('outbox.unreadable')}</p>}
      {item.problem && !differences && (
        <div className={classes.problem} role="alert">
          {item.problem.detail}
          {Object.values(item.problem.fields).map(
            (words) => words !== item.problem?.detail && <p key={words}>{words}</p>,
          )}
        </div>
      )}
      {differences && (
        <ConflictView
          differences={differences}
          onKeep={resolve}
          reveal={reveal && ((field, purpose) => reveal(item, field, purpose))}
        />
      )}
      {words.length > 0 && (
        <details className={classes.words}>
          <summary>{t('outbox.words')}</summary>
          <dl>
            {words.map(([label, text]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <div className={classes.acts}>
        {kind && item.state === 'queued' && (
          <Button size="sm" variant="light" onClick={() => void navigate({ href: kind.edit(item) })}>
            {t('outbox.edit')}
          </Button>
        )}
        {kind && item.state === 'rejected' && (
          <>
            <Button size="sm" onClick={() => void navigate({ href: kind.edit(item) })}>
              {t('outbox.editAgain')}
            </Button>
            <Button size="sm" variant="light" onClick={() => void outbox.retry(item.id)}>
              {t('outbox.retry')}
            </Button>
          </>
        )}
        {item.state !== 'conflict' && (
          <Button size="sm" variant="subtle" color="cinnabar" onClick={() => setGiving(true)}>
            {t('outbox.discard')}
          </Button>
        )}
      </div>
      <AskDialog
        opened={giving}
        onClose={() => setGiving(false)}
        title={t('outbox.discardTitle')}
        hint={t('outbox.discardHint')}
        confirm={t('outbox.discardConfirm')}
        danger
        onConfirm={() => void outbox.remove(item.id)}
      />
    </li>
  );
}
