/** The people and things that the sandbox knows; the same at every start. */
export const FIXED = {
  redirectUri: 'http://127.0.0.1:47113/callback',
  userId: 5_940_001,
  profileId: 30_120_001,
  balanceId: 200_301,
  transferIds: [50_500_001, 50_500_002, 50_500_003],
  batchGroupId: '5f9f6a2c-3b1e-4c6d-8a70-1d2e3f4a5b6c',
  otp: '111111',
} as const;
