import { useQuery } from '@tanstack/react-query';
import { loadWords, type Part } from '.';

/** For a piece of interface that stands on the pages of many areas and brings its own words. */
export const useWords = (part: Part) =>
  useQuery({
    queryKey: ['words', part],
    queryFn: () => loadWords(part).then(() => true),
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  });
