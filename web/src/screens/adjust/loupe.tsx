import type { Place } from './landmark-handle.tsx';

/** Times the size on screen. */
const ENLARGEMENT = 3;
const SIDE_REM = 7;

interface LoupeProps {
  readonly photoUrl: string;
  readonly place: Place;
  /** The photo's size on screen, CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** The photo round a point, enlarged: a finger hides what it points at. In the corner farther from it. */
export function Loupe({ photoUrl, place, width, height }: LoupeProps) {
  const shown = { width: width * ENLARGEMENT, height: height * ENLARGEMENT };
  return (
    <div
      aria-hidden="true"
      className={`pointer-events-none absolute top-2 overflow-hidden rounded-full border-2 border-card shadow-lg ${place.x > 0.5 ? 'left-2' : 'right-2'}`}
      style={{
        width: `${SIDE_REM}rem`,
        height: `${SIDE_REM}rem`,
        backgroundColor: 'var(--sunken)',
        backgroundImage: `url("${photoUrl}")`,
        backgroundRepeat: 'no-repeat',
        backgroundSize: `${shown.width}px ${shown.height}px`,
        backgroundPosition: `calc(${SIDE_REM / 2}rem - ${place.x * shown.width}px) calc(${SIDE_REM / 2}rem - ${place.y * shown.height}px)`,
      }}
    >
      <span className="absolute top-1/2 left-1/2 size-3 -translate-1/2 rounded-full border-2 border-accent" />
    </div>
  );
}
