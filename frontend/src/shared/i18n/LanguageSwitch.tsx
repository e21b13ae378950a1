import { useTranslation } from 'react-i18next';
import { queryClient } from '../api/queryClient';
import { type Language, languages, setLanguage } from '.';
import classes from './LanguageSwitch.module.css';

/** The server's words (posts, reasons, titles) are asked for again in the new language. */
async function choose(language: Language) {
  await setLanguage(language);
  await queryClient.invalidateQueries();
}

/** Each language is named in itself, so that whoever needs it can read it. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <fieldset className={classes.switch}>
      <legend className={classes.legend}>{t('app.language')}</legend>
      {Object.entries(languages).map(([code, name]) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={i18n.language === code}
          onClick={() => void choose(code as Language)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
