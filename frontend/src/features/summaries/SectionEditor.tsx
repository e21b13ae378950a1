import { Button, Switch, Textarea, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { type Section, type Summary, summaryOf } from './queries';
import { SaveTrouble } from './SaveTrouble';
import classes from './SectionEditor.module.css';
import { SectionText } from './SectionText';
import { TokenPalette } from './TokenPalette';
import { insertToken } from './tokens';
import type { Draft } from './useDrafts';
import { useSaveSection } from './useSaveSection';

/** One item: what to write about, the text, the figures it may use, and how it will read. */
export function SectionEditor({
  summary,
  section,
  draft,
  onDraft,
}: {
  summary: Summary;
  section: Section;
  draft: Draft | undefined;
  onDraft: (draft: Draft | undefined) => void;
}) {
  const { t } = useTranslation();
  const { moment } = useFormat();
  const client = useQueryClient();
  const box = useRef<HTMLTextAreaElement>(null);
  const entered = useRef(false);
  const save = useSaveSection(summary.id, section.id, () => onDraft(undefined));
  const mine = draft ?? { text: section.text, notApplicable: section.not_applicable };
  const change = (next: Partial<Draft>) => onDraft({ ...mine, ...next });

  const insert = (token: string) => {
    const area = box.current;
    // Nobody has put the cursor anywhere yet: the end is the least surprising place.
    const [from, to] =
      area && entered.current ? [area.selectionStart, area.selectionEnd] : [mine.text.length, mine.text.length];
    const next = insertToken(mine.text, from, to, token);
    change({ text: next.text });
    // After React has written the new text: the cursor would otherwise jump to the end.
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(next.cursor, next.cursor);
    });
  };

  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ draft: mine, version: section.version });
      }}
    >
      <Switch
        label={t('summaries.notApplicable')}
        description={t('summaries.notApplicableHint')}
        checked={mine.notApplicable}
        onChange={({ currentTarget }) => change({ notApplicable: currentTarget.checked })}
      />
      {!mine.notApplicable && (
        <>
          <Textarea
            ref={box}
            label={t('summaries.text')}
            description={section.guidance}
            autosize
            minRows={8}
            maxRows={24}
            value={mine.text}
            onFocus={() => {
              entered.current = true;
            }}
            onChange={({ currentTarget }) => change({ text: currentTarget.value })}
          />
          <TokenPalette tokens={section.tokens} figures={summary.figures} onInsert={insert} />
          <section aria-labelledby="preview" className={classes.preview}>
            <Title order={3} fz="sm" id="preview">
              {t('summaries.preview')}
            </Title>
            <SectionText text={mine.text} tokens={section.tokens} summary={summary} />
          </section>
        </>
      )}
      <SaveTrouble
        error={save.error}
        onMine={(version) => save.mutate({ draft: mine, version })}
        onTheirs={() => {
          save.reset();
          onDraft(undefined);
          void client.invalidateQueries({ queryKey: summaryOf(summary.id).queryKey });
        }}
      />
      <div className={classes.bar}>
        <Button type="submit" loading={save.isPending} disabled={!draft}>
          {t('summaries.save')}
        </Button>
        {draft && (
          <Button variant="subtle" onClick={() => onDraft(undefined)}>
            {t('summaries.discard')}
          </Button>
        )}
        <span role="status" className={classes.state}>
          {draft
            ? t('summaries.unsaved')
            : section.edited_at
              ? t('summaries.editedBy', {
                  name: section.edited_by?.name ?? '',
                  time: moment(section.edited_at),
                })
              : t('summaries.untouched')}
        </span>
      </div>
    </form>
  );
}
