import classes from './Tabs.module.css';

interface Props<V extends string> {
  label: string;
  value: string;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
}

/** A choice of view: a few buttons of which one is pressed. */
export function Tabs<V extends string>({ label, value, options, onChange }: Props<V>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields; this only changes the view
    <div className={classes.tabs} role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
