import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];
export type StaffFile = Schemas['StaffFile'];
export type HeldPost = Schemas['HeldPost'];

export const staffList = queryOptions({
  queryKey: ['staff', 'list'],
  queryFn: ({ signal }) =>
    everyRow((limit, offset) => data(api.GET('/api/v1/staff/', { params: { query: { limit, offset } }, signal }))),
});

export const staffFile = (id: string) =>
  queryOptions({
    queryKey: ['staff', 'file', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/staff/{id}/', { params: { path: { id } }, signal })),
  });

/** Numbers only: how much is open before posts end. */
export const openWork = (id: string) =>
  queryOptions({
    queryKey: ['staff', 'work', id],
    queryFn: ({ signal }) => data(api.GET('/api/v1/staff-work/{id}/', { params: { path: { id } }, signal })),
  });

const at = (id: string) => ({ path: { id } });
const keyed = (key: string) => ({ 'Idempotency-Key': key });

export const join = ({ key, ...body }: { key: string } & Schemas['NewStaffRequest']) =>
  data(api.POST('/api/v1/staff/', { params: { header: keyed(key) }, body }));

export const appoint = ({ id, key, ...body }: { id: string; key: string } & Schemas['AppointmentRequest']) =>
  data(api.POST('/api/v1/staff/{id}/appoint/', { params: { ...at(id), header: keyed(key) }, body }));

export const endPost = ({ id, ...body }: { id: string } & Schemas['PostEndRequest']) =>
  data(api.POST('/api/v1/staff/{id}/end-post/', { params: at(id), body }));

export const grantLeave = ({ id, key, ...body }: { id: string; key: string } & Schemas['NewLeaveRequest']) =>
  data(api.POST('/api/v1/staff/{id}/grant-leave/', { params: { ...at(id), header: keyed(key) }, body }));

export const returnFromLeave = ({ id, ...body }: { id: string } & Schemas['LeaveReturnRequest']) =>
  data(api.POST('/api/v1/staff/{id}/return-from-leave/', { params: at(id), body }));

export const leaveSchool = ({ id, ...body }: { id: string } & Schemas['StaffLeavingRequest']) =>
  data(api.POST('/api/v1/staff/{id}/leave-school/', { params: at(id), body }));
