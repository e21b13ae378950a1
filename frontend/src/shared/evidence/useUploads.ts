import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/errors';
import { schoolToday, useFormat } from '../i18n/format';
import { uuid } from '../offline/uuid';
import { problemText } from '../ui/notify';
import { addFile, type EvidenceKind, type EvidenceRef, MOST_MEGABYTES, refOf, titleFrom } from './files';

export interface Upload {
  /** Also the key of the gesture: sent again, it is the same file. */
  key: string;
  file: File;
  state: 'waiting' | 'sending' | 'refused';
  problem?: string;
  /** The line was bad; the same file may be sent again. */
  again?: boolean;
}

interface Wishes {
  /** The day of what the files show; without it, today. */
  happenedOn?: string | undefined;
  kind?: EvidenceKind | undefined;
  onMade: (made: EvidenceRef) => void;
}

/** Files go out one by one, so that a weak line carries each whole; what was refused stays, with the reason. */
export function useUploads(wishes: Wishes) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const queue = useRef<Upload[]>([]);
  const running = useRef(false);
  const now = useRef(wishes);
  useEffect(() => {
    now.current = wishes;
  });

  const mark = (key: string, more: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...more } : one)));
  const drop = (key: string) => setUploads((all) => all.filter((one) => one.key !== key));

  async function send(upload: Upload) {
    mark(upload.key, { state: 'sending' });
    const isPicture = upload.file.type.startsWith('image/');
    const kind = now.current.kind ?? (isPicture ? 'photo' : 'document');
    const today = schoolToday();
    // What is planned has no pictures yet: those that come with it are of today at the latest.
    const happened_on = now.current.happenedOn && now.current.happenedOn < today ? now.current.happenedOn : today;
    const title = titleFrom(upload.file.name) ?? t(`evidence.untitled.${kind}`, { day: format.day(happened_on) });
    try {
      const made = await addFile(upload.file, { title, kind, happened_on }, upload.key);
      drop(upload.key);
      now.current.onMade(refOf(made));
    } catch (error) {
      const refused = error instanceof ApiError && error.status < 500 && error.status !== 429;
      const words = error instanceof ApiError ? Object.values(error.fields)[0] : undefined;
      mark(upload.key, { state: 'refused', problem: words ?? problemText(error), again: !refused });
    }
  }

  async function run() {
    if (running.current) return;
    running.current = true;
    for (let next = queue.current.shift(); next; next = queue.current.shift()) await send(next);
    running.current = false;
    void client.invalidateQueries({ queryKey: ['evidence'] });
  }

  const put = (files: readonly File[]) => {
    const fresh = files.map((file): Upload => {
      const tooLarge = file.size > MOST_MEGABYTES * 1_000_000;
      const upload: Upload = { key: uuid(), file, state: tooLarge ? 'refused' : 'waiting' };
      return tooLarge ? { ...upload, problem: t('evidence.tooLarge', { count: MOST_MEGABYTES }) } : upload;
    });
    setUploads((all) => [...all, ...fresh]);
    queue.current.push(...fresh.filter((one) => one.state === 'waiting'));
    void run();
  };

  const again = (upload: Upload) => {
    mark(upload.key, { state: 'waiting' });
    queue.current.push(upload);
    void run();
  };

  return { uploads, put, again, drop, busy: uploads.some((one) => one.state !== 'refused') };
}
