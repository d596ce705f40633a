import { useId } from 'preact/hooks';

interface Props {
  label: string;
  hint?: string;
  value: string;
  onInput: (value: string) => void;
  /** What is wrong with it, to be read out at once. */
  wrong?: string | false;
  decimal?: boolean;
  wide?: boolean;
}

/** A labelled line of text with its hint and its mistake. */
export function Field({ label, hint, value, onInput, wrong, decimal, wide }: Props) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        autocomplete="off"
        inputMode={decimal ? 'decimal' : 'text'}
        size={decimal ? 6 : wide ? 30 : 12}
        value={value}
        aria-invalid={Boolean(wrong)}
        aria-describedby={`${id}-hint ${id}-wrong`}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p class="small" id={`${id}-hint`}>
        {hint}
      </p>
      <p class="wrong" id={`${id}-wrong`} role="alert">
        {wrong}
      </p>
    </div>
  );
}
