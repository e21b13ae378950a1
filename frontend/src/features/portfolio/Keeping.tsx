import { Button } from '@mantine/core';
import { IconBook, IconFileZip, IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useFormat } from '@/shared/i18n/format';
import { refusals } from '@/shared/ui/FormDialog';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import rowClasses from '@/shared/ui/Rows.module.css';
import classes from './Portfolio.module.css';
import { bringAlong, type PortfolioFile, printBooklet, takeAlong, touched } from './queries';

/** 留存与带走: the booklet, everything as a ZIP, and what comes along from another school. */
export default function Keeping({ portfolio }: { portfolio: PortfolioFile }) {
  const may = (verb: string) => portfolio.abilities.includes(verb);
  return (
    <div className={classes.stack}>
      {may('booklet') && <Booklet id={portfolio.id} />}
      {may('take_along') && <Along id={portfolio.id} />}
      <Volumes portfolio={portfolio} />
      {may('bring') && <Bring id={portfolio.id} />}
    </div>
  );
}

function Booklet({ id }: { id: string }) {
  const { t } = useTranslation();
  const [withReflections, setWith] = useState(false);
  const make = useWrite(
    (as: 'pdf' | 'docx') => printBooklet(id, as, withReflections),
    [],
    () => notify(t('portfolio.keep.made')),
  );
  return (
    <Panel title={t('portfolio.keep.booklet')} hint={t('portfolio.keep.bookletHint')}>
      <label className={classes.check}>
        <input
          type="checkbox"
          checked={withReflections}
          onChange={({ currentTarget }) => setWith(currentTarget.checked)}
        />
        {t('portfolio.keep.withReflections')}
      </label>
      <div className={classes.acts}>
        {(['pdf', 'docx'] as const).map((as) => (
          <Button
            key={as}
            variant="default"
            leftSection={<IconBook size={18} aria-hidden />}
            loading={make.isPending && make.variables === as}
            disabled={make.isPending && make.variables !== as}
            onClick={() => make.mutate(as)}
          >
            {t(`portfolio.keep.${as}`)}
          </Button>
        ))}
      </div>
      {make.error && (
        <p role="alert" className={classes.refusal}>
          {problemText(make.error)}
        </p>
      )}
    </Panel>
  );
}

function Along({ id }: { id: string }) {
  const { t } = useTranslation();
  const [withFiles, setWith] = useState(true);
  const take = useWrite(
    () => takeAlong(id, withFiles),
    [],
    () => notify(t('portfolio.keep.made')),
  );
  return (
    <Panel title={t('portfolio.keep.along')} hint={t('portfolio.keep.alongHint')}>
      <label className={classes.check}>
        <input type="checkbox" checked={withFiles} onChange={({ currentTarget }) => setWith(currentTarget.checked)} />
        {t('portfolio.keep.withFiles')}
      </label>
      <Button
        variant="default"
        leftSection={<IconFileZip size={18} aria-hidden />}
        loading={take.isPending}
        onClick={() => take.mutate(undefined)}
      >
        {t('portfolio.keep.zip')}
      </Button>
      {take.error && (
        <p role="alert" className={classes.refusal}>
          {problemText(take.error)}
        </p>
      )}
    </Panel>
  );
}

function Volumes({ portfolio }: { portfolio: PortfolioFile }) {
  const { t } = useTranslation();
  const { date, moment } = useFormat();
  if (portfolio.volumes.length === 0) return null;
  return (
    <Panel title={t('portfolio.keep.volumes')} hint={t('portfolio.keep.volumesHint')}>
      <ul className={rowClasses.rows}>
        {portfolio.volumes.map((volume) => (
          <li key={volume.number}>
            <div className={rowClasses.what}>
              <b>{t('portfolio.keep.volume', { school: volume.school, day: date(volume.until) })}</b>
              <p className={rowClasses.small}>
                {t('portfolio.keep.volumeHolds', { acts: volume.acts, plans: volume.plans })} ·{' '}
                {t('portfolio.keep.broughtAt', { time: moment(volume.brought_at) })}
              </p>
              <p className={classes.hash}>SHA-256 {volume.sha256}</p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Bring({ id }: { id: string }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const bring = useWrite(
    (given: File) => bringAlong(id, given),
    touched,
    () => {
      setFile(null);
      notify(t('portfolio.keep.brought'));
    },
  );
  return (
    <Panel title={t('portfolio.keep.bring')} hint={t('portfolio.keep.bringHint')}>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('portfolio.keep.file')}
        accept=".zip,application/zip"
        onChange={({ currentTarget }) => {
          bring.reset();
          setFile(currentTarget.files?.[0] ?? null);
          currentTarget.value = '';
        }}
      />
      <div className={classes.acts}>
        <Button
          variant="default"
          leftSection={<IconUpload size={18} aria-hidden />}
          onClick={() => input.current?.click()}
        >
          {t('portfolio.keep.choose')}
        </Button>
        {file && <span>{file.name}</span>}
        {file && (
          <Button loading={bring.isPending} onClick={() => bring.mutate(file)}>
            {t('portfolio.keep.bringGo')}
          </Button>
        )}
      </div>
      {bring.error && (
        <p role="alert" className={classes.refusal}>
          {refusals(bring.error).file ?? problemText(bring.error)}
        </p>
      )}
    </Panel>
  );
}
