import type { ImportItem, ImportView } from '../../../shared/model/views.ts';
import type { Tone } from '../../components/pill.tsx';

/** How an item is told in one word. */
export function verdictOf(item: ImportItem): { word: string; tone: Tone } {
  if (item.knownAs !== undefined) return { word: 'already here', tone: 'plain' };
  return item.fits.length > 0 ? { word: 'fits Wise', tone: 'ok' } : { word: 'does not fit', tone: 'bad' };
}

/** Can this item be imported? */
export function isImportable(item: ImportItem): boolean {
  return item.fits.length > 0 && item.knownAs === undefined;
}

/** The item taken unless another is chosen: the first that can be imported. */
export function firstChoice(view: ImportView): number | undefined {
  return view.items.find(isImportable)?.index;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Why a key id cannot be taken, in words; undefined when it can. An empty one stands for a new id. */
export function keyIdProblem(keyId: string): string | undefined {
  return keyId.trim() === '' || UUID.test(keyId.trim()) ? undefined : 'A key id is a UUID, such as 663a0e44-aa4a-4ff0-a9f8-cd99f5fbad71.';
}
