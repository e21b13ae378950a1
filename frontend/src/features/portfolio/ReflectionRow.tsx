import { Button } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { notify, notifyProblem } from '@/shared/ui/notify';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { Tag } from '@/shared/ui/Tag';
import classes from './Portfolio.module.css';
import { type Reflection, readReflection, touched, voidReflection } from './queries';
import { ReflectionForm } from './ReflectionForm';

const Readers = lazy(() => import('./Readers'));

interface Props {
  row: Reflection;
  /** The own portfolio, where the reflection may be changed. */
  portfolio?: string;
}

/** One reflection; its words are read one at a time and leave with the page. */
export function ReflectionRow({ row, portfolio }: Props) {
  const { t } = useTranslation();
  const { date, list } = useFormat();
  const [words, setWords] = useState<string>();
  const [doing, setDoing] = useState<'change' | 'readers' | 'void'>();
  const read = useMutation({ mutationFn: readReflection, onError: notifyProblem });
  const close = () => setDoing(undefined);
  const take = useWrite(
    (reason: string) => voidReflection(row.id, reason),
    touched,
    () => {
      close();
      notify(t('portfolio.reflection.taken'));
    },
  );
  // The list arrives after the page, too late for the browser to find the place.
  const place = useRef<HTMLLIElement>(null);
  const isNamed = useLocation({ select: ({ hash }) => hash === `reflection-${row.id}` });
  useEffect(() => {
    if (isNamed) place.current?.scrollIntoView({ block: 'center' });
  }, [isNamed]);
  const may = (verb: string) => row.abilities.includes(verb);
  const open = (then?: 'change') =>
    read.mutate(row.id, {
      onSuccess: ({ text }) => {
        setWords(text);
        setDoing(then);
      },
    });
  return (
    <li ref={place} id={`reflection-${row.id}`} data-named={isNamed || undefined} className={classes.card}>
      <div className={classes.cardHead}>
        <b>{row.title}</b>
        {row.is_voided ? (
          <Tag>{t('portfolio.reflection.voided')}</Tag>
        ) : (
          row.is_mine && <Tag tone={row.visibility === 'private' ? 'calm' : 'brand'}>{row.visibility_label}</Tag>
        )}
      </div>
      <p className={classes.small}>
        {!row.is_mine && `${row.staff.name} · `}
        {date(row.reflected_on)}
        {row.goal && ` · ${t('portfolio.reflection.forGoal', { words: row.goal.words })}`}
      </p>
      {row.readers.length > 0 && (
        <p className={classes.small}>
          {t('portfolio.reflection.readers', { names: list(row.readers.map((one) => one.name)) })}
        </p>
      )}
      {row.void_reason && <p className={classes.small}>{row.void_reason}</p>}
      {doing === 'change' && portfolio && words !== undefined ? (
        <ReflectionForm
          portfolio={portfolio}
          row={row}
          words={words}
          onDone={(text) => {
            if (text !== undefined) setWords(text);
            close();
          }}
        />
      ) : (
        words !== undefined && <p className={classes.text}>{words}</p>
      )}
      {doing !== 'change' && (
        <div className={classes.acts}>
          {may('read') &&
            (words === undefined ? (
              <Button
                size="sm"
                variant="light"
                loading={read.isPending}
                leftSection={<IconEye size={18} aria-hidden />}
                aria-label={t('portfolio.reflection.readOf', { title: row.title })}
                onClick={() => open()}
              >
                {t('portfolio.reflection.read')}
              </Button>
            ) : (
              <Button
                size="sm"
                variant="subtle"
                leftSection={<IconEyeOff size={18} aria-hidden />}
                onClick={() => setWords(undefined)}
              >
                {t('portfolio.reflection.hide')}
              </Button>
            ))}
          {may('show') && (
            <Button
              size="sm"
              variant="subtle"
              aria-label={t('portfolio.reflection.showOf', { title: row.title })}
              onClick={() => setDoing('readers')}
            >
              {t('portfolio.reflection.show')}
            </Button>
          )}
          {may('partial_update') && portfolio && (
            <Button
              size="sm"
              variant="subtle"
              onClick={() => (words === undefined ? open('change') : setDoing('change'))}
            >
              {t('portfolio.change')}
            </Button>
          )}
          {may('void') && (
            <Button size="sm" variant="subtle" color="gray" onClick={() => setDoing('void')}>
              {t('portfolio.reflection.void')}
            </Button>
          )}
        </div>
      )}
      {doing === 'readers' && (
        <Suspense>
          <Readers row={row} onClose={close} />
        </Suspense>
      )}
      <ReasonDialog
        opened={doing === 'void'}
        onClose={() => {
          close();
          take.reset();
        }}
        title={t('portfolio.reflection.void')}
        hint={t('portfolio.reflection.voidHint')}
        label={t('portfolio.reason')}
        confirm={t('portfolio.reflection.void')}
        danger
        busy={take.isPending}
        error={take.error}
        onConfirm={(reason) => take.mutate(reason)}
      />
    </li>
  );
}
