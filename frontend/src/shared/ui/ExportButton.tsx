import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportPath, Filters } from '../api/exportList';

/** Fetched when it is first asked for: a list is read often and taken along seldom. */
const ExportDialog = lazy(() => import('./ExportDialog'));

export interface ExportProps {
  path: ExportPath;
  /** Those that the page shows, so that the file has the rows that the page counts. */
  filters?: Filters;
  /** Of a figure whose records are taken. */
  code?: string;
  /** How many rows the page counts, where it knows. */
  count?: number | undefined;
}

/** The list as a file: all rows under the page's filters, not only those that are on the screen. */
export function ExportButton({ label, ...list }: ExportProps & { label?: string }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<boolean>();
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={18} aria-hidden />}
        disabled={list.count === 0}
        onClick={() => setOpened(true)}
      >
        {label ?? t('export.button')}
      </Button>
      {opened !== undefined && (
        <Suspense>
          <ExportDialog {...list} opened={opened} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </>
  );
}
