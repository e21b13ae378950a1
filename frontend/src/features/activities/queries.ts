import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import { portfoliosTouched } from '@/shared/api/portfolios';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];

export type Activity = Schemas['Activity'];
export type ActivityDetail = Schemas['ActivityDetail'];
export type ActivityBody = Schemas['NewActivityRequest'];
export type ActivityChange = Schemas['PatchedActivityChangeRequest'];
export type Holding = Schemas['ActivityHoldingRequest'];
export type ActivityKind = Schemas['ActivityKind'];
export type Area = Schemas['ActivityArea'];
export type Participant = Schemas['ActivityParticipant'];
export type ActivityReflection = Schemas['ActivityReflection'];

/** In the order in which the school's report tells of them. */
export const areas = [
  'ethics',
  'study',
  'research',
  'training',
  'moral',
  'defence',
  'family',
  'safety',
  'other',
] as const satisfies readonly Area[];
export const researchLevels = ['routine', 'improvement', 'themed'] as const;
export const domains = ['school', 'family', 'community'] as const;

export interface ActivityFilters {
  kind?: string;
  area?: Area;
  programme?: string;
  phase?: string;
  group?: string;
  state?: Activity['state'];
  mine?: boolean;
  first?: string;
  last?: string;
  earliest?: boolean;
}

/** What a write to an activity may have changed; a portfolio is filled from here. */
export const touched = ['activities', 'activity-reflections', 'programmes', 'figures', ...portfoliosTouched] as const;

const PAGE = 50;

export const activityList = (filters: ActivityFilters) =>
  infiniteQueryOptions({
    queryKey: ['activities', 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/v1/activities/', { params: { query: { ...filters, limit: PAGE, offset: pageParam } }, signal }),
      ),
    initialPageParam: 0,
    getNextPageParam: (last, _pages, offset) => (last.next ? offset + PAGE : undefined),
    placeholderData: (previous) => previous,
  });

export const activityQuery = (id: string) =>
  queryOptions({
    queryKey: ['activities', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/activities/{id}/', { params: { path: { id } }, signal })),
  });

/** Those out of use too: an old activity still has its kind. */
export const kindList = queryOptions({
  queryKey: ['activity-kinds'],
  staleTime: 5 * 60_000,
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/activity-kinds/', { params: { query: { limit, offset } }, signal })),
    ),
});

/** The kinds that this person entered last: one tap instead of a search. */
export const myLast = queryOptions({
  queryKey: ['activities', 'my-last'],
  queryFn: ({ signal }) =>
    data(api.GET('/api/v1/activities/', { params: { query: { mine: true, limit: 30 } }, signal })),
});

export const reflectionsOf = (activity: string) =>
  queryOptions({
    queryKey: ['activity-reflections', activity],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/activity-reflections/', { params: { query: { activity, limit, offset } }, signal })),
      ),
  });

const at = (id: string) => ({ path: { id } });
const once = (key: string) => ({ header: { 'Idempotency-Key': key } });
const version = (id: string, number: number) => ({ ...at(id), header: { 'If-Match': `"${number}"` } });

export const recordActivity = (body: ActivityBody, key: string) =>
  data(api.POST('/api/v1/activities/', { params: once(key), body }));

export const changeActivity = (given: { id: string; version: number; body: ActivityChange }) =>
  data(api.PATCH('/api/v1/activities/{id}/', { params: version(given.id, given.version), body: given.body }));

export const holdActivity = ({ id, body }: { id: string; body: Holding }) =>
  data(api.POST('/api/v1/activities/{id}/hold/', { params: at(id), body }));

export const cancelActivity = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/activities/{id}/cancel/', { params: at(id), body: { reason } }));

export const voidActivity = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/activities/{id}/void/', { params: at(id), body: { reason } }));

export const takePart = (id: string) => data(api.POST('/api/v1/activities/{id}/take-part/', { params: at(id) }));

export const stepBack = (id: string) => data(api.POST('/api/v1/activities/{id}/step-back/', { params: at(id) }));

