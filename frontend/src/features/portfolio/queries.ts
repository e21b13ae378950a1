import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import { takeFile } from '@/shared/api/exportList';
import { portfoliosTouched } from '@/shared/api/portfolios';
import type { components, operations } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];
export type Portfolio = Schemas['GrowthPortfolio'];
export type PortfolioFile = Schemas['GrowthPortfolioPage'];
export type Act = Schemas['PortfolioAct'];
export type Plan = Schemas['GrowthPlan'];
export type PlanFile = Schemas['GrowthPlanPage'];
export type Horizon = Schemas['PlanHorizon'];
export type Stage = Schemas['CareerStage'];
export type Goal = Schemas['GrowthGoal'];
export type Step = Schemas['GoalStep'];
export type Template = Schemas['PlanTemplate'];
export type BlockBody = Schemas['TemplateBlockRequest'];
export type Copy = Schemas['PlanSubmission'];
export type CopyFile = Schemas['PlanSubmissionPage'];
export type Reflection = Schemas['Reflection'];
export type Dimension = Schemas['GoalDimension'];
export type Counter = Schemas['GoalCounter'];
export type Measure = Schemas['GoalMeasure'];
export type Visibility = Schemas['ReflectionVisibility'];
export type RatingBody = Schemas['GrowthRatingRequest'];

/** Whatever tells of portfolios is read anew. */
export const touched = [...portfoliosTouched, 'plan-submissions', 'reflections', 'figures'] as const;

const at = (id: string) => ({ path: { id } });
const keyed = (key: string) => ({ header: { 'Idempotency-Key': key } });
const given = (id: string, version: number) => ({ ...at(id), header: { 'If-Match': `"${version}"` } });

// ---- portfolios ----

/** The own one; who asks for the first time opens it. */
export const myPortfolio = queryOptions({
  queryKey: ['portfolios', 'mine'],
  queryFn: async ({ signal }) => {
    const { results } = await data(api.GET('/api/v1/portfolios/', { params: { query: { mine: true } }, signal }));
    const [found] = results;
    return found
      ? data(api.GET('/api/v1/portfolios/{id}/', { params: at(found.id), signal }))
      : data(api.POST('/api/v1/portfolios/', { body: {} }));
  },
});

export const portfolioFile = (id: string) =>
  queryOptions({
    queryKey: ['portfolios', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/portfolios/{id}/', { params: at(id), signal })),
  });

export const portfolioList = queryOptions({
  queryKey: ['portfolios', 'all'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/portfolios/', { params: { query: { mine: false, limit, offset } }, signal })),
    ),
});

export type ActKind = NonNullable<NonNullable<operations['portfolios_acts_list']['parameters']['query']>['kind']>;

const PAGE = 100;

/** The newest first, and further back as one scrolls. */
export const actPages = (id: string, kind?: ActKind) =>
  infiniteQueryOptions({
    queryKey: ['portfolios', 'acts', id, kind ?? ''],
    queryFn: ({ signal, pageParam }) =>
      data(
        api.GET('/api/v1/portfolios/{id}/acts/', {
          params: { ...at(id), query: { ...(kind ? { kind } : {}), limit: PAGE, offset: pageParam } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, one) => sum + one.results.length, 0);
      return read < last.count && last.results.length > 0 ? read : undefined;
    },
  });

/** All of some days: what the goals of a plan count. */
export const actsBetween = (id: string, first: string, last: string) =>
  queryOptions({
    queryKey: ['portfolios', 'acts', id, first, last],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/portfolios/{id}/acts/', {
            params: { ...at(id), query: { first, last, limit, offset } },
            signal,
          }),
        ),
      ),
  });

export const writeMotto = ({ id, version, motto }: { id: string; version: number; motto: string }) =>
  data(api.PATCH('/api/v1/portfolios/{id}/', { params: given(id, version), body: { motto } }));

export const printBooklet = (id: string, as: 'pdf' | 'docx', with_reflections: boolean) =>
  takeFile(
    api.POST('/api/v1/portfolios/{id}/booklet/', { params: at(id), body: { as, with_reflections }, parseAs: 'blob' }),
    `portfolio.${as}`,
  );

export const takeAlong = (id: string, with_files: boolean) =>
  takeFile(
    api.POST('/api/v1/portfolios/{id}/take-along/', { params: at(id), body: { with_files }, parseAs: 'blob' }),
    'portfolio.zip',
  );

export const bringAlong = (id: string, file: File) => {
  const form = new FormData();
  form.set('file', file);
  return data(
    api.POST('/api/v1/portfolios/{id}/bring/', {
      params: at(id),
      body: { file: '' }, // the schema knows files only as text
      bodySerializer: () => form,
    }),
  );
};

// ---- templates ----

export const templatesInForce = queryOptions({
  queryKey: ['plan-templates', 'in-force'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/plan-templates/', { params: { query: { in_force: true, limit, offset } }, signal })),
    ),
});

export const publishTemplate = (body: Schemas['NewPlanTemplateRequest'], key: string) =>
  data(api.POST('/api/v1/plan-templates/', { params: keyed(key), body }));

// ---- plans ----

export const myPlans = queryOptions({
  queryKey: ['growth-plans', 'mine'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/growth-plans/', { params: { query: { mine: true, limit, offset } }, signal })),
    ),
});

export const plansOf = (portfolio: string) =>
  queryOptions({
    queryKey: ['growth-plans', 'of', portfolio],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/growth-plans/', { params: { query: { portfolio, limit, offset } }, signal })),
      ),
  });

