import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '@/shared/ui/Tag';
import type { Pair } from './queries';

const tones: Record<Pair['state'], Tone> = {
  draft: 'soon',
  active: 'brand',
  suspended: 'soon',
  completed: 'calm',
  terminated: 'calm',
  withdrawn: 'calm',
};

/** Where a pair stands, and how it ended where the state alone does not say it. `quiet`: the heading above says the state. */
export function StateTag({ pair, quiet }: { pair: Pair; quiet?: boolean }) {
  const { t } = useTranslation();
  const over = pair.state === 'terminated' && pair.ended === 'changed';
  return (
    <>
      {(over || !quiet) && <Tag tone={tones[pair.state]}>{over ? pair.ended_label : pair.state_label}</Tag>}
      {pair.has_open_exit && <Tag tone="trouble">{t('pairs.exitAsked')}</Tag>}
      {pair.is_to_complete && <Tag tone="soon">{t('pairs.toComplete')}</Tag>}
    </>
  );
}