export const answerAttendance = ({ id, answers }: { id: string; answers: { staff: string; attended: boolean }[] }) =>
  data(api.POST('/api/v1/activities/{id}/confirm-attendance/', { params: at(id), body: { answers } }));

export const writeReflection = (body: Schemas['NewActivityReflectionRequest'], key: string) =>
  data(api.POST('/api/v1/activity-reflections/', { params: once(key), body }));

export const mendReflection = (given: {
  id: string;
  version: number;
  body: Schemas['PatchedActivityReflectionChangeRequest'];
}) =>
  data(api.PATCH('/api/v1/activity-reflections/{id}/', { params: version(given.id, given.version), body: given.body }));

export const addKind = (body: Schemas['NewActivityKindRequest'], key: string) =>
  data(api.POST('/api/v1/activity-kinds/', { params: once(key), body }));

export const changeKind = ({ id, body }: { id: string; body: Schemas['ActivityKindChangeRequest'] }) =>
  data(api.POST('/api/v1/activity-kinds/{id}/change/', { params: at(id), body }));

// ---- programmes ------------------------------------------------------------------------------

export type Programme = Schemas['Programme'];
export type ProgrammeBody = Schemas['NewProgrammeRequest'];
export const programmeKinds = ['theme_month', 'colour_month', 'festival', 'study', 'project'] as const;
export const colours = ['blue', 'red', 'gold', 'green'] as const;

export const programmeList = queryOptions({
  queryKey: ['programmes', 'all'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) => data(api.GET('/api/v1/programmes/', { params: { query: { limit, offset } }, signal }))),
});

