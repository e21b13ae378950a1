import { useTranslation } from 'react-i18next';
import { type Language, languages, setLanguage } from '.';
import classes from './LanguageSwitch.module.css';

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
          onClick={() => void setLanguage(code as Language)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
