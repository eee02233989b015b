import { useId } from 'react';

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly {
    readonly value: T;
    readonly label: string;
    readonly off?: boolean;
  }[];
  /** Choices a row, where one row would not hold them all. */
  readonly columns?: 2 | 3;
  onChange(value: T): void;
}

const COLUMNS = { 2: 'grid grid-cols-2', 3: 'grid grid-cols-3' } as const;

/** A few choices side by side; radio buttons underneath, so that arrow keys work. */
export function Segmented<T extends string>(props: SegmentedProps<T>) {
  const { label, value, choices, columns, onChange } = props;
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 text-xs font-medium text-soft">{label}</legend>
      <div className={`rounded-xl bg-sunken p-1 ${columns ? COLUMNS[columns] : 'flex'}`}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="relative flex min-h-9 flex-1 cursor-pointer items-center justify-center rounded-lg px-2 text-center text-sm text-soft transition-colors has-checked:bg-card has-checked:font-medium has-checked:text-ink has-checked:shadow-xs has-disabled:cursor-not-allowed has-disabled:opacity-50 has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              className="sr-only"
              name={name}
              checked={choice.value === value}
              disabled={choice.off ?? false}
              onChange={() => onChange(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
