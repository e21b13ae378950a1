import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';
import { offlineCopy } from '@/shared/offline/offlineCopy';
import { withStepUp } from '@/shared/session/stepUp';

type Schemas = components['schemas'];
export type Round = Schemas['PledgeRound'];
export type PledgeForm = Schemas['PledgeForm'];
export type PledgeVersion = Schemas['PledgeVersion'];
export type Signer = Schemas['PledgeSigner'];
export type PostKind = Schemas['PostKind'];
export type InspectionKind = Schemas['InspectionKind'];
export type Inspection = Schemas['Inspection'];
export type InspectionFile = Schemas['InspectionDetail'];
export type Finding = Schemas['Finding'];
export type NewFinding = Schemas['NewFindingRequest'];
export type Item = Schemas['SupervisionItem'];
export type ItemWords = Schemas['SupervisionWords'];
export type Survey = Schemas['Survey'];
export type Question = Schemas['SurveyQuestion'];
export type Group = Schemas['LeadingGroup'];
export type Member = Schemas['LeadingMember'];
export type Task = Schemas['LeadingTask'];
export type Declaration = Schemas['Declaration'];

/** What is read anew after a write, by the part of the area that was written to. */
export const touched = {
  pledges: ['pledge-forms', 'pledge-versions', 'pledge-rounds', 'pledge-signers', 'figures'],
  inspections: ['inspections', 'inspection-kinds', 'findings', 'figures'],
  supervision: ['supervision-items', 'figures'],
  surveys: ['surveys', 'figures'],
  leading: ['leading-groups', 'leading-tasks', 'figures'],
  declarations: ['declarations', 'figures'],
} as const;

const once = (key: string) => ({ 'Idempotency-Key': key });
const match = (version: number) => ({ 'If-Match': `"${version}"` });
const at = (id: string) => ({ path: { id } });

// ---- pledges ----

