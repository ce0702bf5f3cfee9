import type { Environment } from '../../../shared/model/views.ts';
import { ENVIRONMENT_LOOKS } from '../../lib/environments.ts';

export type { Environment };

/** In the order offered: safest first. The contract's own list lives beside zod, which must not enter the page. */
export const ENVIRONMENTS = Object.keys(ENVIRONMENT_LOOKS) as Environment[];
