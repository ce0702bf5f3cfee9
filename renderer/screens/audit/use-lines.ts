import { useInfiniteQuery } from '@tanstack/react-query';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { call, type ApiError } from '../../api.ts';

export type LineFilter = Pick<Input<'audit.list'>, 'kinds' | 'outcome' | 'text'>;

const PAGE = 200;

/** The audit lines that fit a filter, newest first, page by page. */
export function useLines(filter: LineFilter) {
  return useInfiniteQuery<Output<'audit.list'>, ApiError, { pages: Output<'audit.list'>[] }, readonly unknown[], number | undefined>({
    queryKey: ['audit.list', 'paged', filter],
    queryFn: ({ pageParam }) => call('audit.list', { ...filter, limit: PAGE, ...(pageParam !== undefined && { before: pageParam }) }),
    initialPageParam: undefined,
    getNextPageParam: (last) => (last.lines.length === PAGE ? last.lines.at(-1)?.seq : undefined),
    placeholderData: (before) => before,
  });
}
