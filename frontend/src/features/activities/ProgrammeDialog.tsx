import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { daysAfter } from '@/shared/i18n/format';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import classes from './Activities.module.css';
import {
  changeProgramme,
  colours,
  type Programme,
  type ProgrammeBody,
  planProgramme,
  programmeKinds,
  touched,
} from './queries';

interface Props {
  of: Programme | 'new' | undefined;
  onClose: () => void;
}

/** A month, a festival, a campaign: its days, its phases and what is talked about in it. */
export function ProgrammeDialog({ of, onClose }: Props) {
  const { t } = useTranslation();
  const title = t(of === undefined || of === 'new' ? 'programmes.add' : 'programmes.change');
  return (
    <FormDialog opened={of !== undefined} onClose={onClose} title={title} size="lg">
      {of && <Form of={of === 'new' ? undefined : of} onClose={onClose} />}
    </FormDialog>
  );
}

interface Phase {
  /** Stays with the line while it is moved about. */
  line: number;
  id?: string;
  name: string;
  starts_on: string;
  ends_on: string;
}
interface Topic {
  line: number;
  id?: string;
  title: string;
}

const usualPhases = ['study', 'discussion', 'report'] as const;
let lines = 0;
const newLine = () => {
  lines += 1;
  return lines;
};

function Form({ of, onClose }: { of: Programme | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<(typeof programmeKinds)[number]>(of?.kind ?? 'theme_month');
  const [colour, setColour] = useState<(typeof colours)[number] | ''>(of?.colour ?? '');
  const [words, setWords] = useState({
    name: of?.name ?? '',
    slogan: of?.slogan ?? '',
    edition: of?.edition ? String(of.edition) : '',
    starts_on: of?.starts_on ?? '',
    ends_on: of?.ends_on ?? '',
  });
  const [phases, setPhases] = useState<Phase[]>(() => (of?.phases ?? []).map((one) => ({ ...one, line: newLine() })));
  const [topics, setTopics] = useState<Topic[]>(() => (of?.topics ?? []).map((one) => ({ ...one, line: newLine() })));
  const [asked, setAsked] = useState(false);
  const save = useWrite(
    (_: undefined, key) => {
      const body: Omit<ProgrammeBody, 'kind'> = {
        name: words.name.trim(),
        slogan: words.slogan.trim(),
        ...(kind === 'colour_month' && colour ? { colour } : {}),
        edition: kind === 'festival' && words.edition ? Number(words.edition) : null,
        starts_on: words.starts_on,
        ends_on: words.ends_on,
        phases: phases.map(({ line: _line, ...one }) => ({ ...one, name: one.name.trim() })),
        topics: topics.filter((one) => one.title.trim()).map(({ line: _line, ...one }) => one),
      };
      return of ? changeProgramme({ id: of.id, version: of.version, body }) : planProgramme({ ...body, kind }, key);
    },
    touched,
    (made) => {
      notify(t('programmes.saved', { name: made.name }));
      onClose();
    },
  );
  const refused = refusals(save.error);
  const backwards = Boolean(words.starts_on && words.ends_on && words.ends_on < words.starts_on);
  const lacksPhase = phases.some((one) => !one.name.trim() || !one.starts_on || !one.ends_on);
  const field = (name: keyof typeof words) => ({
    label: t(`programmes.${name}`),
    withAsterisk: name !== 'slogan' && name !== 'edition',
    value: words[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      setWords({ ...words, [name]: currentTarget.value }),
    error:
      asked && name !== 'slogan' && name !== 'edition' && !words[name].trim() ? t('error.required') : refused[name],
  });
  const ends = field('ends_on');
  const needsColour = kind === 'colour_month' && !colour;
  const submit = () => {
    setAsked(true);
    if (words.name.trim() && words.starts_on && words.ends_on && !backwards && !lacksPhase && !needsColour)
      save.mutate(undefined);
  };
  const phase = (line: number, next: Partial<Phase>) =>
    setPhases(phases.map((one) => (one.line === line ? { ...one, ...next } : one)));
  const addPhase = () => {
    const before = phases.at(-1)?.ends_on;
    const named = kind === 'study' ? usualPhases[phases.length] : undefined;
    setPhases([
      ...phases,
      {
        line: newLine(),
        name: named ? t(`programmes.usualPhase.${named}`) : '',
        starts_on: before ? daysAfter(before, 1) : words.starts_on,
        ends_on: words.ends_on,
      },
    ]);
  };
  return (
    <FormBody
      confirm={t('programmes.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
      fields={[...Object.keys(words), 'kind', 'colour', 'phases', 'topics']}
    >
      {!of && (
        <NativeSelect
          label={t('programmes.kindLabel')}
          withAsterisk
          value={kind}
          onChange={({ currentTarget }) =>
            setKind(programmeKinds.find((one) => one === currentTarget.value) ?? 'theme_month')
          }
          data={programmeKinds.map((value) => ({ value, label: t(`programmes.kind.${value}`) }))}
          error={refused.kind}
        />
      )}
      <TextInput {...field('name')} data-autofocus maxLength={40} />
      {kind === 'festival' && (
        <TextInput {...field('edition')} type="number" min={1} max={999} description={t('programmes.editionHint')} />
      )}
      {kind === 'colour_month' && (
        <Choices
          legend={t('programmes.colour')}
          name="colour"
          required
          value={colour}
          onChange={setColour}
          options={colours.map((value) => ({ value, label: t(`programmes.colours.${value}`) }))}
          error={asked && needsColour ? t('error.required') : refused.colour}
        />
      )}
      <TextInput {...field('slogan')} maxLength={100} />
      <div className={classes.pair}>
        <TextInput {...field('starts_on')} type="date" />
        <TextInput {...ends} type="date" error={backwards ? t('activityForm.backwards') : ends.error} />
      </div>
      <fieldset className={classes.picker}>
        <legend>{t('programmes.phases')}</legend>
        <p className={classes.quiet}>{t('programmes.phasesHint')}</p>
        <ul className={classes.lines}>
          {phases.map((one, at) => (
            <li key={one.line}>
              <div className={classes.line}>
                <TextInput
                  aria-label={t('programmes.phaseName', { number: at + 1 })}
                  placeholder={t('programmes.phaseName', { number: at + 1 })}
                  maxLength={40}
                  value={one.name}
                  onChange={({ currentTarget }) => phase(one.line, { name: currentTarget.value })}
                  error={asked && !one.name.trim() ? t('error.required') : undefined}
                />
                <ActionIcon
                  size={44}
                  variant="subtle"
                  color="cinnabar"
                  aria-label={t('programmes.dropPhase', { number: at + 1 })}
                  onClick={() => setPhases(phases.filter((other) => other.line !== one.line))}
                >
                  <IconTrash size={18} aria-hidden />
                </ActionIcon>
              </div>
              <div className={classes.pair}>
                {(['starts_on', 'ends_on'] as const).map((day) => (
                  <TextInput
                    key={day}
                    type="date"
                    aria-label={`${t('programmes.phaseName', { number: at + 1 })} ${t(`programmes.${day}`)}`}
                    value={one[day]}
                    onChange={({ currentTarget }) => phase(one.line, { [day]: currentTarget.value })}
                    error={asked && !one[day] ? t('error.required') : undefined}
                  />
                ))}
              </div>
            </li>
          ))}
        </ul>
        {refused.phases && <p className={classes.refusal}>{refused.phases}</p>}
        <div>
          <Button variant="light" size="sm" leftSection={<IconPlus size={16} aria-hidden />} onClick={addPhase}>
            {t('programmes.addPhase')}
          </Button>
        </div>
      </fieldset>
      <fieldset className={classes.picker}>
        <legend>{t('programmes.topics')}</legend>
        {topics.map((one, at) => (
          <div key={one.line} className={classes.line}>
            <TextInput
              aria-label={t('programmes.topicOf', { number: at + 1 })}
              maxLength={100}
              value={one.title}
              onChange={({ currentTarget }) =>
                setTopics(
                  topics.map((other) => (other.line === one.line ? { ...other, title: currentTarget.value } : other)),
                )
              }
            />
            <ActionIcon
              size={44}
              variant="subtle"
              color="cinnabar"
              aria-label={t('programmes.dropTopic', { number: at + 1 })}
              onClick={() => setTopics(topics.filter((other) => other.line !== one.line))}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        {refused.topics && <p className={classes.refusal}>{refused.topics}</p>}
        <div>
          <Button
            variant="light"
            size="sm"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setTopics([...topics, { line: newLine(), title: '' }])}
          >
            {t('programmes.addTopic')}
          </Button>
        </div>
      </fieldset>
    </FormBody>
  );
}
