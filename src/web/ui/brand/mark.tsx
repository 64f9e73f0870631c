/** Ambit's mark: a span of cover above a line of time. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="#0e5a5e" />
      <path d="M6 20.5h20" stroke="#9fd6d2" strokeWidth="2" strokeLinecap="round" />
      <path d="M9 20.5a7 7 0 0 1 14 0" fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
      <circle cx="16" cy="20.5" r="2.6" fill="#fff" />
    </svg>
  );
}
