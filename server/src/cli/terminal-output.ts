const ERASE_LINE = '\r\u001b[2K';

/** Where what a command says goes. */
export interface Output {
  /** What was asked for. */
  result(text: string): void;
  /** For whoever looks on. */
  remark(text: string): void;
  /** One line that the next one replaces; empty: it goes away. Nothing where nobody looks on. */
  progress(line: string): void;
}

export const TO_TERMINAL: Output = {
  result: (text) => process.stdout.write(text),
  remark: (text) => process.stderr.write(text),
  progress: (line) => {
    if (process.stderr.isTTY) process.stderr.write(`${ERASE_LINE}${line}`);
  },
};
