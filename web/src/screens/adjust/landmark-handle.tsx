import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownLandmark } from './shown-landmarks.ts';
import { useLandmarkName } from './use-landmark-name.ts';

/** One press of an arrow key, as a share of the photo's longer side; ten times that with Shift. */
const KEY_STEP = 0.002;
const COARSE = 10;
/** After the last press of a key the garment is put on again; not after each. */
const KEY_REST_MS = 500;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A place on the photo, shares of its width and height. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

interface LandmarkHandleProps {
  readonly landmark: ShownLandmark;
  /** Width over height of the photo. */
  readonly aspect: number;
  /** Id of the element that says which keys do what. */
  readonly keysId: string;
  /** Where the pointer or a key holds it right now; null when it rests. */
  onHold(place: Place | null): void;
  onMove(place: Place): void;
  onReset(): void;
}

const within = (share: number) => Math.min(1, Math.max(0, share));

/** A point of the garment that is moved by pointer or by arrow keys. */
export function LandmarkHandle(props: LandmarkHandleProps) {
  const { landmark, aspect, keysId, onHold, onMove, onReset } = props;
  const { t } = useTranslation();
  const name = useLandmarkName()(landmark.name);
  const [held, setHeld] = useState<Place | null>(null);
  const grip = useRef<{ readonly dx: number; readonly dy: number } | null>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const place = held ?? landmark;

  function hold(next: Place | null): void {
    setHeld(next);
    onHold(next);
  }

  function letGo(last: Place): void {
    clearTimeout(rest.current);
    hold(null);
    if (last.x !== landmark.x || last.y !== landmark.y) onMove(last);
  }

  const pointerPlace = (event: React.PointerEvent<HTMLElement>): Place | null => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (!box) return null;
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };

  function onPointerDown(event: React.PointerEvent<HTMLElement>): void {
    const at = pointerPlace(event);
    if (!at || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    // Taken off its middle, it must not jump there.
    grip.current = { dx: place.x - at.x, dy: place.y - at.y };
    hold({ x: place.x, y: place.y });
  }

  function onPointerMove(event: React.PointerEvent<HTMLElement>): void {
    const at = pointerPlace(event);
    if (!at || !grip.current) return;
    hold({ x: within(at.x + grip.current.dx), y: within(at.y + grip.current.dy) });
  }

  function onPointerUp(): void {
    if (!grip.current) return;
    grip.current = null;
    letGo({ x: place.x, y: place.y });
  }

  function onKeyDown(event: React.KeyboardEvent): void {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      clearTimeout(rest.current);
      hold(null);
      onReset();
      return;
    }
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    const step = KEY_STEP * (event.shiftKey ? COARSE : 1);
    const next = {
      x: within(place.x + arrow[0] * step * Math.min(1, 1 / aspect)),
      y: within(place.y + arrow[1] * step * Math.min(1, aspect)),
    };
    hold(next);
    clearTimeout(rest.current);
    rest.current = setTimeout(() => letGo(next), KEY_REST_MS);
  }

  const state = landmark.isMoved
    ? t('adjust.moved')
    : landmark.isUnsure
      ? t('adjust.unsure')
      : t('adjust.found');
  const look = landmark.isMoved
    ? 'border-accent bg-accent text-on-accent'
    : landmark.isUnsure
      ? 'border-warn bg-warn-soft text-warn'
      : 'border-accent bg-card text-accent';
  return (
    <button
      type="button"
      data-landmark={landmark.name}
      data-unsure={landmark.isUnsure}
      data-moved={landmark.isMoved}
      aria-label={t('adjust.point', { name, state })}
      aria-describedby={keysId}
      title={name}
      style={{ left: `${100 * place.x}%`, top: `${100 * place.y}%` }}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (held && !grip.current) letGo(held);
      }}
      className="group absolute grid size-8 -translate-1/2 cursor-grab touch-none place-items-center rounded-full active:cursor-grabbing"
    >
      <span
        className={`grid size-4 place-items-center rounded-full border-2 text-[0.6rem] leading-none font-bold shadow-sm ${look}`}
      >
        {landmark.isUnsure ? '?' : ''}
      </span>
    </button>
  );
}
