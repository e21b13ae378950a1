import { Textarea } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Panel } from '@/shared/ui/Panel';
import { Tag } from '@/shared/ui/Tag';
import classes from './Portfolio.module.css';
import type { PlanFile } from './queries';

interface Props {
  block: PlanFile['blocks'][number];
  text: string;
  error?: ReactNode;
  /** Undefined: it is only read. */
  onChange: ((text: string) => void) | undefined;
}

/** One block of the template with its owner's answer; of a list, an entry a line. */
export function Blocks({ block, text, error, onChange }: Props) {
  const { t } = useTranslation();
  const lines = text.split('\n').filter((line) => line.trim());
  return (
    <Panel
      title={block.title}
      hint={onChange && (block.kind === 'list' ? block.hint || t('portfolio.plan.perLine') : block.hint)}
      aside={block.is_required && <Tag tone={text.trim() ? 'brand' : 'soon'}>{t('portfolio.plan.required')}</Tag>}
    >
      {onChange ? (
        <Textarea
          aria-label={block.title}
          autosize
          minRows={block.kind === 'list' ? 2 : 3}
          maxLength={3000}
          value={text}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
          error={error}
        />
      ) : lines.length === 0 ? (
        <p className={classes.empty}>{t('portfolio.plan.blank')}</p>
      ) : block.kind === 'list' ? (
        <ul className={classes.list}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : (
        <p className={classes.text}>{text}</p>
      )}
    </Panel>
  );
}
