import type { AuditKind, AuditLine } from '../../../shared/model/views.ts';
import type { Tone } from '../../components/pill.tsx';

/** How each kind of audit line is called, in the order offered by the filter. */
export const AUDIT_WORDS: Record<AuditKind, string> = {
  'vault.created': 'Vault created',
  'vault.unlocked': 'Vault unlocked',
  'vault.locked': 'Vault locked',
  'vault.unlock-failed': 'Unlock failed',
  'vault.passphrase-changed': 'Passphrase changed',
  'vault.recovered': 'Vault recovered',
  'vault.recovery-code-renewed': 'Recovery code renewed',
  'connection.created': 'Connection added',
  'connection.selected': 'Connection picked',
  'connection.checked': 'Chain checked',
  'connection.key-switched': 'Key switched',
  'key.made': 'Key made',
  'key.imported': 'Key imported',
  'key.uploaded': 'Key uploaded',
  'key.used': 'Key used',
  'key.public-copied': 'Public key copied',
  'key.exported': 'Private half exported',
  'key.renamed': 'Key renamed',
  'key.retired': 'Key retired',
  'rotation.started': 'Rotation started',
  'rotation.step': 'Rotation step',
  'rotation.rolled-back': 'Rotation rolled back',
  'rotation.changed': 'Rotation changed',
  'token.fetched': 'Token fetched',
  'wise-key.fetched': 'Wise’s key fetched',
  'wise-key.changed': 'Wise’s key changed',
  'wise-key.seen': 'Wise’s new key seen',
  'playground.run': 'Playground call',
  'settings.changed': 'Settings changed',
  'audit.repaired': 'Log repaired',
  'ipc.refused': 'Message refused',
};

export const OUTCOMES: Record<AuditLine['outcome'], { word: string; tone: Tone }> = {
  ok: { word: 'ok', tone: 'ok' },
  refused: { word: 'refused', tone: 'warn' },
  failed: { word: 'failed', tone: 'bad' },
};
