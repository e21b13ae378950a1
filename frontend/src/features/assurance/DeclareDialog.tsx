import { useTranslation } from 'react-i18next';
import { ActDialog } from '@/shared/ui/ActDialog';
import { answers, counted, declarationKinds } from './declaring';
import { type Declaration, signDeclaration, touched } from './queries';

interface Props {
  term: string;
  opened: boolean;
  onClose: () => void;
}

/** The principal signs, after a recent sign-in; nothing of it is changed afterwards. */
export function DeclareDialog({ term, opened, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <ActDialog
      opened={opened}
      onClose={onClose}
      title={t('assurance.declarations.sign')}
      hint={t('assurance.declarations.signHint')}
      confirm={t('assurance.declarations.signConfirm')}
      fields={[
        {
          name: 'kind',
          kind: 'choice',
          label: t('assurance.declarations.what'),
          options: declarationKinds.map((value) => ({ value, label: t(`assurance.declarations.kinds.${value}`) })),
        },
        {
          name: 'number',
          kind: 'number',
          label: t('assurance.declarations.number'),
          hint: t('assurance.declarations.numberHint'),
          when: (given) => counted(given.kind),
        },
        {
          name: 'item',
          kind: 'line',
          label: t('assurance.declarations.item'),
          most: 200,
          when: (given) => given.kind === 'negative_list',
        },
        {
          name: 'answer',
          kind: 'choice',
          label: t('assurance.declarations.answer'),
          options: answers.map((value) => ({ value, label: t(`assurance.declarations.answers.${value}`) })),
          when: (given) => given.kind === 'negative_list',
        },
        { name: 'text', kind: 'text', label: t('assurance.declarations.text'), most: 2000 },
      ]}
      act={({ kind, number, item, answer, text }, key) =>
        signDeclaration(
          {
            term,
            kind: kind as Declaration['kind'],
            number: counted(kind) ? Number(number) : null,
            item: kind === 'negative_list' ? item : '',
            answer: (kind === 'negative_list' ? answer : '') as Declaration['answer'],
            text,
          },
          key,
        )
      }
      touched={touched.declarations}
      done={t('assurance.declarations.signed')}
    />
  );
}
