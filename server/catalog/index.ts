import { atOnce } from './paced.ts';
import { type CatalogFormat, type ParsedCatalog, parseCatalogSteps } from './parse-catalog.ts';

export {
  type Catalog,
  type CatalogDeps,
  type CatalogListener,
  createCatalog,
  productsTag,
  type SyncInput,
} from './catalog.ts';
export { EYEWEAR_COLUMNS } from './columns.ts';
export { faceShapeCompatibility } from './face-shape-compatibility.ts';
export { minorUnitDigits, readSize } from './fields.ts';
export { type ImportOptions, inputOf } from './import.ts';
export { paced, type Steps } from './paced.ts';
export type { CatalogFormat, ParsedCatalog } from './parse-catalog.ts';
export { type CatalogFeatureDeps, catalogFeature } from './routes.ts';
export {
  Eyewear,
  type EyewearSources,
  FaceShapeCompatibility,
  FRAME_RANGES,
  type FrameNumber,
  ImportResult,
  Product,
  ProductInput,
  PublicProduct,
  RowError,
  type StoredProduct,
  Variant,
} from './schema.ts';
export type { CatalogChange, CatalogSnapshot } from './snapshot.ts';
export {
  COLOR_FAMILIES,
  type ColorFamily,
  FRAME_SHAPES,
  type FrameShape,
  GENDERS,
  type Gender,
  LENS_TYPES,
  type LensType,
  MATERIALS,
  type Material,
  OCCASIONS,
  type Occasion,
  plainWords,
  RIMS,
  type Rim,
  type VocabularyKind,
  valuesIn,
  vocabularyWords,
  type Word,
  wordsAt,
} from './vocabulary.ts';

/**
 * Reads and checks a catalogue file without importing it: what `varai catalog validate` says.
 * @param format left out, it is told from the content.
 */
export function parseCatalog(input: Uint8Array | string, format?: CatalogFormat): ParsedCatalog {
  return atOnce(parseCatalogSteps(input, format));
}
