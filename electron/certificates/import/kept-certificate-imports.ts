/** What is being imported, for five minutes or until the lock. */
export class KeptCertificateImports {
  drop(_importId: string): void {}
  /** Drops everything, as on lock. */
  clear(): void {}
}
