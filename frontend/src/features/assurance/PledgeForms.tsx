import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/i18n/format';
import { ActDialog } from '@/shared/ui/ActDialog';
import { ButtonLink } from '@/shared/ui/ButtonLink';
import { Panel } from '@/shared/ui/Panel';
import { Failure, PageSkeleton } from '@/shared/ui/states';
import classes from './Assurance.module.css';
import { Layers } from './Layers';
import { addForm, formList, type PledgeForm, type PledgeVersion, touched, versionList } from './queries';

const kinds = ['ethics', 'safety', 'other'] as const;

/** For the office: the pledges the school has, and what each of their versions says. */
export default function PledgeForms() {
  const { t } = useTranslation();
  const forms = useQuery(formList);
  const versions = useQuery(versionList);
  const [adding, setAdding] = useState(false);
  return (
    <Panel
      title={t('assurance.forms.title')}
      hint={t('assurance.forms.hint')}
      aside={
        <Button
          size="sm"
          variant="light"
          leftSection={<IconPlus size={18} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t('assurance.forms.add')}
        </Button>
      }
    >
      {(forms.isPending || versions.isPending) && <PageSkeleton />}
      {(forms.error || versions.error) && (
        <Failure
          error={forms.error ?? versions.error}
          reset={() => Promise.all([forms.refetch(), versions.refetch()])}
        />
      )}
      {forms.data?.length === 0 && <p className={classes.note}>{t('assurance.forms.none')}</p>}
      {forms.data && versions.data && (
        <ul className={classes.list}>
          {forms.data.map((form) => (
            <Form key={form.id} form={form} versions={versions.data.filter((one) => one.form.id === form.id)} />
          ))}
        </ul>
      )}
      <ActDialog
        opened={adding}
        onClose={() => setAdding(false)}
        title={t('assurance.forms.add')}
        confirm={t('assurance.forms.save')}
        fields={[
          { name: 'title', kind: 'line', label: t('assurance.forms.name'), most: 60 },
          {
            name: 'kind',
            kind: 'choice',
            label: t('assurance.forms.kind'),
            options: kinds.map((value) => ({ value, label: t(`assurance.forms.kinds.${value}`) })),
          },
          {
            name: 'code',
            kind: 'line',
            label: t('assurance.code'),
            hint: t('assurance.codeHint'),
            most: 30,
          },
        ]}
        act={({ kind, ...rest }, key) => addForm({ ...rest, kind: kind as PledgeForm['kind'] }, key)}
        touched={touched.pledges}
        done={t('assurance.forms.added')}
      />
    </Panel>
  );
}

function Form({ form, versions }: { form: PledgeForm; versions: PledgeVersion[] }) {
  const { t } = useTranslation();
  const { date } = useFormat();
  return (
    <li className={classes.finding}>
      <h3>{form.title}</h3>
      <p className={classes.small}>{form.kind_label}</p>
      {versions.length === 0 && <p>{t('assurance.forms.noVersion')}</p>}
      {versions.map((one) => (
        <details key={one.id} className={classes.fold}>
          <summary>{t('assurance.forms.versionFrom', { number: one.number, day: date(one.effective_from) })}</summary>
          <p className={classes.paper}>{one.text}</p>
          <Layers version={one} />
        </details>
      ))}
      <div className={classes.acts}>
        <ButtonLink
          size="sm"
          variant="default"
          to="/assurance/versions/new"
          search={{ form: form.id }}
          aria-label={t('assurance.forms.publishOf', { title: form.title })}
        >
          {t('assurance.forms.publish')}
        </ButtonLink>
      </div>
    </li>
  );
}
