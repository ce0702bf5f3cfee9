import { z } from 'zod';

/** Wise's two environments, the sandbox inside the app, and hosts that a person names. */
export const ENVIRONMENTS = ['built-in', 'wise-sandbox', 'production', 'custom'] as const;
export const environment = z.enum(ENVIRONMENTS);
export type Environment = z.infer<typeof environment>;
