import { type ReactNode, useId } from 'react';
import classes from './Choices.module.css';

interface Option<V extends string> {
  value: V;
  label: ReactNode;
  /** A second, quieter line. */
  note?: string | undefined;
}

interface Common<V extends string> {
  legend: string;
  hint?: string | undefined;
  options: readonly Option<V>[];
  required?: boolean;
  error?: ReactNode;
  /** The field's name, so that the first wrong one can be found and focused. */
  name: string;
}

interface One<V extends string> extends Common<V> {
  multiple?: false;
  value: V | '';
  onChange: (value: V) => void;
}

interface Many<V extends string> extends Common<V> {
  multiple: true;
  value: readonly V[];
  onChange: (value: V[]) => void;
}

/** Native radios or checkboxes that look like chips: they wrap on a phone, and arrows and Space just work. */
export function Choices<V extends string>(props: One<V> | Many<V>) {
  const { legend, hint, options, required, error, name } = props;
  const id = useId();
  const chosen = (value: V) => (props.multiple ? props.value.includes(value) : props.value === value);
  const choose = (value: V, on: boolean) => {
    if (!props.multiple) return props.onChange(value);
    props.onChange(on ? [...props.value, value] : props.value.filter((v) => v !== value));
  };
  return (
    <fieldset className={classes.field} aria-describedby={error ? `${id}-error` : hint ? `${id}-hint` : undefined}>
      <legend className={classes.legend}>
        {legend}
        {required && (
          <span className={classes.star} aria-hidden>
            {' *'}
          </span>
        )}
      </legend>
      {hint && (
        <p className={classes.hint} id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className={classes.options}>
        {options.map(({ value, label, note }) => (
          <label key={value} className={classes.option}>
            <input
              type={props.multiple ? 'checkbox' : 'radio'}
              name={props.multiple ? `${name}-${value}` : name}
              data-field={name}
              value={value}
              checked={chosen(value)}
              required={required && !props.multiple}
              onChange={(event) => choose(value, event.currentTarget.checked)}
            />
            <span>
              {label}
              {note && <small>{note}</small>}
            </span>
          </label>
        ))}
      </div>
      {error && (
        <p className={classes.error} id={`${id}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
