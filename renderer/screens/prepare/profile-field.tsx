import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ConnectionSummary } from '../../../shared/model/views.ts';
import { useProfiles } from '../../components/use-profiles.ts';
import { profileText } from '../../lib/profiles.ts';

const OTHER = 'other';

function readId(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text.trim()) ? Number(text.trim()) : undefined;
}

/** Which profile something is for: one that is known, or another by its id. `profileId` is undefined as long as none is. */
export function useProfileField(connection: ConnectionSummary) {
  const profiles = useProfiles(connection) ?? [];
  const [picked, setPicked] = useState<string>();
  const [typed, setTyped] = useState('');
  const value = picked ?? (profiles[0] ? String(profiles[0].id) : OTHER);
  const isOther = value === OTHER;
  return { profiles, value, isOther, typed, setPicked, setTyped, profileId: readId(isOther ? typed : value) };
}

/** The field of it. */
export function ProfileField({ profiles, value, isOther, typed, setPicked, setTyped, profileId }: ReturnType<typeof useProfileField>) {
  return (
    <>
      {profiles.length > 0 && <NativeSelect label="Profile" value={value} data={[...profiles.map((one) => ({ value: String(one.id), label: profileText(one) })), { value: OTHER, label: 'Another one, by its id' }]} onChange={(event) => setPicked(event.currentTarget.value)} />}
      {isOther && <TextInput label="Profile id" placeholder="30120001" inputMode="numeric" maxLength={15} autoComplete="off" value={typed} error={typed !== '' && profileId === undefined && 'A whole number, as Wise gives it.'} onChange={(event) => setTyped(event.currentTarget.value)} />}
    </>
  );
}
