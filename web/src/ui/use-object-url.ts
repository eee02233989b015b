import { useEffect, useState } from 'react';

/** Milliseconds: who began to read an address when its Blob gave way to another may end. */
const GRACE_MS = 10_000;

/** An address for a Blob while the component shows it; null before the first and without a Blob. */
export function useObjectUrl(blob: Blob | null | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) {
      setUrl(null);
      return;
    }
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      setTimeout(() => URL.revokeObjectURL(made), GRACE_MS);
    };
  }, [blob]);
  return url;
}
