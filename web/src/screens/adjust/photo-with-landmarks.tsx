import type { StoredReading } from '@fitroom/shared/tryon/made-garment';
import { useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useRoomState } from '../../app/room-context.ts';
import { LandmarkHandle, type Place } from './landmark-handle.tsx';
import { Loupe } from './loupe.tsx';
import { outlinePath } from './outline-path.ts';
import { shownLandmarks } from './shown-landmarks.ts';
import { useLandmarkName } from './use-landmark-name.ts';

interface PhotoWithLandmarksProps {
  readonly photoUrl: string;
  readonly reading: StoredReading;
}

/** The photo, the outline that was found on it, and its landmarks to take hold of. */
export function PhotoWithLandmarks({ photoUrl, reading }: PhotoWithLandmarksProps) {
  const { t } = useTranslation();
  const { controller } = useRoom();
  const { wishes, job } = useRoomState();
  const nameOf = useLandmarkName();
  const keysId = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<{ readonly name: string; readonly place: Place } | null>(null);
  const { width, height, outline, frontNeckline } = reading;
  const landmarks = useMemo(
    () => shownLandmarks(reading, wishes.corrections),
    [reading, wishes.corrections],
  );
  const paths = useMemo(
    () => ({
      outline: outlinePath(outline, true),
      neckline: frontNeckline && outlinePath(frontNeckline, false),
    }),
    [outline, frontNeckline],
  );
  const box = frame.current;
  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be laid out as one */}
      <div
        ref={frame}
        role="group"
        aria-label={t('adjust.photo')}
        className="relative mx-auto overflow-hidden rounded-xl bg-sunken select-none"
        style={{ aspectRatio: `${width} / ${height}`, maxHeight: '70dvh' }}
      >
        <img
          src={photoUrl}
          alt=""
          draggable={false}
          className="pointer-events-none absolute inset-0 size-full"
        />
        <svg
          viewBox={`0 0 ${width} ${height}`}
          preserveAspectRatio="none"
          className="pointer-events-none absolute inset-0 size-full"
          fill="none"
          strokeLinejoin="round"
          aria-hidden="true"
        >
          {/* Light under dark, so that the line shows on any cloth. */}
          {(['#ffffffd0', '#17302a'] as const).map((colour, i) => (
            <g key={colour} stroke={colour} strokeWidth={i === 0 ? 4 : 2}>
              <path d={paths.outline} vectorEffect="non-scaling-stroke" />
              {paths.neckline && (
                <path d={paths.neckline} strokeDasharray="5 4" vectorEffect="non-scaling-stroke" />
              )}
            </g>
          ))}
        </svg>
        {landmarks.map((landmark) => (
          <LandmarkHandle
            key={landmark.name}
            landmark={landmark}
            aspect={width / height}
            keysId={keysId}
            onHold={(place) => setHeld(place && { name: landmark.name, place })}
            onMove={(place) => controller.moveLandmark({ name: landmark.name, ...place })}
            onReset={() => controller.resetLandmarks(landmark.name)}
          />
        ))}
        {held && box && (
          <Loupe
            photoUrl={photoUrl}
            place={held.place}
            width={box.clientWidth}
            height={box.clientHeight}
          />
        )}
      </div>
      {/* What is spoken of the progress comes from its own announcer. */}
      <div aria-hidden="true" className="mt-1.5 h-1 overflow-hidden rounded-full">
        {job && (
          <div
            className="h-full rounded-full bg-accent transition-[width]"
            style={{ width: `${100 * job.overall}%` }}
          />
        )}
      </div>
      <p className="mt-1 text-xs text-soft" id={keysId}>
        {t('adjust.keys')}
      </p>
      <p role="status" className="sr-only">
        {held &&
          t('adjust.position', {
            name: nameOf(held.name),
            x: Math.round(100 * held.place.x),
            y: Math.round(100 * held.place.y),
          })}
      </p>
    </div>
  );
}