/** Those of others of which a copy was handed in, of one term or the three-year ones. */
export const plansOfOthers = (term: string | undefined) =>
  queryOptions({
    queryKey: ['growth-plans', 'others', term ?? 'years'],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/growth-plans/', {
            params: { query: { mine: false, ...(term ? { term } : { horizon: 'years' as const }), limit, offset } },
            signal,
          }),
        ),
      ),
  });

export const planFile = (id: string) =>
  queryOptions({
    queryKey: ['growth-plans', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/growth-plans/{id}/', { params: at(id), signal })),
  });

export const makePlan = (body: Schemas['NewGrowthPlanRequest'], key: string) =>
  data(api.POST('/api/v1/growth-plans/', { params: keyed(key), body }));

export const writePlan = (id: string, version: number, body: Schemas['PatchedGrowthPlanChangeRequest']) =>
  data(api.PATCH('/api/v1/growth-plans/{id}/', { params: given(id, version), body }));

export const submitPlan = (id: string) => data(api.POST('/api/v1/growth-plans/{id}/submit/', { params: at(id) }));

export const voidPlan = (id: string, reason: string) =>
  data(api.POST('/api/v1/growth-plans/{id}/void/', { params: at(id), body: { reason } }));

// ---- goals and steps ----

export const setGoal = (body: Schemas['NewGrowthGoalRequest'], key: string) =>
  data(api.POST('/api/v1/growth-goals/', { params: keyed(key), body }));

export const changeGoal = (id: string, version: number, body: Schemas['PatchedGrowthGoalChangeRequest']) =>
  data(api.PATCH('/api/v1/growth-goals/{id}/', { params: given(id, version), body }));

export const declareGoal = (id: string, body: Schemas['GrowthGoalDeclareRequest']) =>
  data(api.POST('/api/v1/growth-goals/{id}/declare/', { params: at(id), body }));

export const dropGoal = (id: string, reason: string) =>
  data(api.POST('/api/v1/growth-goals/{id}/drop/', { params: at(id), body: { reason } }));

export const addStep = (body: Schemas['NewGoalStepRequest'], key: string) =>
  data(api.POST('/api/v1/growth-steps/', { params: keyed(key), body }));

export const doStep = ({ id, done_on }: { id: string; done_on: string | null }) =>
  data(api.POST('/api/v1/growth-steps/{id}/done/', { params: at(id), body: { done_on } }));

export const dropStep = (id: string) => data(api.POST('/api/v1/growth-steps/{id}/drop/', { params: at(id) }));

// ---- frozen copies ----

export const copiesOf = (plan: string) =>
  queryOptions({
    queryKey: ['plan-submissions', 'of', plan],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/plan-submissions/', { params: { query: { plan, limit, offset } }, signal })),
      ),
  });

export const copiesWaiting = queryOptions({
  queryKey: ['plan-submissions', 'waiting'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(
        api.GET('/api/v1/plan-submissions/', {
          params: { query: { waiting: true, mine: false, limit, offset } },
          signal,
        }),
      ),
    ),
});

/** What others handed in for a term, or ever. */
export const copiesOfOthers = (term: string | undefined) =>
  queryOptions({
    queryKey: ['plan-submissions', 'others', term ?? ''],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/plan-submissions/', {
            params: { query: { mine: false, ...(term ? { term } : {}), limit, offset } },
            signal,
          }),
        ),
      ),
  });

export const copyFile = (id: string) =>
  queryOptions({
    queryKey: ['plan-submissions', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/plan-submissions/{id}/', { params: at(id), signal })),
  });

export const reviewCopy = (id: string, body: Schemas['NewPlanReviewRequest']) =>
  data(api.POST('/api/v1/plan-submissions/{id}/review/', { params: at(id), body }));

// ---- reflections: the words one at a time, and nothing of them is kept ----

export const myReflections = queryOptions({
  queryKey: ['reflections', 'mine'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/reflections/', { params: { query: { mine: true, limit, offset } }, signal })),
    ),
});

export const reflectionsOfOthers = queryOptions({
  queryKey: ['reflections', 'others'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/reflections/', { params: { query: { mine: false, limit, offset } }, signal })),
    ),
});

export const reflectionsOf = (staff: string) =>
  queryOptions({
    queryKey: ['reflections', 'of', staff],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/reflections/', { params: { query: { staff, limit, offset } }, signal })),
      ),
  });

export const sharesOf = (id: string) =>
  queryOptions({
    queryKey: ['reflections', 'shares', id],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/reflections/{id}/shares/', { params: { ...at(id), query: { limit, offset } }, signal })),
      ),
  });

export const readReflection = (id: string) => data(api.POST('/api/v1/reflections/{id}/read/', { params: at(id) }));

export const writeReflection = (body: Schemas['NewReflectionRequest'], key: string) =>
  data(api.POST('/api/v1/reflections/', { params: keyed(key), body }));

export const changeReflection = (id: string, version: number, body: Schemas['PatchedReflectionChangeRequest']) =>
  data(api.PATCH('/api/v1/reflections/{id}/', { params: given(id, version), body }));

export const showReflection = (id: string, body: Schemas['ReflectionShowRequest']) =>
  data(api.POST('/api/v1/reflections/{id}/show/', { params: at(id), body }));

export const voidReflection = (id: string, reason: string) =>
  data(api.POST('/api/v1/reflections/{id}/void/', { params: at(id), body: { reason } }));
