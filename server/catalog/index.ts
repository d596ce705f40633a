import { atOnce } from './paced.ts';
import { type CatalogFormat, type ParsedCatalog, parseCatalogSteps } from './parse-catalog.ts';

export { type Catalog, type CatalogDeps, createCatalog, productsTag } from './catalog.ts';
export { compatibilitySources, faceShapeCompatibility } from './face-shape-compatibility.ts';
export type { ImportOptions } from './import.ts';
export { paced, type Steps } from './paced.ts';
export { CATALOG_FORMATS, type CatalogFormat, type ParsedCatalog } from './parse-catalog.ts';
export { type CatalogFeatureDeps, catalogFeature } from './routes.ts';
export {
  Eyewear,
  FaceShapeCompatibility,
  FRAME_RANGES,
  type FrameNumber,
  ImportResult,
  Product,
  ProductInput,
  PublicProduct,
  RowError,
  Variant,
} from './schema.ts';
export type { CatalogSnapshot } from './snapshot.ts';
export {
  BRIDGE_TYPES,
  type BridgeType,
  COLOR_FAMILIES,
  type ColorFamily,
  FRAME_SHAPES,
  type FrameShape,
  GENDERS,
  type Gender,
  MATERIALS,
  type Material,
  plainWords,
  RIMS,
  type Rim,
  type VocabularyKind,
  valuesIn,
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
