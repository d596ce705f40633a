export interface Option {
  readonly value: string;
  readonly label: string;
}

interface Props {
  legend: string;
  any: string;
  options: readonly Option[];
  chosen: string | null;
  onChoose: (value: string | null) => void;
}

/** One choice out of a few, or none, as a row of chips; they are radio buttons to the keyboard. */
export function Chips({ legend, any, options, chosen, onChoose }: Props) {
  return (
    <fieldset class="chips">
      <legend>{legend}</legend>
      {[{ value: '', label: any }, ...options].map(({ value, label }) => (
        <label key={value} class="chip">
          <input
            type="radio"
            name={legend}
            checked={value === (chosen ?? '')}
            onChange={() => onChoose(value || null)}
          />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The same choice in little room. */
export function Pick({ legend, any, options, chosen, onChoose }: Props) {
  return (
    <label class={chosen === null ? 'pick' : 'pick set'}>
      <span class="unseen">{legend}</span>
      <select value={chosen ?? ''} onChange={(event) => onChoose(event.currentTarget.value || null)}>
        <option value="">{chosen === null ? legend : any}</option>
        {options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
