import { Alert } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import { uuid } from '@/shared/offline/uuid';
import { ExportButton } from '@/shared/ui/ExportButton';
import { notify, problemText } from '@/shared/ui/notify';
import { PageHeader } from '@/shared/ui/states';
import { ChooseFile } from './ChooseFile';
import { ImportHistory } from './ImportHistory';
import { checkRoster, importList, importRoster, isRunning, writtenBooks } from './queries';
import { ReportView } from './ReportView';
import classes from './Roster.module.css';
import { Running } from './Running';

/** The roster from a spreadsheet: read, shown, and only then written, the whole file or nothing. */
export function RosterPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  // One key per file chosen: pressing twice, or sending again after a lost answer, imports once.
  const [key, setKey] = useState('');
  const check = useMutation({ mutationFn: checkRoster });
  const write = useMutation({
    mutationFn: importRoster,
    onSuccess: async () => {
      setFile(undefined);
      check.reset();
      notify(t('roster.confirmed'));
      await client.invalidateQueries({ queryKey: importList().queryKey });
    },
    onError: (error) => {
      // The school changed since the report was made: the old report must not be confirmed.
      if (error instanceof ApiError && error.code === 'plan_changed' && file) check.mutate(file);
    },
  });
  const list = useQuery(importList());
  const running = list.data?.results.some(isRunning) ?? false;
  // An import that ends has changed the lists that other pages keep.
  useEffect(() => {
    if (!running) for (const queryKey of writtenBooks) void client.invalidateQueries({ queryKey });
  }, [running, client]);
  const choose = (next: File) => {
    setFile(next);
    setKey(uuid());
    write.reset();
    check.mutate(next);
  };
  const changed = write.error instanceof ApiError && write.error.code === 'plan_changed';
  return (
    <div className={classes.whole}>
      <PageHeader title={t('roster.title')} hint={t('roster.hint')}>
        <ExportButton path="/api/v1/students/export/" label={t('roster.exportStudents')} />
      </PageHeader>
      <div className={classes.page}>
        <ChooseFile busy={check.isPending} onChoose={choose} />
        {check.error && (
          <Alert color="cinnabar" role="alert" title={t('roster.unreadable')}>
            {problemText(check.error)}
          </Alert>
        )}
        {write.error && (
          <Alert
            color={changed ? 'amber' : 'cinnabar'}
            role="alert"
            title={t(changed ? 'roster.planChanged' : 'roster.notImported')}
          >
            {changed ? t('roster.planChangedHint') : problemText(write.error)}
          </Alert>
        )}
        {file && check.data && (
          <ReportView
            key={check.data.digest}
            report={check.data}
            busy={write.isPending}
            onConfirm={() => write.mutate({ file, digest: check.data.digest, key })}
            onCancel={() => {
              setFile(undefined);
              check.reset();
              write.reset();
            }}
          />
        )}
        <Running imports={list.data?.results ?? []} />
        <ImportHistory
          imports={list.data?.results}
          count={list.data?.count}
          error={list.error}
          retry={() => list.refetch()}
        />
      </div>
    </div>
  );
}
