import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Draft {
  text: string;
  notApplicable: boolean;
}

/** What is written and not yet saved, per item: moving between items keeps it, leaving the page asks first. */
export function useDrafts() {
  const { t } = useTranslation();
  const [drafts, setDrafts] = useState<Record<string, Draft>>({});
  const dirty = Object.keys(drafts).length > 0;
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      dirty && current.pathname !== next.pathname && !window.confirm(t('summaries.leave')),
    enableBeforeUnload: dirty,
  });
  const set = (section: string, draft: Draft | undefined) =>
    setDrafts(({ [section]: _old, ...others }) => (draft ? { ...others, [section]: draft } : others));
  return { drafts, set };
}
