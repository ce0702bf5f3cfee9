/** What is wrong with the path of a call; undefined where nothing is, or nothing was typed. Main checks it thoroughly. */
export function pathProblem(path: string): string | undefined {
  const typed = path.trim();
  if (typed === '') return undefined;
  if (/^[a-z]+:\/\//i.test(typed)) return 'Without the host: the call goes over this connection.';
  if (!typed.startsWith('/') || typed.startsWith('//')) return 'It begins with one slash.';
  return /^[\x21-\x7e]+$/.test(typed) ? undefined : 'Spaces and other letters are percent-encoded.';
}

/** What is wrong with a body; undefined where it is JSON or empty. */
export function bodyProblem(body: string): string | undefined {
  if (body.trim() === '') return undefined;
  try {
    JSON.parse(body);
    return undefined;
  } catch (error) {
    const where = /line \d+ column \d+/.exec(error instanceof Error ? error.message : '')?.[0];
    return where === undefined ? 'This is not JSON.' : `This is not JSON: ${where}.`;
  }
}

const bare = (text: string): string => text.replaceAll(/\s+/g, '');

/** The same JSON with two spaces a level, where it still means the same: large numbers and repeated names would not survive. */
export function tidyBody(body: string): string {
  const tidied = JSON.stringify(JSON.parse(body), null, 2);
  return bare(tidied) === bare(body) ? tidied : body;
}
