import type { Route } from '../route.ts';

/** The sandbox's Developer Hub, where client certificates are issued. */
export const certificateRoutes: readonly Route[] = [];
