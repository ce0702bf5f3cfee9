/** A shortcut as this system writes it: "Ctrl+K", or "⌘K" on a Mac. */
export function shortcut(key: string, platform = navigator.platform): string {
  return platform.startsWith('Mac') ? `⌘${key}` : `Ctrl+${key}`;
}
