import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { roundQuery } from './queries';
import { RoundForm } from './RoundForm';

const edited = getRouteApi('/rounds/$id/edit');

export function NewRoundPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHeader title={t('rounds.plan')} hint={t('rounds.planHint')} />
      <RoundForm />
    </>
  );
}

export function EditRoundPage() {
  const { t } = useTranslation();
  const { id } = edited.useParams();
  const { data, error, isPending, refetch } = useQuery(roundQuery(id));
  if (isPending) return <PageSkeleton />;
  if (!data) return <Failure error={error} reset={refetch} />;
  return (
    <>
      <PageHeader title={t('rounds.edit')} hint={t('rounds.planHint')} />
      <RoundForm key={data.value.version} round={data.value} />
    </>
  );
}
