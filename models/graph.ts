import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** One operation of a TensorFlow graph, its attributes still as the file has them. */
export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Names of the nodes whose results this one reads, without output numbers. */
  readonly inputs: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

export interface Attribute {
  readonly s?: string;
  readonly i?: string;
  readonly list?: { readonly i?: readonly string[]; readonly s?: readonly string[] };
}

export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** A TensorFlow.js graph model in memory. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly weights: ReadonlyMap<string, Weight>;
  /** SHA-256 of the topology file followed by the weight files, in hexadecimal. */
  readonly sha256: string;
}

interface ModelFile {
  modelTopology: { node: { name: string; op: string; input?: string[]; attr?: Record<string, Attribute> }[] };
  weightsManifest: { paths: string[]; weights: WeightEntry[] }[];
}

interface WeightEntry {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: { dtype: string };
}

/**
 * Reads a TensorFlow.js graph model (`NAME.json` and the weight files it names).
 * @throws Error when a weight is kept in a form this reader does not know.
 */
export async function readGraph(file: string): Promise<Graph> {
  const hash = createHash('sha256');
  const text = await readFile(file);
  hash.update(text);
  const model = JSON.parse(text.toString('utf8')) as ModelFile;
  const weights = new Map<string, Weight>();
  for (const group of model.weightsManifest) {
    const parts = await Promise.all(group.paths.map((path) => readFile(join(dirname(file), path))));
    for (const part of parts) hash.update(part);
    readWeights(Buffer.concat(parts), group.weights, weights);
  }
  const nodes = new Map<string, GraphNode>();
  for (const { name, op, input = [], attr = {} } of model.modelTopology.node) {
    nodes.set(name, { name, op, inputs: input.map((from) => from.split(':')[0] ?? from), attr });
  }
  return { nodes, weights, sha256: hash.digest('hex') };
}

function readWeights(bytes: Buffer, entries: WeightEntry[], into: Map<string, Weight>): void {
  let offset = 0;
  for (const { name, shape, dtype, quantization } of entries) {
    const length = shape.reduce((product, size) => product * size, 1);
    const kept = quantization?.dtype ?? dtype;
    const view = new DataView(bytes.buffer, bytes.byteOffset + offset);
    if (kept === 'float32') {
      into.set(name, { shape, data: Float32Array.from({ length }, (_, i) => view.getFloat32(4 * i, true)) });
    } else if (kept === 'float16') {
      into.set(name, {
        shape,
        data: Float32Array.from({ length }, (_, i) => half(view.getUint16(2 * i, true))),
      });
    } else if (kept === 'int32') {
      into.set(name, { shape, data: Int32Array.from({ length }, (_, i) => view.getInt32(4 * i, true)) });
    } else {
      throw new Error(`weight ${name} is kept as ${kept}, which this converter does not read`);
    }
    offset += length * (kept === 'float16' ? 2 : 4);
  }
  if (offset !== bytes.length)
    throw new Error(`weights take ${offset} bytes, the files have ${bytes.length}`);
}

/** The value of an IEEE 754 binary16 number. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** A string attribute; the file keeps them in base64. */
export function text(attribute: Attribute | undefined): string {
  return Buffer.from(attribute?.s ?? '', 'base64').toString('latin1');
}

export function texts(attribute: Attribute | undefined): string[] {
  return (attribute?.list?.s ?? []).map((s) => Buffer.from(s, 'base64').toString('latin1'));
}

export function integers(attribute: Attribute | undefined): number[] {
  return (attribute?.list?.i ?? []).map(Number);
}
