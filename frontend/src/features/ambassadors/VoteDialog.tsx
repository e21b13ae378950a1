import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { useMe } from '@/shared/session/me';
import { Choices } from '@/shared/ui/Choices';
import { FormBody, FormDialog, refusals } from '@/shared/ui/FormDialog';
import { notify } from '@/shared/ui/notify';
import classes from './Ambassadors.module.css';
import { type Nomination, type Round, touched, vote } from './queries';

interface Props {
  round: Round;
  of: { id: string; name: string };
  rows: Nomination[];
  opened: boolean;
  onClose: () => void;
}

/** What the class decided: who was chosen, and how many took part. Nothing is kept of the others. */
export function VoteDialog({ opened, ...rest }: Props) {
  const { t } = useTranslation();
  return (
    <FormDialog opened={opened} onClose={rest.onClose} title={t('ambassadors.voteOf', { name: rest.of.name })}>
      <Form {...rest} />
    </FormDialog>
  );
}

function Form({ round, of, rows, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation();
  const { today } = useMe();
  const [chosen, setChosen] = useState<string[]>([]);
  const [voters, setVoters] = useState('');
  const [heldOn, setHeldOn] = useState(today);
  const [asked, setAsked] = useState(false);
  const save = useWrite(vote, touched, () => {
    notify(t('ambassadors.voted', { name: of.name }));
    onClose();
  });
  const refused = refusals(save.error);
  const tooMany = chosen.length > round.places_a_class;
  const wrongChoice = tooMany
    ? t('ambassadors.tooMany', { count: round.places_a_class })
    : asked && chosen.length === 0
      ? t('ambassadors.chooseOne')
      : refused.chosen;
  return (
    <FormBody
      confirm={t('ambassadors.recordVote')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => {
        setAsked(true);
        if (chosen.length > 0 && !tooMany && Number(voters) >= 1 && heldOn)
          save.mutate({
            id: round.id,
            body: { school_class: of.id, held_on: heldOn, voters: Number(voters), chosen },
          });
      }}
      onClose={onClose}
      fields={['chosen', 'voters', 'held_on']}
    >
      <p className={classes.promise}>{t('ambassadors.noLosers')}</p>
      <Choices
        multiple
        required
        legend={t('ambassadors.chosenLegend')}
        hint={t('ambassadors.places', { count: round.places_a_class })}
        name="chosen"
        value={chosen}
        onChange={setChosen}
        options={rows.map((row) => ({ value: row.id, label: row.student.name }))}
        error={wrongChoice}
      />
      <TextInput
        withAsterisk
        type="number"
        inputMode="numeric"
        min={1}
        max={200}
        label={t('ambassadors.voters')}
        value={voters}
        onChange={({ currentTarget }) => setVoters(currentTarget.value)}
        error={asked && !(Number(voters) >= 1) ? t('error.required') : refused.voters}
      />
      <TextInput
        withAsterisk
        type="date"
        max={today}
        label={t('ambassadors.heldOn')}
        value={heldOn}
        onChange={({ currentTarget }) => setHeldOn(currentTarget.value)}
        error={asked && !heldOn ? t('error.required') : refused.held_on}
      />
    </FormBody>
  );
}