export const programmeQuery = (id: string) =>
  queryOptions({
    queryKey: ['programmes', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/programmes/{id}/', { params: { path: { id } }, signal })),
  });

export const planProgramme = (body: ProgrammeBody, key: string) =>
  data(api.POST('/api/v1/programmes/', { params: once(key), body }));

export const changeProgramme = (given: {
  id: string;
  version: number;
  body: Schemas['PatchedProgrammeChangeRequest'];
}) => data(api.PATCH('/api/v1/programmes/{id}/', { params: version(given.id, given.version), body: given.body }));

export const voidProgramme = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/programmes/{id}/void/', { params: at(id), body: { reason } }));

// ---- groups ----------------------------------------------------------------------------------

export type Group = Schemas['ActivityGroup'];
export type GroupBody = Schemas['NewActivityGroupRequest'];
export const groupKinds = ['studio', 'study', 'institute', 'volunteers', 'platform', 'camp'] as const;
export const groupsTouched = ['activity-groups', 'activities', 'figures'] as const;

export const groupList = queryOptions({
  queryKey: ['activity-groups', 'all'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/activity-groups/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const groupQuery = (id: string) =>
  queryOptions({
    queryKey: ['activity-groups', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/activity-groups/{id}/', { params: { path: { id } }, signal })),
  });

export const foundGroup = (body: GroupBody, key: string) =>
  data(api.POST('/api/v1/activity-groups/', { params: once(key), body }));

export const changeGroup = (given: {
  id: string;
  version: number;
  body: Schemas['PatchedActivityGroupChangeRequest'];
}) => data(api.PATCH('/api/v1/activity-groups/{id}/', { params: version(given.id, given.version), body: given.body }));

export const joinGroup = ({ id, ...body }: { id: string; staff: string; starts_on: string }) =>
  data(api.POST('/api/v1/activity-groups/{id}/members/', { params: at(id), body }));

export const leaveGroup = ({ id, ...body }: { id: string; staff: string; last_day: string }) =>
  data(api.POST('/api/v1/activity-groups/{id}/end-membership/', { params: at(id), body }));

export const closeGroup = ({ id, ...body }: { id: string; ends_on: string }) =>
  data(api.POST('/api/v1/activity-groups/{id}/close/', { params: at(id), body }));

export const voidGroup = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/activity-groups/{id}/void/', { params: at(id), body: { reason } }));

// ---- a teacher and a child -------------------------------------------------------------------

export type PupilPair = Schemas['PupilPair'];
export type PupilContact = Schemas['PupilContact'];
export const contactWays = ['talk', 'learning', 'activity', 'family'] as const;
export const endings = ['completed', 'other_teacher', 'child_left', 'teacher_left'] as const;
export const pairsTouched = ['pupil-pairs', 'pupil-contacts', 'figures'] as const;

export const pupilPairList = queryOptions({
  queryKey: ['pupil-pairs', 'all'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/pupil-pairs/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const pupilPairQuery = (id: string) =>
  queryOptions({
    queryKey: ['pupil-pairs', 'one', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/pupil-pairs/{id}/', { params: { path: { id } }, signal })),
  });

export const contactsOf = (pair: string) =>
  queryOptions({
    queryKey: ['pupil-contacts', pair],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/pupil-contacts/', { params: { query: { pair, limit, offset } }, signal })),
      ),
  });

export const pairUp = (body: Schemas['NewPupilPairRequest'], key: string) =>
  data(api.POST('/api/v1/pupil-pairs/', { params: once(key), body }));

export const endPair = ({ id, ...body }: { id: string } & Schemas['PupilPairEndRequest']) =>
  data(api.POST('/api/v1/pupil-pairs/{id}/end/', { params: at(id), body }));

export const voidPair = (id: string) => data(api.POST('/api/v1/pupil-pairs/{id}/void/', { params: at(id) }));

export const recordContact = (body: Schemas['NewPupilContactRequest'], key: string) =>
  data(api.POST('/api/v1/pupil-contacts/', { params: once(key), body }));

/** The words of one meeting; the school keeps who read them. */
export const readWords = (id: string) => data(api.POST('/api/v1/pupil-contacts/{id}/read/', { params: at(id) }));

export const voidContact = (id: string) => data(api.POST('/api/v1/pupil-contacts/{id}/void/', { params: at(id) }));

// ---- families --------------------------------------------------------------------------------

export type Consultation = Schemas['Consultation'];
export type Piece = Schemas['ParentingPiece'];
export const consultationsTouched = ['consultations', 'figures'] as const;
export const piecesTouched = ['parenting-pieces', 'figures'] as const;

export interface ConsultationFilters {
  answered?: boolean;
  shared?: boolean;
}

export const consultationList = (filters: ConsultationFilters) =>
  infiniteQueryOptions({
    queryKey: ['consultations', filters],
    queryFn: ({ pageParam, signal }) =>
      data(
        api.GET('/api/v1/consultations/', {
          params: { query: { ...filters, limit: PAGE, offset: pageParam } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: (last, _pages, offset) => (last.next ? offset + PAGE : undefined),
    placeholderData: (previous) => previous,
  });

export const takeDown = (body: Schemas['NewConsultationRequest'], key: string) =>
  data(api.POST('/api/v1/consultations/', { params: once(key), body }));

export const answerConsultation = ({ id, ...body }: { id: string } & Schemas['ConsultationAnswerRequest']) =>
  data(api.POST('/api/v1/consultations/{id}/answer/', { params: at(id), body }));

export const shareConsultation = ({ id, is_shared }: { id: string; is_shared: boolean }) =>
  data(api.POST('/api/v1/consultations/{id}/share/', { params: at(id), body: { is_shared } }));

export const voidConsultation = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/consultations/{id}/void/', { params: at(id), body: { reason } }));

export const pieceList = queryOptions({
  queryKey: ['parenting-pieces'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) =>
      data(api.GET('/api/v1/parenting-pieces/', { params: { query: { limit, offset } }, signal })),
    ),
});

export const sendPiece = (body: Schemas['NewParentingPieceRequest'], key: string) =>
  data(api.POST('/api/v1/parenting-pieces/', { params: once(key), body }));

export const settlePiece = ({ id, ...body }: { id: string } & Schemas['ParentingPieceSettlingRequest']) =>
  data(api.POST('/api/v1/parenting-pieces/{id}/settle/', { params: at(id), body }));

export const voidPiece = ({ id, reason }: { id: string; reason: string }) =>
  data(api.POST('/api/v1/parenting-pieces/{id}/void/', { params: at(id), body: { reason } }));
