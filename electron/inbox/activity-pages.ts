import { readActivities, requestActivities, type ActivityQuery, type WiseActivity } from '../wise/activities.ts';
import { attempt, type Ask } from './ask.ts';

type Page = Awaited<ReturnType<typeof attempt<WiseActivity[]>>>;

/** Activities of a profile, newest first, at most so many pages of them. A page that cannot be had is the last one, with why. */
export async function* activityPages(ask: Ask, profileId: number, query: Omit<ActivityQuery, 'cursor'>, mostPages: number): AsyncGenerator<Page> {
  let cursor: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const from = cursor === undefined ? query : { ...query, cursor };
    const answer = await attempt(async () => readActivities(await ask((client, token) => requestActivities(client, token, profileId, from))));
    if ('error' in answer) return yield answer;
    yield { value: answer.value.activities };
    if (answer.value.cursor === undefined || answer.value.cursor === cursor) return;
    ({ cursor } = answer.value);
  }
}
