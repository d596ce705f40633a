/** A kind of personal data by its form. */
export interface Mask {
  find: RegExp;
  /** What is put in its place; `$1` is the first group of what was found. */
  by: string;
  /** Where the form is not enough: whether it is what it looks like. */
  isIt?(found: string): boolean;
}
