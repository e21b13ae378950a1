import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWrite } from '@/shared/api/useWrite';
import { ActDialog } from '@/shared/ui/ActDialog';
import { notify, notifyProblem } from '@/shared/ui/notify';
import rowClasses from '@/shared/ui/Rows.module.css';
import { Tag } from '@/shared/ui/Tag';
import classes from './Assurance.module.css';
import { addKind, changeKind, type InspectionKind, kindList, touched } from './queries';

/** For the office: the school's own kinds of inspection. */
export default function InspectionKinds() {
  const { t } = useTranslation();
  const { data } = useQuery(kindList);
  const [asking, setAsking] = useState<InspectionKind | 'new'>();
  const turn = useWrite(changeKind, touched.inspections, () => notify(t('assurance.saved')));
  const rows = data?.value ?? [];
  const close = () => setAsking(undefined);
  return (
    <details className={classes.fold}>
      <summary>{t('assurance.kinds.title', { count: rows.length })}</summary>
      <ul className={`${rowClasses.card} ${rowClasses.rows}`}>
        {rows.map((row) => (
          <li key={row.id}>
            <div className={rowClasses.name}>
              <b>{row.name}</b>
              {!row.is_active && <Tag>{t('assurance.kinds.off')}</Tag>}
            </div>
            {row.abilities.includes('change') && (
              <div className={rowClasses.acts}>
                <Button
                  size="sm"
                  variant="subtle"
                  aria-label={t('assurance.kinds.renameOf', { name: row.name })}
                  onClick={() => setAsking(row)}
                >
                  {t('assurance.kinds.rename')}
                </Button>
                <Button
                  size="sm"
                  variant="subtle"
                  aria-label={t(row.is_active ? 'assurance.kinds.stopOf' : 'assurance.kinds.startOf', {
                    name: row.name,
                  })}
                  onClick={() =>
                    turn.mutate({ id: row.id, body: { is_active: !row.is_active } }, { onError: notifyProblem })
                  }
                >
                  {t(row.is_active ? 'assurance.kinds.stop' : 'assurance.kinds.start')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      <Button
        mt="sm"
        size="sm"
        variant="light"
        leftSection={<IconPlus size={18} aria-hidden />}
        onClick={() => setAsking('new')}
      >
        {t('assurance.kinds.add')}
      </Button>
      <ActDialog
        opened={asking === 'new'}
        onClose={close}
        title={t('assurance.kinds.add')}
        confirm={t('assurance.kinds.save')}
        fields={[
          { name: 'name', kind: 'line', label: t('assurance.kinds.name'), most: 30 },
          { name: 'code', kind: 'line', label: t('assurance.code'), hint: t('assurance.codeHint'), most: 30 },
        ]}
        act={(body, key) => addKind(body, key)}
        touched={touched.inspections}
        done={t('assurance.kinds.added')}
      />
      {asking && asking !== 'new' && (
        <ActDialog
          opened
          onClose={close}
          title={t('assurance.kinds.renameOf', { name: asking.name })}
          confirm={t('assurance.save')}
          fields={[{ name: 'name', kind: 'line', label: t('assurance.kinds.name'), value: asking.name, most: 30 }]}
          act={({ name }) => changeKind({ id: asking.id, body: { name } })}
          touched={touched.inspections}
          done={t('assurance.saved')}
        />
      )}
    </details>
  );
}