export const roundList = queryOptions({
  queryKey: ['pledge-rounds', 'all'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/pledge-rounds/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const roundOf = (id: string) =>
  queryOptions({
    queryKey: ['pledge-rounds', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/pledge-rounds/{id}/', { params: at(id), signal })),
  });

export const signersOf = (round: string) =>
  queryOptions({
    queryKey: ['pledge-signers', round],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/pledge-signers/', { params: { query: { round, limit, offset } }, signal })),
      ),
  });

export const formList = queryOptions({
  queryKey: ['pledge-forms'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/pledge-forms/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const versionList = queryOptions({
  queryKey: ['pledge-versions'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/pledge-versions/', { params: { query: { limit, offset } }, signal })),
    ),
});

/** The hash is that of the text on the page: the server takes a signature on no other. */
export const signPledge = ({ id, sha256 }: { id: string; sha256: string }) =>
  data(api.POST('/api/v1/pledge-rounds/{id}/sign/', { params: at(id), body: { sha256 } }));

export const countersign = ({ id, staff }: { id: string; staff: string[] }) =>
  data(api.POST('/api/v1/pledge-rounds/{id}/countersign/', { params: at(id), body: { staff } }));

export const voidRound = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/pledge-rounds/{id}/void/', { params: at(id), body: { reason } }));

export const openRound = (body: Schemas['NewPledgeRoundRequest'], key: string) =>
  data(api.POST('/api/v1/pledge-rounds/', { params: { header: once(key) }, body }));

export const addForm = (body: Schemas['NewPledgeFormRequest'], key: string) =>
  data(api.POST('/api/v1/pledge-forms/', { params: { header: once(key) }, body }));

export const publishVersion = (body: Schemas['NewPledgeVersionRequest'], key: string) =>
  data(api.POST('/api/v1/pledge-versions/', { params: { header: once(key) }, body }));

// ---- inspections and findings ----

/** Chosen from while going round, where there may be no network. */
export const kindList = queryOptions({
  networkMode: 'always' as const,
  staleTime: 60_000,
  queryKey: ['inspection-kinds'],
  queryFn: offlineCopy('inspection-kinds', (signal) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/inspection-kinds/', { params: { query: { limit, offset } }, signal })),
    ),
  ),
});

export const inspectionList = (kind: string | undefined) =>
  queryOptions({
    queryKey: ['inspections', 'list', kind ?? ''],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/inspections/', { params: { query: { ...(kind && { kind }), limit, offset } }, signal })),
      ),
  });

export const inspectionOf = (id: string) =>
  queryOptions({
    queryKey: ['inspections', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/inspections/{id}/', { params: at(id), signal })),
    enabled: id !== '',
  });

/** Whatever of mine, or that I may look at again, is not closed; what is due first stands first. */
export const openFindings = queryOptions({
  queryKey: ['findings', 'open'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/findings/', { params: { query: { open: true, limit, offset } }, signal })),
    ),
});

export const findingOf = (id: string) =>
  queryOptions({
    queryKey: ['findings', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/findings/{id}/', { params: at(id), signal })),
  });

export const recordInspection = (body: Schemas['NewInspectionRequest'], key: string) =>
  data(api.POST('/api/v1/inspections/', { params: { header: once(key) }, body }));

export const changeInspection = (id: string, version: number, body: Schemas['PatchedInspectionChangeRequest']) =>
  data(api.PATCH('/api/v1/inspections/{id}/', { params: { ...at(id), header: match(version) }, body }));

export const voidInspection = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/inspections/{id}/void/', { params: at(id), body: { reason } }));

export const addFinding = (id: string, body: NewFinding, key: string) =>
  data(api.POST('/api/v1/inspections/{id}/findings/', { params: { ...at(id), header: once(key) }, body }));

export const changeFinding = (id: string, version: number, body: Schemas['PatchedFindingChangeRequest']) =>
  data(api.PATCH('/api/v1/findings/{id}/', { params: { ...at(id), header: match(version) }, body }));

export const rectify = (id: string, body: Schemas['FindingRectifyRequest']) =>
  data(api.POST('/api/v1/findings/{id}/rectify/', { params: at(id), body }));

export const recheck = (id: string, body: Schemas['FindingRecheckRequest']) =>
  data(api.POST('/api/v1/findings/{id}/recheck/', { params: at(id), body }));

export const voidFinding = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/findings/{id}/void/', { params: at(id), body: { reason } }));

export const addKind = (body: Schemas['NewInspectionKindRequest'], key: string) =>
  data(api.POST('/api/v1/inspection-kinds/', { params: { header: once(key) }, body }));

export const changeKind = ({ id, body }: { id: string; body: Schemas['InspectionKindChangeRequest'] }) =>
  data(api.POST('/api/v1/inspection-kinds/{id}/change/', { params: at(id), body }));

// ---- supervision ----

export const itemList = queryOptions({
  queryKey: ['supervision-items'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/supervision-items/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const enterItem = (body: Schemas['NewSupervisionItemRequest'], key: string) =>
  data(api.POST('/api/v1/supervision-items/', { params: { header: once(key) }, body }));

export const assignItem = (id: string, body: Schemas['SupervisionAssignRequest']) =>
  data(api.POST('/api/v1/supervision-items/{id}/assign/', { params: at(id), body }));

export const answerItem = (id: string, body: Schemas['SupervisionAnswerRequest']) =>
  data(api.POST('/api/v1/supervision-items/{id}/answer/', { params: at(id), body }));

/** The words of one item, for a purpose, after a recent sign-in; nothing of them is kept. */
export const revealItem = ({ id, purpose }: { id: string; purpose: string }) =>
  withStepUp(() => data(api.POST('/api/v1/supervision-items/{id}/reveal/', { params: at(id), body: { purpose } })));

export const voidItem = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/supervision-items/{id}/void/', { params: at(id), body: { reason } }));

// ---- surveys ----

export const surveyList = queryOptions({
  queryKey: ['surveys', 'list'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) => data(api.GET('/api/v1/surveys/', { params: { query: { limit, offset } }, signal }))),
});

export const surveyOf = (id: string) =>
  queryOptions({
    queryKey: ['surveys', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/surveys/{id}/', { params: at(id), signal })),
    enabled: id !== '',
  });

export const addSurvey = (body: Schemas['NewSurveyRequest'], key: string) =>
  data(api.POST('/api/v1/surveys/', { params: { header: once(key) }, body }));

export const changeSurvey = (id: string, version: number, body: Schemas['PatchedSurveyChangeRequest']) =>
  data(api.PATCH('/api/v1/surveys/{id}/', { params: { ...at(id), header: match(version) }, body }));

export const enterResults = (id: string, body: Schemas['SurveyResultsRequest']) =>
  data(api.POST('/api/v1/surveys/{id}/results/', { params: at(id), body }));

export const voidSurvey = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/surveys/{id}/void/', { params: at(id), body: { reason } }));

// ---- the leading group ----

export const groupList = queryOptions({
  queryKey: ['leading-groups'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/leading-groups/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const taskList = queryOptions({
  queryKey: ['leading-tasks'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/leading-tasks/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const formGroup = (body: Schemas['NewLeadingGroupRequest'], key: string) =>
  data(api.POST('/api/v1/leading-groups/', { params: { header: once(key) }, body }));

export const changeGroup = (id: string, version: number, body: Schemas['PatchedLeadingGroupChangeRequest']) =>
  data(api.PATCH('/api/v1/leading-groups/{id}/', { params: { ...at(id), header: match(version) }, body }));

export const addMember = (id: string, body: Schemas['NewLeadingMemberRequest'], key: string) =>
  data(api.POST('/api/v1/leading-groups/{id}/members/', { params: { ...at(id), header: once(key) }, body }));

export const endMember = (id: string, body: Schemas['LeadingMemberEndRequest']) =>
  data(api.POST('/api/v1/leading-groups/{id}/end-member/', { params: at(id), body }));

export const setTask = (body: Schemas['NewLeadingTaskRequest'], key: string) =>
  data(api.POST('/api/v1/leading-tasks/', { params: { header: once(key) }, body }));

export const changeTask = (id: string, version: number, body: Schemas['PatchedLeadingTaskChangeRequest']) =>
  data(api.PATCH('/api/v1/leading-tasks/{id}/', { params: { ...at(id), header: match(version) }, body }));

export const finishTask = (id: string, body: Schemas['LeadingTaskFinishRequest']) =>
  data(api.POST('/api/v1/leading-tasks/{id}/finish/', { params: at(id), body }));

export const reopenTask = (id: string, reason: string) =>
  data(api.POST('/api/v1/leading-tasks/{id}/reopen/', { params: at(id), body: { reason } }));

export const voidTask = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/leading-tasks/{id}/void/', { params: at(id), body: { reason } }));

// ---- declarations ----

/** Those that gave way too: both stay. */
export const declarationList = (term: string | undefined) =>
  queryOptions({
    queryKey: ['declarations', term ?? ''],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(
          api.GET('/api/v1/declarations/', {
            params: { query: { ...(term && { term }), replaced: true, limit, offset } },
            signal,
          }),
        ),
      ),
  });

/** By the principal alone, after a recent sign-in. */
export const signDeclaration = (body: Schemas['NewDeclarationRequest'], key: string) =>
  withStepUp(() => data(api.POST('/api/v1/declarations/', { params: { header: once(key) }, body })));
