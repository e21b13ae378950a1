import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { FigureScope } from '@/shared/charts/scope';
import { useFormat } from '@/shared/i18n/format';
import { useMe } from '@/shared/session/me';
import { Empty, Failure, PageHeader, PageSkeleton } from '@/shared/ui/states';
import { Area } from './Area';
import { Bars } from './Bars';
import { Behind } from './Behind';
import { Beside, besideCoverage } from './Beside';
import { Civility } from './Civility';
import { Coverage } from './Coverage';
import classes from './Dashboard.module.css';
import { Filters } from './Filters';
import { General } from './General';
import { Headline } from './Headline';
import { OwnList } from './OwnList';
import { Pairs } from './Pairs';
import { figuresOf } from './queries';
import { useReach } from './useReach';
import { WeeklyTrend } from './WeeklyTrend';

const page = getRouteApi('/dashboard');

/** Who may ask about any grade or class; the server narrows everybody else to their own. */
const LEADERS = ['principal', 'vice_principal', 'moral_director', 'teaching_director'];

export function DashboardPage() {
  const { t } = useTranslation();
  const { date } = useFormat();
  const { posts } = useMe();
  const { grade, school_class } = page.useSearch();
  const scope: FigureScope = { grade, school_class };
  const { data: answer, error, isPending, isPlaceholderData, refetch } = useQuery(figuresOf(scope));
  const reach = useReach(answer?.scope);
  if (isPending) return <PageSkeleton />;
  if (!answer) return <Failure error={error} reset={refetch} />;

  const leads = posts.some((post) => LEADERS.includes(post.kind));
  // A share of nobody says nothing to a teacher whose class is asked for nothing.
  const said = answer.results.filter((figure) => leads || figure.value !== null);
  const figures = new Map(said.map((figure) => [figure.code, figure]));
  return (
    <>
      <PageHeader
        title={t('dashboard.title')}
        hint={t('dashboard.hint', { reach, term: answer.scope.term_name, date: date(answer.scope.as_of) })}
      >
        {leads && <Filters grade={grade} schoolClass={school_class} />}
      </PageHeader>
      {answer.results.length === 0 && <Empty title={t('dashboard.nothing')} hint={t('dashboard.nothingHint')} />}
      <div className={classes.grid} aria-busy={isPlaceholderData}>
        <div className={classes.top}>
          <Headline figures={figures} scope={scope} />
          <Beside codes={besideCoverage} label={t('dashboard.beside')} figures={figures} scope={scope} />
        </div>
        {leads ? (
          <Behind
            figure={figures.get('visits.outstanding_by_class')}
            ended={figures.get('visits.ended_unsettled')}
            scope={scope}
          />
        ) : (
          <OwnList figure={figures.get('visits.outstanding_by_class')} />
        )}
        <div className={classes.pair}>
          <Coverage
            title={t('dashboard.byCategory')}
            hint={t('dashboard.byCategoryHint')}
            part={figures.get('visits.settled_by_category')}
            whole={figures.get('visits.owed_by_category')}
            visited={figures.get('visits.visited_by_category')}
            scope={scope}
          />
          <Coverage
            title={t('dashboard.byGrade')}
            hint={t('dashboard.byGradeHint')}
            part={figures.get('visits.children_settled_by_grade')}
            whole={figures.get('visits.children_owed_by_grade')}
            scope={scope}
          />
        </div>
        <General figures={figures} scope={scope} />
        <div className={classes.trend}>
          <WeeklyTrend of="visits" figure={figures.get('visits.by_week')} scope={scope} />
          <Bars
            figure={figures.get('visits.by_channel')}
            total={figures.get('visits.made')}
            hint={t('dashboard.channelsHint')}
            scope={scope}
          />
        </div>
        <Civility figures={figures} scope={scope} />
        <Area of="lessons" figures={figures} scope={scope} />
        <Pairs figures={figures} scope={scope} />
        <Area of="growth" figures={figures} scope={scope} />
        <Area of="activities" figures={figures} scope={scope} />
        <Area of="assurance" figures={figures} scope={scope} />
      </div>
    </>
  );
}
