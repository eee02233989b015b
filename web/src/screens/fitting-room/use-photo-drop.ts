import { useEffect, useEffectEvent, useState } from 'react';

const firstFile = (transfer: DataTransfer | null): File | null => transfer?.files[0] ?? null;
const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/**
 * Takes a file that is dropped anywhere on the page or pasted.
 *
 * @returns whether a file is being dragged over the page.
 */
export function usePhotoDrop(onPhoto: (file: File) => void): boolean {
  const [isDropping, setDropping] = useState(false);
  const give = useEffectEvent(onPhoto);

  useEffect(() => {
    // dragenter and dragleave come for every element on the way; the count says when it is over.
    let depth = 0;
    const listen = new AbortController();
    const { signal } = listen;
    const onEnter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setDropping(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      setDropping(depth > 0);
    };
    const onOver = (event: DragEvent) => {
      // Without this the browser would open the file instead of dropping it.
      if (carriesFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      depth = 0;
      setDropping(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      const file = firstFile(event.dataTransfer);
      if (file) give(file);
    };
    const onPaste = (event: ClipboardEvent) => {
      const file = firstFile(event.clipboardData);
      if (!file) return;
      event.preventDefault();
      give(file);
    };
    addEventListener('dragenter', onEnter, { signal });
    addEventListener('dragleave', onLeave, { signal });
    addEventListener('dragover', onOver, { signal });
    addEventListener('drop', onDrop, { signal });
    addEventListener('paste', onPaste, { signal });
    return () => listen.abort();
  }, []);

  return isDropping;
}
