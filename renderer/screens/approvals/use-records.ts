import { useInfiniteQuery } from '@tanstack/react-query';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { call, type ApiError } from '../../api.ts';

export type RecordFilter = Input<'approvals.saveRecords'> extends infer I ? Omit<I, 'format'> : never;
type Page = Output<'approvals.records'>;

const PAGE = 200;

/** The record, newest first, page by page. */
export function useRecords(filter: RecordFilter) {
  return useInfiniteQuery<Page, ApiError, { pages: Page[] }, readonly unknown[], string | undefined>({
    queryKey: ['approvals.records', filter, 'pages'],
    queryFn: ({ pageParam }) => call('approvals.records', { ...filter, limit: PAGE, ...(pageParam !== undefined && { before: pageParam }) }),
    initialPageParam: undefined,
    placeholderData: (before) => before,
    getNextPageParam: (last) => (last.records.length === PAGE ? last.records.at(-1)?.id : undefined),
  });
}
