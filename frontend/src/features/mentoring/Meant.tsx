import { useTranslation } from 'react-i18next';
import classes from './PairForm.module.css';

/** The server asked whether one more mentee is meant; here it is said. */
export function Meant({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <label className={classes.meant}>
      <input type="checkbox" checked={checked} onChange={({ currentTarget }) => onChange(currentTarget.checked)} />
      {t('pairForm.isMeant')}
    </label>
  );
}
