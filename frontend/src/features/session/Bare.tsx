import type { ReactNode } from 'react';
import { LanguageSwitch } from '@/shared/i18n/LanguageSwitch';
import classes from './SignInPage.module.css';

/** The frame of the pages before the product: a card in the middle, the languages below it. */
export function Bare({ title, tagline, children }: { title: string; tagline?: string; children: ReactNode }) {
  return (
    <main id="main" className={classes.page} tabIndex={-1}>
      <div className={classes.card}>
        <div className={classes.brand}>
          <img src="/icon.svg" width={52} height={52} alt="" />
          <div>
            <h1 className={classes.title}>{title}</h1>
            {tagline && <p>{tagline}</p>}
          </div>
        </div>
        {children}
      </div>
      <LanguageSwitch />
    </main>
  );
}
