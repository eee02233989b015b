/** The pipeline's sentences as they come; see the list of known ones in the translations. */
export function useWarningText(): (warning: string) => string {
  return (warning) => warning;
}
