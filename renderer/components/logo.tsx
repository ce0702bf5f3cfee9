/** The raised gate. Decoration: the name stands beside it. */
export function Logo({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 18 18" aria-hidden>
      <rect x="1" y="1" width="16" height="16" rx="3.5" fill="none" stroke="var(--pc-primary)" strokeWidth="2" />
      <path d="M6 1v16M9.7 1v16M13.4 1v16" stroke="var(--pc-primary)" strokeWidth="1.8" />
    </svg>
  );
}
