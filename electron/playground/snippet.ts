import type { SNIPPET_LANGUAGES, JoseMethod } from '../../shared/model/views.ts';
import type { Clock, VaultStore } from '../ports.ts';
import type { WiseLink } from '../wise/clients.ts';
import { keysFor, type NamedKeys } from './keys.ts';
import { curlSnippet } from './snippets/curl.ts';
import { factsOf, type Snippet, type SnippetFacts } from './snippets/facts.ts';
import { javaSnippet } from './snippets/java.ts';
import { nodeSnippet } from './snippets/node.ts';
import { pythonSnippet } from './snippets/python.ts';

type Language = (typeof SNIPPET_LANGUAGES)[number];

const WRITERS: Readonly<Record<Language, (facts: SnippetFacts) => Snippet>> = { curl: curlSnippet, node: nodeSnippet, python: pythonSnippet, java: javaSnippet };

export type SnippetInput = NamedKeys & { method: JoseMethod; message: string; language: Language };

/** The same call as a program, the answer decrypted and verified. It reads what is secret from its environment. Throws what `keysFor` throws. */
export function snippetFor({ vault, now }: { vault: VaultStore; now: Clock }, link: WiseLink, { method, message, language, ...named }: SnippetInput): Snippet {
  const keys = keysFor(vault.read(), link.target.id, method, named, now());
  return WRITERS[language](factsOf(link, method, keys, message));
}
