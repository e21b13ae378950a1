import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/shared/session/me';
import { notify, problemText } from '@/shared/ui/notify';
import { Panel } from '@/shared/ui/Panel';
import { CompileProgress } from './CompileProgress';
import classes from './Compiling.module.css';
import type { Summary } from './queries';
import { useAct } from './useAct';

const icons = { done: IconCheck, requested: IconCircleDashed, failed: IconAlertTriangle };

/** The figures are being gathered, item by item; one may leave the page, the work goes on. */
export function Compiling({ summary }: { summary: Summary }) {
  const { t } = useTranslation();
  const can = useCan();
  const { failed } = summary.progress;
  const act = useAct(summary.id, (done) => notify(t(`summaries.done.${done}`)));
  return (
    <Panel title={t('summaries.compiling')} hint={t('summaries.compilingHint')}>
      <CompileProgress progress={summary.progress} />
      {failed > 0 && (
        <Alert color="cinnabar" role="alert" mt="md" title={t('summaries.failedSome', { count: failed })}>
          {can('SUMMARY_REQUEST') && (
            <Button
              size="sm"
              loading={act.isPending}
              onClick={() => act.mutate({ act: 'recompile', term: summary.term.id })}
            >
              {t('summaries.act.recompile')}
            </Button>
          )}
          {act.error && <p>{problemText(act.error)}</p>}
        </Alert>
      )}
      <ol className={classes.items}>
        {summary.sections.map((section) => {
          const ready = section.state === 'done';
          const Icon = icons[section.state];
          return (
            <li key={section.id} data-ready={ready || undefined}>
              <Icon size={16} role="img" aria-label={t(`summaries.work.${section.state}`)} />
              {section.number !== null && `${section.number}. `}
              {section.title}
              {section.problem && <small>{section.problem}</small>}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
