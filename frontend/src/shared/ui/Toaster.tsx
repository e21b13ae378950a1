import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Toaster.module.css';
import { dismiss, toastStore } from './toasts';

/** Always in the page, so that a screen reader is already listening when a word appears. */
export function Toaster() {
  const { t } = useTranslation();
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.snapshot);
  return (
    <div className={classes.toaster} role="status" aria-live="polite">
      {toasts.map(({ id, message, tone, act }) => (
        <div key={id} className={classes.toast} data-tone={tone}>
          {tone === 'done' ? <IconCheck size={20} aria-hidden /> : <IconAlertTriangle size={20} aria-hidden />}
          <span>{message}</span>
          {act && (
            <button
              type="button"
              className={classes.act}
              onClick={() => {
                dismiss(id);
                act.run();
              }}
            >
              {act.label}
            </button>
          )}
          {tone === 'trouble' && (
            <button type="button" aria-label={t('act.close')} onClick={() => dismiss(id)}>
              <IconX size={18} aria-hidden />
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
