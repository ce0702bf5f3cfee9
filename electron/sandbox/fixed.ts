const redirectUri = 'http://127.0.0.1:47113/callback';

/** The people and things that the sandbox knows; the same at every start. */
export const FIXED = {
  redirectUri,
  /** Where the consent page may send people back to; compared as text, the query included. */
  redirectUris: [redirectUri, 'portcullis://oauth/callback', 'https://app.example.com/wise/callback?tenant=7'],
  userId: 5_940_001,
  profileId: 30_120_001,
  balanceId: 200_301,
  transferIds: [50_500_001, 50_500_002, 50_500_003],
  batchGroupId: '5f9f6a2c-3b1e-4c6d-8a70-1d2e3f4a5b6c',
  otp: '111111',
} as const;

/** The profiles of the user `FIXED.userId`. */
export const FIXED_PROFILES = [
  { id: 30_120_000, type: 'PERSONAL', name: 'Sam Doe', country: 'GB' },
  { id: FIXED.profileId, type: 'BUSINESS', name: 'Acme Payments Ltd', country: 'GB' },
  { id: 30_120_002, type: 'BUSINESS', name: 'Acme Payments Inc', country: 'US' },
] as const;
