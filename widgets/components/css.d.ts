/** A style sheet, minified by the build, as text for a constructable sheet. */
declare module '*.css' {
  const css: string;
  export default css;
}
