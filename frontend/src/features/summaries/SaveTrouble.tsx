import { Alert, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/errors';
import classes from './SaveTrouble.module.css';
import { theirs } from './useSaveSection';

/** Why the text was not saved, and what its writer can do; nothing written is lost before they choose. */
export function SaveTrouble({
  error,
  onMine,
  onTheirs,
}: {
  error: unknown;
  onMine: (version: number) => void;
  onTheirs: () => void;
}) {
  const { t } = useTranslation();
  if (!error) return null;
  const current = theirs(error);
  if (!current)
    return (
      <Alert color="cinnabar" role="alert" title={t('summaries.notSaved')}>
        {error instanceof ApiError ? error.message : t('summaries.notSavedHint')}
      </Alert>
    );
  const { text, version, edited_by } = current;
  return (
    <Alert
      color="amber"
      role="alert"
      title={t('summaries.changedTitle', { name: edited_by?.name ?? t('summaries.somebody') })}
    >
      <p>{t('summaries.changedHint')}</p>
      <blockquote className={classes.theirs}>{text || t('summaries.noText')}</blockquote>
      <div className={classes.choice}>
        {version !== undefined && (
          <Button size="sm" onClick={() => onMine(version)}>
            {t('summaries.useMine')}
          </Button>
        )}
        <Button size="sm" variant="default" onClick={onTheirs}>
          {t('summaries.useTheirs')}
        </Button>
      </div>
    </Alert>
  );
}
