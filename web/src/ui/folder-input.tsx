import type { Ref } from 'react';
import { useImperativeHandle, useRef } from 'react';

interface FolderInputProps {
  /** `open` shows the system's choice of folders. */
  readonly ref: Ref<{ open(): void }>;
  readonly label: string;
  /** For those who look for it on the page. */
  readonly dataRole: string;
  onFiles(files: File[]): void;
}

/** Lets a folder be chosen; nothing of it is seen but what the system shows. */
export function FolderInput({ ref, label, dataRole, onFiles }: FolderInputProps) {
  const input = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => ({ open: () => input.current?.click() }), []);
  return (
    <input
      ref={(element) => {
        input.current = element;
        // React knows no such attribute; all browsers do.
        element?.setAttribute('webkitdirectory', '');
      }}
      type="file"
      multiple
      className="hidden"
      data-role={dataRole}
      aria-label={label}
      onChange={(event) => onFiles([...(event.target.files ?? [])])}
    />
  );
}
