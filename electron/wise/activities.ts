import { z } from 'zod';
import type { WiseClient } from './client.ts';
import { readJsonAnswer } from './errors.ts';
import type { WiseAnswer } from './exchange.ts';
import { getJson } from './get.ts';
import { listed, looseInstant, present, readEach, shortText } from './lenient.ts';
import type { Secret } from './secret.ts';

/** What the app reads of an activity. `resourceId`: of a transfer its number, of a batch its UUID. `title` without tags. */
export type WiseActivity = { resourceId: string; title?: string; createdOn?: string };
export type ActivityQuery = { type: 'TRANSFER' | 'BATCH_TRANSFER'; status?: 'REQUIRES_ATTENTION'; since?: string; cursor?: string };

/** The most Wise lists in one answer. */
const ACTIVITIES_A_PAGE = 100;
/** Of a title, before its tags are taken out. */
const LONGEST_TITLE = 1000;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': '’', '&apos;': '’', '&nbsp;': ' ' };

const resourceId = z.union([z.string().min(1).max(100), z.number().int()]).transform(String);
const title = z.unknown().optional().transform((value) => (typeof value === 'string' ? shortText(withoutTags(value.slice(0, LONGEST_TITLE))) : undefined));
const activity = z.object({ resource: z.object({ id: resourceId }), title, createdOn: looseInstant })
  .transform(({ resource, ...rest }): WiseActivity => present({ ...rest, resourceId: resource.id }));
const more = z.object({ cursor: z.string().min(1).optional().catch(undefined) }).catch({});

/** `GET /v1/profiles/{profileId}/activities`, newest first; `cursor` as the page before it told. */
export async function requestActivities(client: WiseClient, token: Secret<string>, profileId: number, { type, status, since, cursor }: ActivityQuery): Promise<WiseAnswer> {
  const query = new URLSearchParams({ monetaryResourceType: type, ...present({ status, since, nextCursor: cursor }), size: String(ACTIVITIES_A_PAGE) });
  return getJson(client, token, `/v1/profiles/${profileId}/activities?${query}`);
}

/** Those that can be read; `cursor` while there are more. Throws the answer's typed error, or `WISE_ANSWER_INVALID`. */
export function readActivities(answer: WiseAnswer): { activities: WiseActivity[]; cursor?: string } {
  const items = readJsonAnswer(answer, listed);
  const { cursor } = readJsonAnswer(answer, more);
  return { activities: readEach(items, activity).read, ...(cursor === undefined ? {} : { cursor }) };
}

function withoutTags(html: string): string {
  return html.replaceAll(/<\/?[a-z][^<>]*>/gi, '').replaceAll(/&(?:amp|lt|gt|quot|apos|nbsp|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
