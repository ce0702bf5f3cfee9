import type { Route } from '../route.ts';

/** What Wise offers to try a client certificate. */
export const authenticatedPlaygroundRoutes: readonly Route[] = [];
