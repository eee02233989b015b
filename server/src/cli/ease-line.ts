import type { WornReport } from '@fitroom/shared/report/report';

const PLACES = ['chest', 'waist', 'hip', 'hem'] as const;

/** How much wider than the body a garment is, in centimetres, for a terminal; null where none of it was measured. */
export function easeLine({ fit }: Pick<WornReport, 'fit'>): string | null {
  const { ease_cm, ease_error_cm } = fit;
  const eases = PLACES.flatMap((place) => {
    const ease = ease_cm[place] ?? null;
    const error = ease_error_cm?.[place] ?? null;
    return ease === null ? [] : [`${place} ${ease} cm${error === null ? '' : ` ± ${error}`}`];
  });
  if (eases.length === 0) return null;
  // Of a mesh nothing was cut, nor fitted.
  const isMesh = !fit.ease_cut_cm;
  const basis = isMesh ? 'as worn' : BASES[fit.ease_basis === 'cut' ? 'cut' : 'worn'];
  return `ease: ${eases.join(', ')} (${basis})`;
}

const BASES = { cut: 'as cut', worn: 'as worn, fitted to the body' } as const;
