import { queryOptions } from '@tanstack/react-query';
import { api, data, everyRow } from '@/shared/api/client';
import type { components } from '@/shared/api/schema.gen';

type Schemas = components['schemas'];
export type Theme = Schemas['ThemeMonth'];
export type NewTheme = Schemas['ThemeMonthRequest'];

/** All of them: some a year, and the page shows one year after the other. */
export const themeList = () =>
  queryOptions({
    queryKey: ['theme-months'],
    queryFn: ({ signal }) =>
      everyRow((limit, offset) =>
        data(api.GET('/api/v1/theme-months/', { params: { query: { limit, offset } }, signal })),
      ),
  });

export const addTheme = (body: NewTheme, key: string) =>
  data(api.POST('/api/v1/theme-months/', { params: { header: { 'Idempotency-Key': key } }, body }));

export const withdrawTheme = (id: string) =>
  data(api.POST('/api/v1/theme-months/{id}/withdraw/', { params: { path: { id } } }));
