/** A kind of personal data by its form. */
export interface Mask {
  find: RegExp;
  /** What is put in its place, `$1` being its first group; or, where the form is not enough, what is left of it. */
  by: string | ((found: string) => string);
}
