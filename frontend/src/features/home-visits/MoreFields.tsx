import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Values } from './schema';
import type { VisitFormApi } from './VisitForm';
import classes from './VisitForm.module.css';

/** Fetched when it is first opened; a phone has it from its store. */
const Details = lazy(() => import('./MoreDetails'));
const folded = [
  'companions',
  'received_by',
  'agreed_what',
  'agreed_owner',
  'agreed_due',
  'suggestion',
] as const satisfies (keyof Values)[];

/** What is good to have and never in the way: closed until wanted, open when it holds something. */
export function MoreFields({ form, word }: { form: VisitFormApi; word: (name: keyof Values) => ReactNode }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  // Another meeting has its fields above, beside the outcome.
  const elsewhere = form.values.outcome === 'declined' && form.values.wish === 'arrange';
  const own = folded.filter((name) => !(elsewhere && name.startsWith('agreed')));
  const filled = own.some((name) => form.values[name].length > 0 || form.errors[name]);
  const open = wanted || filled;
  return (
    <details className={classes.more} open={open} onToggle={(event) => setWanted(event.currentTarget.open)}>
      <summary>
        {t('visit.more')}
        <small>{t('visit.moreHint')}</small>
      </summary>
      {open && (
        <Suspense>
          <Details form={form} word={word} withAgreed={!elsewhere} />
        </Suspense>
      )}
    </details>
  );
}
