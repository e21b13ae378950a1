import { Button } from '@mantine/core';
import { IconDownload, IconFileSpreadsheet } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/shared/ui/Panel';
import classes from './ChooseFile.module.css';

/** Template out, filled file in. Dropping is a convenience; the button does the same. */
export function ChooseFile({ busy, onChoose }: { busy: boolean; onChoose: (file: File) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onChoose(file);
    // The same file may be chosen again after it was corrected.
    if (input.current) input.current.value = '';
  };
  return (
    <Panel title={t('roster.choose')} hint={t('roster.chooseHint')}>
      <ol className={classes.steps}>
        <li>
          <span>{t('roster.stepTemplate')}</span>
          <span className={classes.links}>
            {(['xlsx', 'csv'] as const).map((kind) => (
              <a key={kind} href={`/api/v1/roster-imports/template/?as=${kind}`} download>
                <IconDownload size={18} aria-hidden />
                {t(`roster.template.${kind}`)}
              </a>
            ))}
          </span>
        </li>
        <li>
          <span>{t('roster.stepFill')}</span>
        </li>
      </ol>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      <div
        className={classes.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <IconFileSpreadsheet size={36} stroke={1.3} aria-hidden />
        <input
          ref={input}
          type="file"
          hidden
          aria-label={t('roster.file')}
          accept=".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
          onChange={({ currentTarget }) => take(currentTarget.files)}
        />
        <Button loading={busy} onClick={() => input.current?.click()}>
          {t('roster.pick')}
        </Button>
        <p>{t('roster.dropHint')}</p>
      </div>
    </Panel>
  );
}
