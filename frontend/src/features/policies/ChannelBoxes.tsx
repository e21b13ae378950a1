import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Policies.module.css';
import { channels } from './queries';

/** Which ways of meeting a family count. */
export function ChannelBoxes({
  legend,
  value,
  onChange,
  error,
}: {
  legend: string;
  value: readonly string[];
  onChange: (value: (typeof channels)[number][]) => void;
  error: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset inside a fieldset reads out both names each time */}
      <div role="group" aria-label={`${legend} ${t('policies.channels')}`} className={classes.channels}>
        <span>{t('policies.channels')}</span>
        {channels.map((channel) => (
          <label key={channel}>
            <input
              type="checkbox"
              checked={value.includes(channel)}
              onChange={({ currentTarget }) =>
                onChange(channels.filter((one) => (one === channel ? currentTarget.checked : value.includes(one))))
              }
            />
            {t(`policies.channel.${channel}`)}
          </label>
        ))}
      </div>
      {error && (
        <p role="alert" className={classes.refusal}>
          {error}
        </p>
      )}
    </>
  );
}
