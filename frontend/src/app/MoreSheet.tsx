import { CloseButton } from '@mantine/core';
import { type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { SectionLink } from './SectionLink';
import classes from './Shell.module.css';
import type { Section } from './sections';

export interface Sheet {
  ref: RefObject<HTMLDialogElement | null>;
  open: () => void;
  close: () => void;
}

export function useSheet(): Sheet {
  const ref = useRef<HTMLDialogElement>(null);
  return { ref, open: () => ref.current?.showModal(), close: () => ref.current?.close() };
}

/** The browser's own dialog: focus, Escape and the backdrop come with it. */
export function MoreSheet({ sheet, sections }: { sheet: Sheet; sections: Section[] }) {
  const { t } = useTranslation();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the click is for the backdrop
    <dialog
      ref={sheet.ref}
      className={classes.sheet}
      aria-label={t('nav.more')}
      onClick={(event) => event.target === event.currentTarget && sheet.close()}
    >
      <div className={classes.sheetHead}>
        <b>{t('nav.more')}</b>
        <CloseButton aria-label={t('act.close')} onClick={sheet.close} size="lg" />
      </div>
      <nav className={classes.sheetLinks} aria-label={t('nav.more')}>
        {sections.map((section) => (
          <SectionLink key={section.label} section={section} className={classes.sheetLink} onClick={sheet.close} />
        ))}
      </nav>
    </dialog>
  );
}
