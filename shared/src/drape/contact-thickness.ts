/** Metres of contact beyond the offset asked for: the field's mean error, so that little is left to snap. */
const CONTACT_MARGIN = 0.0005;

/** Metres at which simulated cloth touches the body, to end `offsetMetres` off its skin. */
export function contactThickness(offsetMetres: number): number {
  return offsetMetres + CONTACT_MARGIN;
}
