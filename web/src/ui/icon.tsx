/** Outlines on a 24 x 24 grid, drawn for this app. */
const PATHS = {
  camera:
    'M4 8.5h3l1.6-2.6h6.8L17 8.5h3A1.5 1.5 0 0 1 21.5 10v8A1.5 1.5 0 0 1 20 19.5H4A1.5 1.5 0 0 1 2.5 18v-8A1.5 1.5 0 0 1 4 8.5Zm8 8.3a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8Z',
  photo:
    'M4.5 4.5h15a1.5 1.5 0 0 1 1.5 1.5v12a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18V6a1.5 1.5 0 0 1 1.5-1.5ZM3.5 17l5-5.2 4 4 2.6-2.6 5.3 4.8M15.8 9.3h.01',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  reset: 'M5 5.5v4.8h4.8M5.4 10.2A7.5 7.5 0 1 1 4.7 14',
  turn: 'M20.5 12c0 2.2-3.8 4-8.5 4s-8.5-1.8-8.5-4S7.300 8 12 8c2.200 0 4.300.4 5.800 1.100M18.300 5.700l-.3 3.700-3.700-.2',
  download: 'M12 4v11m0 0-4.300-4.300M12 15l4.300-4.300M4.500 19.500h15',
  trash: 'M5 7h14M9.500 7V4.800h5V7M7 7l.8 12.500h8.400L17 7M10.300 10.500v5.500m3.400-5.500v5.500',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  warn: 'M12 4.200 21 19.500H3L12 4.200Zm0 6v4.300m0 2.400v.1',
  play: 'M8 5.500v13l10.500-6.500Z',
  pause: 'M8.500 5.500v13m7-13v13',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-9.800v5.300m0-8.300v.1',
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative drawing; the control around it carries the words. */
export function Icon({ name, className = 'size-5' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className={`shrink-0 ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
