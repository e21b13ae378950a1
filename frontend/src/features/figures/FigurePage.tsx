import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Definition } from '@/shared/charts/Definition';
import { cellsOf, shareOf } from '@/shared/charts/figureValue';
import { Failure, NotFound, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { FigureValue } from './FigureValue';
import { figureOf } from './queries';
import { Records } from './Records';
import { ScopeWords } from './ScopeWords';

const page = getRouteApi('/figures/$code');

/** One number, how it is counted, and every record behind it. */
export function FigurePage() {
  const { t } = useTranslation();
  const { code } = page.useParams();
  const { side, key, ...scope } = page.useSearch();
  const { data: answer, error, isPending, refetch } = useQuery(figureOf(code, scope));
  if (isPending) return <PageSkeleton />;
  if (!answer) return <Failure error={error} reset={refetch} />;
  const figure = answer.results.find((one) => one.code === code);
  if (!figure) return <NotFound />;

  const shown = figure.kind === 'share' ? (side ?? 'part') : undefined;
  const cells = cellsOf(figure.value);
  // Only one cell opens at a time: a child may stand in several, so a list of all would count twice.
  const cell = cells.length ? (key ?? (cells.find((one) => one.value > 0) ?? cells[0])?.key) : undefined;
  return (
    <>
      <PageHeader title={figure.title}>
        <ScopeWords scope={answer.scope} />
      </PageHeader>
      <FigureValue figure={figure} scope={scope} side={shown} cell={cell} />
      <Definition text={figure.definition} />
      {figure.kind === 'share' && !shareOf(figure.value) ? (
        <p>{t('figures.nothingToOpen')}</p>
      ) : (
        <Records figure={figure} scope={scope} side={shown} cell={cell} />
      )}
    </>
  );
}
